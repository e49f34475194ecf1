import { z } from 'zod'
import { RECHECK_HOURS } from './check-hours'
import { entryPointFiltersSchema } from './filters'
import { cleanText } from './schema'

const id = z.string().max(64)
const NOTE_LENGTH = 1_000

/** Chosen rows, or everything a filter shows. */
export const checkManySchema = z.object({
  target: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('rows'), ids: z.array(id).min(1).max(50_000) }),
    z.object({ kind: z.literal('filter'), filters: entryPointFiltersSchema }),
  ]),
})
export type CheckMany = z.output<typeof checkManySchema>

export const checkRunSchema = z.object({ batchId: id })

const CLAIMS = ['right', 'wrong'] as const

export const attestSchema = z.object({
  id,
  claim: z.enum(CLAIMS, 'Say whether it leads where it should.'),
  note: z
    .string()
    .transform(cleanText)
    .pipe(z.string().max(NOTE_LENGTH, `The note may have at most ${NOTE_LENGTH} characters.`)),
  photo: z.instanceof(File).nullish(),
})
export type Attest = Omit<z.output<typeof attestSchema>, 'photo'> & { photo: Uint8Array | null }

export const scheduleSchema = z.object({
  /** Null: the whole sheet. */
  waveId: id.nullable(),
  everyHours: z.union(RECHECK_HOURS.map((hours) => z.literal(hours))),
  /** 0 when there is none yet. */
  version: z.number().int().min(0),
})
export type ScheduleChange = z.output<typeof scheduleSchema>
