import { CornerLeftUp } from 'lucide-react'
import { classNames } from '../ui/class-names'
import { CELL_LOOK, CELL_ORDER, type CellKey, type Decision, type Identity, type IdentityCell } from './identity-cells'

type IdentityStripProps = {
  /** Whose identity: "Identity of event 14:32:07". Screen readers hear it before the cells. */
  label: string
  identity: Identity
  decision?: Decision | undefined
  /** "wide" is six in a row where there is room, "folded" is three by two, as in a detail panel. Phones get two. */
  shape?: 'wide' | 'folded'
  /** False where the rule stands beside the strip already. */
  captioned?: boolean
}

const GRID = {
  wide: '@[780px]:grid-cols-[1fr_1fr_1.35fr_1fr_1fr_1fr] @[400px]:grid-cols-3 grid-cols-2',
  folded: '@[400px]:grid-cols-3 grid-cols-2',
} as const

/**
 * The signature of the product: six cells, always the same six, in the same order. The lines between cells are the gaps
 * of the grid, so every fold keeps them; a decisive cell is ringed, and the rule stands under the strip.
 */
export function IdentityStrip({ label, identity, decision, shape = 'wide', captioned = true }: IdentityStripProps) {
  return (
    <div className="@container">
      <dl
        aria-label={label}
        className={classNames(
          'grid gap-px rounded-md border border-line-2 bg-line-2 [&>*]:bg-surface',
          GRID[shape],
          CORNERS[shape],
        )}
      >
        {CELL_ORDER.map((key) => (
          <StripCell
            key={key}
            cellKey={key}
            cell={identity[key] ?? { presence: 'missing' }}
            decisive={decision?.cells.includes(key) ?? false}
          />
        ))}
      </dl>
      {decision && captioned ? <DecidedBy rule={decision.rule} className="mt-2" /> : null}
    </div>
  )
}

/** The rule that decided, in the colour of the ring it belongs to. */
export function DecidedBy({ rule, className }: { rule: string; className?: string }) {
  return (
    <p className={classNames('flex items-start gap-1.5 text-[12px] leading-[18px] font-medium text-accent', className)}>
      <CornerLeftUp aria-hidden="true" className="mt-0.5 size-3.5 shrink-0" />
      decided by {rule}
    </p>
  )
}

/** The outer corners follow the frame in every fold. */
const CORNERS = {
  wide: classNames(
    '[&>*:first-child]:rounded-tl-[5px] [&>*:last-child]:rounded-br-[5px]',
    '@max-[400px]:[&>*:nth-child(2)]:rounded-tr-[5px] @max-[400px]:[&>*:nth-child(5)]:rounded-bl-[5px]',
    '@min-[400px]:@max-[780px]:[&>*:nth-child(3)]:rounded-tr-[5px] @min-[400px]:@max-[780px]:[&>*:nth-child(4)]:rounded-bl-[5px]',
    '@[780px]:[&>*:first-child]:rounded-bl-[5px] @[780px]:[&>*:last-child]:rounded-tr-[5px]',
  ),
  folded: classNames(
    '[&>*:first-child]:rounded-tl-[5px] [&>*:last-child]:rounded-br-[5px]',
    '@max-[400px]:[&>*:nth-child(2)]:rounded-tr-[5px] @max-[400px]:[&>*:nth-child(5)]:rounded-bl-[5px]',
    '@min-[400px]:[&>*:nth-child(3)]:rounded-tr-[5px] @min-[400px]:[&>*:nth-child(4)]:rounded-bl-[5px]',
  ),
} as const

function StripCell({ cellKey, cell, decisive }: { cellKey: CellKey; cell: IdentityCell; decisive: boolean }) {
  const look = CELL_LOOK[cellKey]
  const Icon = look.icon
  return (
    <div
      data-cell={cellKey}
      data-presence={cell.presence}
      className={classNames('relative min-w-0 px-[11px] pt-2 pb-[9px]', cellSurface(cell, decisive))}
    >
      <dt className={classNames('flex flex-wrap items-center gap-x-[5px] text-tiny', cellTitle(cell, decisive))}>
        <Icon aria-hidden="true" className="size-3 shrink-0 stroke-[1.75]" />
        <span className="truncate">{look.label}</span>
        {decisive ? <span className="sr-only"> (decisive)</span> : null}
        <CellRemark cell={cell} />
      </dt>
      <dd className="mt-px flex min-w-0 items-center gap-1">
        <CellValue cell={cell} missing={look.missing} />
      </dd>
      {cell.also ? (
        <dd className="machine min-w-0 text-tiny tracking-[-0.02em] [overflow-wrap:anywhere] text-ink-2">
          {cell.also}
        </dd>
      ) : null}
    </div>
  )
}

/** The one word beside a cell's name: how it compares, or that it comes from the file and not from this payload. */
function CellRemark({ cell }: { cell: IdentityCell }) {
  const compared = cell.compared === undefined ? undefined : { agree: 'agrees', differ: 'differs' }[cell.compared]
  const remark = cell.remark ?? compared ?? (cell.presence === 'known' ? 'on file' : null)
  return remark === null ? null : <span className="ml-auto shrink-0 font-medium">{remark}</span>
}

function CellValue({ cell, missing }: { cell: IdentityCell; missing: string }) {
  if (cell.presence === 'missing')
    return <span className="text-[12px] leading-[18px] text-ink-2">{cell.missingText ?? missing}</span>
  return (
    <>
      <span
        className={classNames(
          'machine min-w-0 truncate text-[12.5px] leading-[18px] font-medium tracking-[-0.02em]',
          cell.presence === 'known' ? 'text-ink-3' : 'text-ink',
        )}
      >
        {cell.value}
      </span>
      {cell.reveal ? <span className="ml-auto shrink-0">{cell.reveal}</span> : null}
    </>
  )
}

function cellSurface(cell: IdentityCell, decisive: boolean): string {
  if (decisive) return 'z-[1] rounded-[5px] bg-accent-soft! shadow-[0_0_0_2px_var(--accent)]'
  if (cell.compared === 'agree') return 'bg-pass-soft!'
  if (cell.compared === 'differ') return 'bg-block-soft!'
  if (cell.presence === 'missing') return 'hatched'
  if (cell.presence === 'known') return 'shadow-[inset_0_0_0_1px_var(--line)]'
  return ''
}

function cellTitle(cell: IdentityCell, decisive: boolean): string {
  if (decisive) return 'font-[550] text-accent'
  if (cell.compared === 'agree') return 'text-pass'
  if (cell.compared === 'differ') return 'text-block'
  return 'text-ink-3'
}
