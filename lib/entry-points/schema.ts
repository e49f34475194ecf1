import { z } from 'zod'
import { storableText } from '@/lib/shared/text'
import { entryPointFiltersSchema } from './filters'
import { KINDS, type MoveState, RISKS, ROLLBACK_STATES, type RollbackState, type TestResult } from './kinds'
import { LONGEST_LEAD, TEXT_LIMITS } from './limits'
import { dayProblemSentence, readDay } from './update-date'

/** One line: no line breaks, single spaces, nothing a database cannot keep. */
export function cleanLine(text: string): string {
  return storableText(text.replace(/\s+/gu, ' ').trim())
}

/** Several lines are kept, with one kind of line end. */
export function cleanText(text: string): string {
  return storableText(text.replace(/\r\n?/g, '\n').trim())
}

const line = (limit: number, what: string) =>
  z
    .string()
    .transform(cleanLine)
    .pipe(z.string().max(limit, `${what} may have at most ${limit} characters.`))

/** Empty text and null both mean: nothing there. */
const optionalLine = (limit: number, what: string) =>
  line(limit, what)
    .transform((text) => text || null)
    .nullable()

const notes = z
  .string()
  .transform(cleanText)
  .pipe(z.string().max(TEXT_LIMITS.notes, `Notes may have at most ${TEXT_LIMITS.notes} characters.`))
  .transform((text) => text || null)
  .nullable()

const updateDate = z
  .string()
  .transform((text, context) => {
    if (text.trim() === '') return null
    const read = readDay(text)
    if (read.ok) return read.value.day
    context.addIssue({ code: 'custom', message: dayProblemSentence(read.code, text) })
    return z.NEVER
  })
  .nullable()

/** A wave by its number or its name (or its id); the number is accepted as a number too. */
const wave = z
  .union([z.string(), z.number().int().min(1).max(9999)])
  .transform((value) => cleanLine(String(value)) || null)
  .pipe(z.string().max(TEXT_LIMITS.wave).nullable())
  .nullable()

const LEAD_SENTENCE = `The lead time is a whole number of days, from 0 to ${LONGEST_LEAD}.`

/** Days a printer or publisher needs before the update date; text from a cell is read as a number. */
const leadDays = z
  .union([z.number(), z.string()])
  .transform((value) => (typeof value === 'string' && value.trim() === '' ? null : Number(value)))
  .pipe(z.number(LEAD_SENTENCE).int(LEAD_SENTENCE).min(0, LEAD_SENTENCE).max(LONGEST_LEAD, LEAD_SENTENCE).nullable())
  .nullable()

const name = line(TEXT_LIMITS.name, 'The name').pipe(z.string().min(1, 'Give the entry point a name.'))

const fields = {
  name,
  kind: z.enum(KINDS),
  location: optionalLine(TEXT_LIMITS.location, 'The location'),
  audience: optionalLine(TEXT_LIMITS.audience, 'The audience'),
  currentDestination: optionalLine(TEXT_LIMITS.currentDestination, 'The current destination'),
  newDestination: optionalLine(TEXT_LIMITS.newDestination, 'The new destination'),
  risk: z.enum(RISKS),
  /** A member by name or e-mail, or the name of somebody who is not a member yet. */
  owner: optionalLine(TEXT_LIMITS.owner, 'The owner'),
  updateDate,
  wave,
  rollbackPath: optionalLine(TEXT_LIMITS.rollbackPath, 'The rollback path'),
  rollbackState: z.enum(ROLLBACK_STATES),
  leadDays,
  notes,
}

/** What a person or the API may change of one entry point. Unknown fields are refused, so a misspelt one is noticed. */
export const entryPointPatchSchema = z.strictObject(fields).partial()
export type EntryPointPatch = z.output<typeof entryPointPatchSchema>

/** A risk group that is left out is taken from the kind (`usualRisk`). */
export const createEntryPointSchema = z.strictObject({
  ...z.strictObject(fields).partial().shape,
  name,
  kind: fields.kind,
})
export type CreateEntryPoint = z.output<typeof createEntryPointSchema>

export const updateEntryPointSchema = z.object({
  id: z.string().max(64),
  version: z.number().int().min(1),
  patch: entryPointPatchSchema,
})
export type UpdateEntryPoint = z.output<typeof updateEntryPointSchema>

export const versionedEntryPointSchema = z.object({ id: z.string().max(64), version: z.number().int().min(1) })
export type VersionedEntryPoint = z.output<typeof versionedEntryPointSchema>

/** The rows of a bulk change: chosen ones, or everything a filter shows. */
const bulkTarget = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rows'), ids: z.array(z.string().max(64)).min(1).max(50_000) }),
  z.object({ kind: z.literal('filter'), filters: entryPointFiltersSchema }),
])

const bulkChange = z.discriminatedUnion('field', [
  z.object({ field: z.literal('owner'), value: fields.owner }),
  z.object({ field: z.literal('wave'), value: fields.wave }),
  z.object({ field: z.literal('rollbackPath'), value: fields.rollbackPath }),
  z.object({ field: z.literal('rollbackState'), value: fields.rollbackState }),
  z.object({ field: z.literal('updateDate'), value: fields.updateDate }),
  z.object({ field: z.literal('archived'), value: z.literal(true) }),
])

export const bulkEditSchema = z.object({
  target: bulkTarget,
  change: bulkChange,
  /** The mark the screen had (`sheetMark`): what somebody else changed after it is left as it is, and reported. */
  mark: z.number().int().min(0).optional(),
})
export type BulkEdit = z.output<typeof bulkEditSchema>

export const undoBatchSchema = z.object({ batchId: z.string().max(64) })

/** What the sheet's columns hold, ids resolved. Dates are ISO text so that a batch row can keep them as JSON. */
export type EntryColumns = {
  name: string
  nameKey: string
  kind: (typeof KINDS)[number]
  location: string | null
  audience: string | null
  currentDestination: string | null
  newDestination: string | null
  risk: (typeof RISKS)[number]
  ownerMemberId: string | null
  ownerName: string | null
  updateDate: string | null
  waveId: string | null
  rollbackPath: string | null
  rollbackState: RollbackState
  leadDays: number | null
  notes: string | null
  testResult: TestResult
  testMessage: string | null
  testedAt: string | null
  archivedAt: string | null
}
export type EntryColumn = keyof EntryColumns

export type EntryOwner = { memberId: string | null; name: string }
type EntryWave = { id: string; number: number; name: string; state: string }

/** One entry point as screens and the API read it. */
export type EntryPointView = {
  id: string
  version: number
  name: string
  kind: (typeof KINDS)[number]
  location: string | null
  audience: string | null
  currentDestination: string | null
  newDestination: string | null
  risk: (typeof RISKS)[number]
  owner: EntryOwner | null
  updateDate: string | null
  wave: EntryWave | null
  rollbackPath: string | null
  rollbackState: RollbackState
  leadDays: number | null
  notes: string | null
  moveState: MoveState
  testResult: TestResult
  testMessage: string | null
  testedAt: string | null
  archivedAt: string | null
  importId: string | null
  createdAt: string
  updatedAt: string
}
