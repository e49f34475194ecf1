/** Where a wave stands, and every step it can take. A table: what is not in it cannot be done. */
export const WAVE_STATES = ['planned', 'ready', 'releasing', 'verifying', 'done', 'rolled_back'] as const
export type WaveState = (typeof WAVE_STATES)[number]

export const WAVE_STATE_WORDS: Record<WaveState, string> = {
  planned: 'planned',
  ready: 'ready',
  releasing: 'releasing',
  verifying: 'verifying',
  done: 'done',
  rolled_back: 'rolled back',
}

export const WAVE_MOVES = [
  'mark-ready',
  'back-to-planning',
  'release',
  'verify',
  'resume-moving',
  'announce',
  'start-rollback',
  'stop-rollback',
  'finish-rollback',
  'plan-again',
] as const
export type WaveMove = (typeof WAVE_MOVES)[number]

type Step = {
  from: readonly WaveState[]
  /** `stay` leaves the state as it is: the entry points are being put back, or are no longer. */
  to: WaveState | 'stay'
  /** Whether it is a step of the way forward or of the way back; the two never mix. */
  way: 'forward' | 'back'
  /** True when the way back must have begun (or, for its beginning, must not). */
  needsRollback?: boolean
}

const UNDER_WAY: readonly WaveState[] = ['releasing', 'verifying', 'done']

const STEPS: Record<WaveMove, Step> = {
  'mark-ready': { from: ['planned'], to: 'ready', way: 'forward' },
  'back-to-planning': { from: ['ready'], to: 'planned', way: 'forward' },
  release: { from: ['ready'], to: 'releasing', way: 'forward' },
  verify: { from: ['releasing'], to: 'verifying', way: 'forward' },
  'resume-moving': { from: ['verifying'], to: 'releasing', way: 'forward' },
  announce: { from: ['verifying'], to: 'done', way: 'forward' },
  'start-rollback': { from: UNDER_WAY, to: 'stay', way: 'back', needsRollback: false },
  'stop-rollback': { from: UNDER_WAY, to: 'stay', way: 'back', needsRollback: true },
  'finish-rollback': { from: UNDER_WAY, to: 'rolled_back', way: 'back', needsRollback: true },
  'plan-again': { from: ['rolled_back'], to: 'planned', way: 'forward' },
}

export type WaveStanding = { state: WaveState; rollingBack: boolean }

/** The state a move leads to, or null when the wave cannot take it from where it stands. */
export function stateAfter(move: WaveMove, { state, rollingBack }: WaveStanding): WaveState | null {
  const step = STEPS[move]
  if (!step.from.includes(state)) return null
  if (step.way === 'forward' && rollingBack) return null
  if (step.needsRollback !== undefined && step.needsRollback !== rollingBack) return null
  return step.to === 'stay' ? state : step.to
}

/** The moves a wave can take from where it stands, in the order of the table. */
export function movesFrom(standing: WaveStanding): WaveMove[] {
  return WAVE_MOVES.filter((move) => stateAfter(move, standing) !== null)
}

export function isWaveState(text: string): text is WaveState {
  return (WAVE_STATES as readonly string[]).includes(text)
}

/** Nothing more is expected of it. */
export function isFinished(state: WaveState): boolean {
  return state === 'done' || state === 'rolled_back'
}

/** Its entry points may be changed in public. */
export function isUnderWay(state: WaveState): boolean {
  return state === 'releasing' || state === 'verifying'
}
