'use client'

import { PanelLeftClose, PanelLeftOpen } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { Tooltip } from 'radix-ui'
import { type ReactNode, useState } from 'react'
import { classNames } from '../ui/class-names'
import { formatNumber } from '../ui/format-number'
import { TipContent } from '../ui/tooltip'
import { BrandMark } from './brand'
import { type RoomKey, roomOf, type visibleRooms } from './rooms'

/** What waits in a room; hot is for what failed. */
export type RoomCount = { count: number; hot?: boolean }
export type RoomCounts = Partial<Record<RoomKey, RoomCount>>

type RailListProps = {
  rooms: ReturnType<typeof visibleRooms>
  counts: RoomCounts
  /** Decides whether a name is shown beside its icon: always in the drawer, by width and choice in the rail. */
  labels: 'always' | 'when-open'
  onNavigate?: () => void
}

const hiddenWhenFolded = 'hidden lg:group-data-[folded=false]/rail:block'

/** The groups and their rooms. */
export function RailList({ rooms, counts, labels, onNavigate }: RailListProps) {
  const current = roomOf(usePathname())?.key
  const groups = [...new Set(rooms.map((room) => room.group))]
  return groups.map((group) => (
    <div key={group ?? 'top'} className="flex flex-col gap-0.5">
      {group === null ? null : (
        <h2
          className={classNames(
            'px-2.5 pt-3 pb-[3px] text-tiny font-[550] text-ink-3',
            labels === 'when-open' && hiddenWhenFolded,
          )}
        >
          {group}
        </h2>
      )}
      {group !== null && labels === 'when-open' ? (
        <span aria-hidden="true" className="mx-2.5 my-1.5 h-px bg-line lg:group-data-[folded=false]/rail:hidden" />
      ) : null}
      {rooms
        .filter((room) => room.group === group)
        .map((room) => (
          <RailTip key={room.key} text={room.label} enabled={labels === 'when-open'}>
            <Link
              prefetch={false}
              href={room.href}
              aria-current={room.key === current ? 'page' : undefined}
              onClick={onNavigate}
              className={classNames(
                'relative flex h-[31px] items-center gap-[9px] rounded-md px-2.5 text-body',
                room.key === current
                  ? 'bg-surface font-[550] text-ink shadow-[inset_0_0_0_1px_var(--line)] [&_svg]:text-accent'
                  : 'text-ink-2 hover:bg-hover hover:text-ink',
              )}
            >
              <room.icon aria-hidden="true" className="size-4 shrink-0 stroke-[1.75]" />
              <span
                className={
                  labels === 'when-open' ? 'max-lg:sr-only lg:group-data-[folded=true]/rail:sr-only' : undefined
                }
              >
                {room.label}
              </span>
              <Count of={counts[room.key]} labels={labels} />
            </Link>
          </RailTip>
        ))}
    </div>
  ))
}

function Count({ of, labels }: { of: RoomCount | undefined; labels: RailListProps['labels'] }) {
  if (!of || of.count === 0) return null
  return (
    <span
      className={classNames(
        'tabular ml-auto text-[11.5px] font-[550]',
        of.hot ? 'text-block' : 'text-ink-2',
        labels === 'when-open' &&
          'max-lg:absolute max-lg:top-0 max-lg:right-0.5 max-lg:text-[9.5px] lg:group-data-[folded=true]/rail:absolute lg:group-data-[folded=true]/rail:top-0 lg:group-data-[folded=true]/rail:right-0.5 lg:group-data-[folded=true]/rail:text-[9.5px]',
      )}
    >
      {formatNumber(of.count)}
      <span className="sr-only"> waiting</span>
    </span>
  )
}

/** Under this many pixels the rail shows icons only, be it by choice or by the width of the window. */
const NARROW = 100

/** A room's name in a tooltip, only while the rail is too narrow to show it. */
function RailTip({ text, enabled, children }: { text: string; enabled: boolean; children: ReactNode }) {
  const [open, setOpen] = useState(false)
  if (!enabled) return children
  const isFolded = () => (document.querySelector('[data-rail]')?.clientWidth ?? 0) < NARROW
  return (
    <Tooltip.Root open={open} onOpenChange={(next) => setOpen(next && isFolded())}>
      <Tooltip.Trigger asChild>{children}</Tooltip.Trigger>
      <TipContent side="right">{text}</TipContent>
    </Tooltip.Root>
  )
}

/** The rail on the left: 232 px, or icons when it was folded or the window is narrow. A drawer takes its place on a phone. */
export function Rail({
  folded,
  onFold,
  ...list
}: Omit<RailListProps, 'labels'> & { folded: boolean; onFold: () => void }) {
  const Fold = folded ? PanelLeftOpen : PanelLeftClose
  return (
    <nav
      aria-label="Rooms"
      data-rail
      data-folded={folded}
      className="group/rail no-print sticky top-0 hidden h-dvh w-14 shrink-0 flex-col border-r border-line bg-sunken px-2.5 py-3.5 md:flex lg:w-[232px] lg:data-[folded=true]:w-14"
    >
      <Link
        prefetch={false}
        href="/overview"
        aria-label="Handrail, to the overview"
        className="flex h-[26px] items-center gap-[9px] rounded-md px-[7px] text-prose font-semibold tracking-[-0.02em]"
      >
        <BrandMark />
        <span className={hiddenWhenFolded}>Handrail</span>
      </Link>
      <div className="quiet-scroll -mx-2.5 mt-2.5 flex min-h-0 flex-1 flex-col gap-0.5 overflow-y-auto px-2.5 pb-2">
        <RailList {...list} labels="when-open" />
      </div>
      <button
        type="button"
        onClick={onFold}
        aria-expanded={!folded}
        className="mt-1 hidden h-[31px] items-center gap-[9px] rounded-md px-2.5 text-small text-ink-3 hover:bg-hover hover:text-ink lg:flex"
      >
        <Fold aria-hidden="true" className="size-4 shrink-0 stroke-[1.75]" />
        <span className={folded ? 'sr-only' : undefined}>{folded ? 'Unfold the rail' : 'Fold to icons'}</span>
      </button>
    </nav>
  )
}
