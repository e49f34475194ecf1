import type { WavePage, WaveRow } from '@/lib/calendar/wave-page'
import type { RowAction } from './wave-rows'

/** Entry points that wait for the same thing, and what can be said of them. */
export type RowGroup = {
  key: string
  title: string
  says: string
  rows: WaveRow[]
  actions: RowAction[]
  showRollback?: boolean
  showChecks?: boolean
  /** Settled: folded until somebody wants to look. */
  folded?: boolean
}

const isToMove = (row: WaveRow): boolean => row.moveState === 'not_moved' || row.moveState === 'rolled_back'

const MOVE: RowAction[] = [
  { kind: 'moved', label: 'Moved', primary: true },
  { kind: 'stays', label: 'Stays' },
]

function rollingBack(rows: readonly WaveRow[]): RowGroup[] {
  return [
    {
      key: 'walk',
      title: 'To put back',
      says: 'Follow each rollback path. What cannot be put back, printed things above all, needs the reason in writing.',
      rows: rows.filter((row) => !row.walked),
      actions: [
        { kind: 'rolled_back', label: 'Put back', primary: true },
        { kind: 'impossible', label: 'Cannot be' },
      ],
      showRollback: true,
    },
    {
      key: 'walked',
      title: 'Walked',
      says: 'Put back, impossible, or never moved.',
      rows: rows.filter((row) => row.walked),
      actions: [],
      folded: true,
      showRollback: true,
    },
  ]
}

function releasing(rows: readonly WaveRow[]): RowGroup[] {
  return [
    {
      key: 'move',
      title: 'To change now',
      says: 'Change each to its new destination, then tick it with what you changed and where it shows.',
      rows: rows.filter(isToMove),
      actions: MOVE,
    },
    {
      key: 'moved',
      title: 'Changed',
      says: 'A tick made by mistake can be taken back.',
      rows: rows.filter((row) => !isToMove(row)),
      actions: [{ kind: 'unmoved', label: 'Take back' }],
      folded: true,
      showChecks: true,
    },
  ]
}

function verifying(rows: readonly WaveRow[]): RowGroup[] {
  return [
    {
      key: 'prove',
      title: 'To click or scan',
      says: 'Open each entry point and check it, or attest a printed one with a photo. Completion is announced when none is left here.',
      rows: rows.filter((row) => !row.proven),
      actions: [],
      showChecks: true,
    },
    {
      key: 'proven',
      title: 'Clicked or scanned',
      says: 'Right, after it was moved.',
      rows: rows.filter((row) => row.proven),
      actions: [],
      folded: true,
      showChecks: true,
    },
  ]
}

/** The rows of a wave as the day asks for them: what is to do first. Groups without rows are left out. */
export function groupsOf({ wave, rows }: WavePage): RowGroup[] {
  if (wave.rollbackAt && wave.state !== 'rolled_back')
    return rollingBack(rows).filter(({ rows: some }) => some.length > 0)
  const groups: Record<typeof wave.state, () => RowGroup[]> = {
    planned: () => planned(rows),
    ready: () => planned(rows),
    releasing: () => releasing(rows),
    verifying: () => verifying(rows),
    done: () => finished(rows),
    rolled_back: () => finished(rows),
  }
  return groups[wave.state]().filter(({ rows: some }) => some.length > 0)
}

function planned(rows: readonly WaveRow[]): RowGroup[] {
  const stay: RowAction[] = [{ kind: 'stays', label: 'Stays as it is' }]
  const says = 'They move when the wave is released. What keeps its destination can be said now.'
  return [{ key: 'planned', title: 'Entry points of this wave', says, rows: [...rows], actions: stay }]
}

function finished(rows: readonly WaveRow[]): RowGroup[] {
  const says = 'As they stand since the wave ended.'
  return [{ key: 'all', title: 'Entry points of this wave', says, rows: [...rows], actions: [], showChecks: true }]
}

/** What the next step of the wave still asks for, or null. */
export function waitsFor({ wave, blockers }: WavePage): string | null {
  const { counts, state, rollbackAt } = wave
  const some = (n: number, what: string): string | null =>
    n > 0 ? `${n} ${n === 1 ? 'entry point' : 'entry points'} ${what}` : null
  if (rollbackAt && state !== 'rolled_back') return some(counts.unwalked, 'left to walk.')
  switch (state) {
    case 'planned': {
      const missing = [
        wave.owner ? null : 'an owner',
        wave.startsAt ? null : 'a window',
        counts.total > 0 ? null : 'entry points',
      ]
      const words = missing.filter((one) => one !== null)
      return words.length > 0 ? `It still needs ${words.join(', ')}.` : null
    }
    case 'ready':
      return blockers.length > 0
        ? `${blockers.length === 1 ? 'One thing is' : `${blockers.length} things are`} in the way.`
        : null
    case 'releasing':
      return some(counts.toMove, 'left to move.')
    case 'verifying':
      return some(counts.total - counts.proven, 'left to click or scan.')
    default:
      return null
  }
}
