import { z } from 'zod'
import { storableText } from '@/lib/shared/text'
import { type Day, isDay } from '@/lib/shared/zone-time'
import { WAVE_MOVES, type WaveState } from './wave-states'

export const CALENDAR_LIMITS = { name: 120, goal: 500, reason: 500, note: 1000, leadDays: 365, waves: 999 } as const

const id = z.string().min(1).max(64)
const version = z.number().int().min(1)

const line = (limit: number, what: string) =>
  z
    .string()
    .transform((text) => storableText(text.replace(/\s+/gu, ' ').trim()))
    .pipe(z.string().max(limit, `${what} may have at most ${limit} characters.`))

const optionalLine = (limit: number, what: string) =>
  line(limit, what)
    .transform((text) => text || null)
    .nullable()

export const day = z.string().refine((text) => isDay(text) && text >= '2000-01-01' && text <= '2100-12-31', {
  message: 'This is not a day Handrail can plan. Write it as 2026-11-24.',
})

/** A time on the clocks of the workspace, as `<input type="datetime-local">` gives it. */
const localTime = z.string().transform((text, context) => {
  const [date = '', clock = ''] = text.split('T')
  const known = day.safeParse(date).success && /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(clock.slice(0, 5))
  if (known) return { day: date, clock: clock.slice(0, 5) }
  context.addIssue({ code: 'custom', message: 'Give a day and a time, such as 2026-11-24 09:00.' })
  return z.NEVER
})
export type LocalTime = { day: Day; clock: string }

const waveName = line(CALENDAR_LIMITS.name, 'The name').pipe(z.string().min(1, 'Give the wave a name.'))
const ownerMemberId = id.nullable()
const dependsOnId = id.nullable()
const window = z.object({ starts: localTime, ends: localTime }).nullable()

export const createWaveSchema = z.strictObject({
  name: waveName,
  goal: optionalLine(CALENDAR_LIMITS.goal, 'The goal').default(null),
  ownerMemberId: ownerMemberId.default(null),
  window: window.default(null),
  dependsOnId: dependsOnId.default(null),
})
export type CreateWave = z.output<typeof createWaveSchema>

export const editWaveSchema = z.strictObject({
  id,
  version,
  patch: z
    .strictObject({
      name: waveName,
      goal: optionalLine(CALENDAR_LIMITS.goal, 'The goal'),
      ownerMemberId,
      window,
      dependsOnId,
    })
    .partial(),
})
export type EditWave = z.output<typeof editWaveSchema>

/** Moves a wave one place up or down in the order. */
export const reorderWaveSchema = z.strictObject({ id, version, direction: z.enum(['earlier', 'later']) })
export type ReorderWave = z.output<typeof reorderWaveSchema>

const reason = line(CALENDAR_LIMITS.reason, 'The reason').pipe(
  z.string().min(8, 'Say why in a few words: it is kept and everybody sees it.'),
)

export const moveWaveSchema = z.strictObject({
  id,
  version,
  move: z.enum(WAVE_MOVES),
  /** Needed to roll back: what went wrong. */
  reason: reason.optional(),
})
export type MoveWave = z.output<typeof moveWaveSchema>

export const overrideReleaseSchema = z.strictObject({ id, version, reason })
export type OverrideRelease = z.output<typeof overrideReleaseSchema>

export const freezeSchema = z.strictObject({
  name: line(CALENDAR_LIMITS.name, 'The name').pipe(z.string().min(1, 'Give the freeze window a name.')),
  reason: optionalLine(CALENDAR_LIMITS.reason, 'The reason').default(null),
  starts: localTime,
  ends: localTime,
})
export type FreezeInput = z.output<typeof freezeSchema>

export const editFreezeSchema = z.strictObject({ id, version, change: freezeSchema })
export type EditFreeze = z.output<typeof editFreezeSchema>

export const versionedSchema = z.strictObject({ id, version })
export type Versioned = z.output<typeof versionedSchema>

/** Something was carried to another day: what it is, the version that was seen, and where to. */
export const carrySchema = z.strictObject({
  kind: z.enum(['update', 'wave', 'freeze']),
  id,
  version,
  to: day,
})
export type Carry = z.output<typeof carrySchema>

export const leadTimeSchema = z.strictObject({
  id,
  version,
  leadDays: z
    .number()
    .int()
    .min(0)
    .max(CALENDAR_LIMITS.leadDays, `A lead time may have at most ${CALENDAR_LIMITS.leadDays} days.`)
    .nullable(),
})
export type LeadTime = z.output<typeof leadTimeSchema>

export const setOwnerSchema = z.strictObject({ memberId: id.nullable(), version })
export type SetOwner = z.output<typeof setOwnerSchema>

/** What is said of entry points on the day: `moved` and `rolled_back` are deeds, `impossible` is why there is none. */
export const STEP_KINDS = ['moved', 'unmoved', 'stays', 'rolled_back', 'impossible'] as const
export type StepKind = (typeof STEP_KINDS)[number]

export const stepSchema = z.strictObject({
  waveId: id,
  kind: z.enum(STEP_KINDS),
  note: optionalLine(CALENDAR_LIMITS.note, 'The note').default(null),
  rows: z.array(z.strictObject({ id, version })).min(1).max(200),
})
export type StepInput = z.output<typeof stepSchema>

export const createFeedSchema = z.strictObject({ waveId: id.nullable().default(null) })
export type CreateFeed = z.output<typeof createFeedSchema>

export const feedIdSchema = z.strictObject({ id })

/** A wave as screens, feeds and the API read it. Moments are UTC. */
export type WaveView = {
  id: string
  version: number
  number: number
  name: string
  goal: string | null
  state: WaveState
  startsAt: Date | null
  endsAt: Date | null
  owner: { memberId: string; name: string } | null
  dependsOn: { id: string; number: number; name: string; state: WaveState } | null
  override: { reason: string; byName: string; closed: OverriddenGate[] } | null
  releasedAt: Date | null
  finishedAt: Date | null
  rollbackAt: Date | null
  rollbackReason: string | null
  updatedAt: Date
}

/** What was closed when an approver released a wave all the same. */
export const overriddenGateSchema = z.object({ key: z.string(), name: z.string(), sentence: z.string() })
export type OverriddenGate = z.output<typeof overriddenGateSchema>

export type FreezeView = {
  id: string
  version: number
  name: string
  reason: string | null
  startsAt: Date
  endsAt: Date
  updatedAt: Date
}

/** The entry points of a wave, counted. */
export type WaveCounts = {
  total: number
  /** Still leads to the old place: not moved, or rolled back. */
  toMove: number
  moved: number
  stays: number
  rolledBack: number
  /** Clicked or scanned after it was moved (or as it stays), and right. */
  proven: number
  wrong: number
  noOwner: number
  noDestination: number
  noRollback: number
  noDate: number
  /** Moved, and while rolling back nobody has said yet what became of it. */
  unwalked: number
  /** Put back is impossible, and the reason is written down. */
  impossible: number
}
