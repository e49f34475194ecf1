import type { ReactNode } from 'react'
import { classNames } from '../ui/class-names'
import { CELL_ORDER, type CellKey, type Decision, type Identity } from './identity-cells'
import { DecidedBy, IdentityStrip } from './identity-strip'

export type StackedIdentity = {
  key: string
  /** Whose it is, as screen readers hear it before the cells. */
  label: string
  /** The same for the eye: a name, a link, what was shown. */
  title: ReactNode
  /** One quiet line under the title. */
  note?: ReactNode
  identity: Identity
  decision?: Decision | undefined
}

/**
 * Strips above each other, so that several identities are compared at a glance: two records that may be one person, or a
 * payload between the contacts it points to. Where there is room, cells that agree and stand in neighbouring rows are
 * joined into one; folded, their colour and their word say the same. The caller decides what agrees and the order.
 */
export function IdentityStack({
  rows,
  shape = 'wide',
}: {
  rows: readonly StackedIdentity[]
  /** "folded" in a detail panel; "wide" joins where it is wide enough. */
  shape?: 'wide' | 'folded'
}) {
  return (
    <div className="@container">
      <div className={shape === 'wide' ? 'space-y-4 @[980px]:space-y-0' : 'space-y-4'}>
        {rows.map((row, i) => (
          <div key={row.key}>
            {shape === 'wide' && i > 0 ? <Joints joined={joinedCells(rows[i - 1]?.identity, row.identity)} /> : null}
            <div
              className={
                shape === 'wide' ? '@[980px]:grid @[980px]:grid-cols-[172px_minmax(0,1fr)] @[980px]:gap-4' : undefined
              }
            >
              <div className="mb-1.5 min-w-0 self-center @[980px]:mb-0">
                <p className="text-control font-[550] [overflow-wrap:anywhere]">{row.title}</p>
                {row.note ? <p className="text-small text-ink-2">{row.note}</p> : null}
                {row.decision ? <DecidedBy rule={row.decision.rule} className="mt-0.5" /> : null}
              </div>
              {/* A title of several lines stretches the strip, so that what is joined stays joined. */}
              <div className="min-w-0 @[780px]:[&_dl]:h-full @[980px]:[&>div]:h-full">
                <IdentityStrip
                  label={row.label}
                  identity={row.identity}
                  decision={row.decision}
                  shape={shape}
                  captioned={false}
                />
              </div>
            </div>
          </div>
        ))}
      </div>
    </div>
  )
}

/** Cells of two neighbouring rows that agree, and on the same thing. */
function joinedCells(above: Identity | undefined, below: Identity): CellKey[] {
  return CELL_ORDER.filter((key) => {
    const [upper, lower] = [above?.[key], below[key]]
    return upper?.compared === 'agree' && lower?.compared === 'agree' && upper.group === lower.group
  })
}

/** The gap between two rows, filled where the cells above and below are one. The columns are those of the strip. */
function Joints({ joined }: { joined: readonly CellKey[] }) {
  return (
    <div aria-hidden="true" className="hidden h-4 grid-cols-[172px_minmax(0,1fr)] gap-4 @[980px]:grid print:hidden">
      <div className="col-start-2 grid grid-cols-[1fr_1fr_1.35fr_1fr_1fr_1fr] gap-px px-px">
        {CELL_ORDER.map((key) => (
          <span
            key={key}
            className={classNames(joined.includes(key) && 'relative z-[1] -my-px border-x border-line-2 bg-pass-soft')}
          />
        ))}
      </div>
    </div>
  )
}
