import type { StepKind } from './schema'
import type { WaveState } from './wave-states'

/** Why one entry point cannot be ticked like that. */
export type StepRefusal =
  | 'wave-not-releasing'
  | 'wave-not-rolling-back'
  | 'wave-over'
  | 'not-own-row'
  | 'row-already'
  | 'row-no-destination'
  | 'row-no-rollback'
  | 'evidence-missing'
  | 'reason-missing'

export type StepRow = {
  moveState: string
  risk: string
  newDestination: string | null
  rollbackPath: string | null
  testResult: string
  testedAt: Date | null
}

export type StepPlace = { state: WaveState; rollingBack: boolean; releasedAt: Date | null }

/** Whether the wave is where entry points can be ticked like that at all. */
export function refusePlace(kind: StepKind, { state, rollingBack }: StepPlace): StepRefusal | null {
  switch (kind) {
    case 'moved':
    case 'unmoved':
      return state === 'releasing' && !rollingBack ? null : 'wave-not-releasing'
    case 'stays':
      return ['planned', 'ready', 'releasing'].includes(state) && !rollingBack ? null : 'wave-over'
    case 'rolled_back':
    case 'impossible':
      return rollingBack ? null : 'wave-not-rolling-back'
  }
}

/** The moment of a check that already found the new destination since the wave went out, or null. */
export function provenSince(row: StepRow, releasedAt: Date | null): Date | null {
  if (!releasedAt || !row.testedAt || row.testedAt < releasedAt) return null
  return row.testResult === 'right' || row.testResult === 'attested' ? row.testedAt : null
}

const FROM: Record<StepKind, readonly string[]> = {
  moved: ['not_moved', 'rolled_back'],
  unmoved: ['moved', 'stays'],
  stays: ['not_moved', 'rolled_back'],
  rolled_back: ['moved'],
  impossible: ['moved'],
}

/**
 * Whether one row can be ticked like that. A move needs evidence: a note of what was changed and how it shows, or a
 * check that found the new destination since the wave went out. What stays, and what cannot be put back, needs a reason.
 */
export function refuseRow(
  kind: StepKind,
  row: StepRow,
  given: { note: string | null; releasedAt: Date | null },
): StepRefusal | null {
  if (!FROM[kind].includes(row.moveState)) return 'row-already'
  if (kind === 'moved') {
    if (!row.newDestination) return 'row-no-destination'
    if (row.risk === 'digital_critical' && !row.rollbackPath) return 'row-no-rollback'
    if (!given.note && !provenSince(row, given.releasedAt)) return 'evidence-missing'
  }
  if ((kind === 'stays' || kind === 'impossible') && !given.note) return 'reason-missing'
  return null
}
