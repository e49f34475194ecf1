'use client'

import { Flag, type LucideIcon, Printer, Snowflake, Timer } from 'lucide-react'
import { type DragEvent, type KeyboardEvent, useState } from 'react'
import { classNames } from '@/components/ui/class-names'
import { Popover } from '@/components/ui/popover'
import type { CalendarEntry, EntryKind } from '@/lib/calendar/entries'
import { addDays } from '@/lib/shared/zone-time'
import { dayText } from './day-words'
import { EntryDetails } from './entry-details'
import { useCarry } from './use-carry'

/** What is dragged, and on which of its days it was taken: it lands with that day under the pointer. */
export type Grip = { entry: CalendarEntry; offset: number }

const SHIFTS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }

const ICON: Record<EntryKind, LucideIcon | null> = {
  wave: Flag,
  freeze: Snowflake,
  update: null,
  print: Printer,
  due: Timer,
}

const KIND_NAME: Record<EntryKind, string> = {
  wave: '',
  freeze: 'Freeze window ',
  update: 'Update date of ',
  print: '',
  due: '',
}

const BAR = {
  base: 'h-[22px] px-1.5 font-[550]',
  wave: 'bg-accent-soft text-accent shadow-[inset_0_0_0_1px_var(--accent)]',
  freeze: 'hatched bg-surface text-ink-2 border border-dashed border-edge',
} as const

type EntryChipProps = {
  entry: CalendarEntry
  mayMove: boolean
  /** A bar over its days, or a line inside one. */
  bar?: { before: boolean; after: boolean; days: number }
  onGrip?: (grip: Grip | null) => void
  /** Where there is room for two lines. */
  roomy?: boolean
}

/** Where a bar was taken, counted in days from the beginning of the part that is shown. */
function dayUnder(event: DragEvent<HTMLElement>, days: number): number {
  const { left, width } = event.currentTarget.getBoundingClientRect()
  return Math.min(days - 1, Math.max(0, Math.floor(((event.clientX - left) / width) * days)))
}

function nameOf(entry: CalendarEntry, today: string, movable: boolean): string {
  const days =
    entry.first === entry.last
      ? dayText(entry.first, today)
      : `${dayText(entry.first, today)} to ${dayText(entry.last, today)}`
  const owner = entry.kind === 'freeze' ? '' : `, ${entry.owner ?? 'nobody owns it'}`
  return `${KIND_NAME[entry.kind]}${entry.title}, ${entry.words}, ${days}${owner}${movable ? '. Shift and an arrow key moves it' : ''}`
}

/** One entry: press it to see what it is, drag it to another day, or move it with Shift and the arrow keys. */
export function EntryChip({ entry, mayMove, bar, onGrip, roomy }: EntryChipProps) {
  const { carry, moving, today } = useCarry()
  const [open, setOpen] = useState(false)
  const movable = mayMove && entry.version !== null
  const Icon = ICON[entry.kind]

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const shift = SHIFTS[event.key]
    if (event.shiftKey && shift !== undefined && movable) {
      event.preventDefault()
      carry(entry, addDays(entry.first, shift))
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      setOpen(true)
    }
  }

  function onDragStart(event: DragEvent<HTMLElement>) {
    event.dataTransfer.effectAllowed = 'move'
    event.dataTransfer.setData('text/plain', entry.title)
    onGrip?.({ entry, offset: bar ? dayUnder(event, bar.days) : 0 })
  }

  return (
    <Popover
      label={entry.title}
      open={open}
      onOpenChange={setOpen}
      trigger={
        // biome-ignore lint/a11y/useSemanticElements: Firefox does not let a button be dragged.
        <span
          role="button"
          tabIndex={0}
          draggable={movable}
          onDragStart={onDragStart}
          onDragEnd={() => onGrip?.(null)}
          onKeyDown={onKeyDown}
          aria-label={nameOf(entry, today, movable)}
          className={classNames(
            'flex w-full min-w-0 cursor-pointer gap-1.5 text-[12px] leading-[22px] -outline-offset-1 select-none [&_svg]:size-3.5 [&_svg]:shrink-0 [&_svg]:stroke-[1.75]',
            roomy ? 'items-start [&_.state-shape]:mt-[7px] [&_svg]:mt-1' : 'items-center',
            bar
              ? classNames(
                  BAR.base,
                  barLook(entry),
                  bar.before ? 'rounded-l-none' : 'rounded-l-[5px]',
                  bar.after ? 'rounded-r-none' : 'rounded-r-[5px]',
                )
              : 'rounded-sm px-1 hover:bg-hover',
            movable && 'active:cursor-grabbing',
            moving === entry.key && 'opacity-50',
          )}
        >
          {bar ? null : (
            <span
              aria-hidden="true"
              className={classNames('state-shape', SHAPE_COLOUR[entry.shape])}
              data-state={entry.shape}
            />
          )}
          {Icon ? <Icon aria-hidden="true" /> : null}
          <span className={roomy ? 'line-clamp-2 py-[3px] leading-4 [overflow-wrap:anywhere]' : 'truncate'}>
            {entry.title}
          </span>
        </span>
      }
    >
      <EntryDetails entry={entry} mayMove={mayMove} />
    </Popover>
  )
}

const SHAPE_COLOUR: Record<CalendarEntry['shape'], string> = {
  passed: 'text-pass',
  open: 'text-ink-2',
  blocked: 'text-block',
  stale: 'text-stale',
  waiting: 'text-wait',
  unverifiable: 'text-ink-3',
}

function barLook(entry: CalendarEntry): string {
  if (entry.kind === 'freeze') return BAR.freeze
  if (entry.shape === 'passed') return 'bg-pass-soft text-pass shadow-[inset_0_0_0_1px_var(--pass)]'
  if (entry.shape === 'stale') return 'bg-stale-soft text-stale shadow-[inset_0_0_0_1px_var(--stale)]'
  if (entry.shape === 'open') return 'bg-surface text-ink-2 shadow-[inset_0_0_0_1px_var(--edge)]'
  return BAR.wave
}
