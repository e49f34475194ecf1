import { z } from 'zod'
import { storableText } from '@/lib/shared/text'
import { isDay } from '@/lib/shared/zone-time'
import { HANDLE_LIMITS, ROUTINGS, SEATS, STANDS_FOR } from './vocabulary'

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

export const startDecisionSchema = z.strictObject({ numberId: id })
export type StartDecision = z.output<typeof startDecisionSchema>

const intentSchema = z.strictObject({
  /** Absent for a new one. */
  id: id.optional(),
  text: line(HANDLE_LIMITS.intent, 'What customers want').pipe(z.string().min(1, 'Say what the customer wants.')),
  workflowId: id.nullable(),
})

export const saveDecisionSchema = z.strictObject({
  handleId: id,
  version,
  standsFor: z.enum(STANDS_FOR).nullable(),
  purpose: optionalLine(HANDLE_LIMITS.purpose, 'The description'),
  ownerMemberId: id.nullable(),
  routing: z.enum(ROUTINGS),
  layerWorkflowId: id.nullable(),
  routingNote: optionalLine(HANDLE_LIMITS.note, 'The reasoning'),
  intents: z
    .array(intentSchema)
    .max(HANDLE_LIMITS.intents, `A handle has at most ${HANDLE_LIMITS.intents} customer intents.`)
    .refine((all) => new Set(all.map(({ text }) => text.toLowerCase())).size === all.length, {
      message: 'Two intents say the same. Keep one of them.',
    }),
})
export type SaveDecision = z.output<typeof saveDecisionSchema>

export const addCandidateSchema = z.strictObject({
  handleId: id,
  name: line(HANDLE_LIMITS.name, 'A candidate').pipe(z.string().min(1, 'Write a name.')),
})
export type AddCandidate = z.output<typeof addCandidateSchema>

export const candidateSchema = z.strictObject({ candidateId: id, version })
export type CandidateAt = z.output<typeof candidateSchema>

export const rejectCandidateSchema = candidateSchema.extend({
  reason: line(HANDLE_LIMITS.reason, 'The reason').pipe(
    z.string().min(1, 'Say why, so that nobody has to discuss this name again.'),
  ),
})
export type RejectCandidate = z.output<typeof rejectCandidateSchema>

export const openPollSchema = z.strictObject({
  handleId: id,
  seats: z
    .array(z.strictObject({ memberId: id, seat: z.enum(SEATS) }))
    .max(HANDLE_LIMITS.seats)
    .refine((seats) => new Set(seats.map(({ memberId }) => memberId)).size === seats.length, {
      message: 'Ask each person once.',
    }),
  /** Answers are asked for until the end of this day; never enforced, only shown and reminded of. */
  dueOn: z.string().refine(isDay, 'Write the day as 2026-11-24.').nullable(),
})
export type OpenPoll = z.output<typeof openPollSchema>

export const answerPollSchema = z.strictObject({
  pollId: id,
  /** Workflow by intent. */
  answers: z.record(id, id),
})
export type AnswerPoll = z.output<typeof answerPollSchema>

/** A stored answer: workflow by intent. */
export const storedAnswersSchema = z.record(z.string(), z.string())
export type Answers = z.output<typeof storedAnswersSchema>

/** The decision that a poll is about, and whose hash it is bound to. */
export const pollContentSchema = z.object({
  name: z.string(),
  standsFor: z.string().nullable(),
  purpose: z.string().nullable(),
  routing: z.enum(ROUTINGS),
  layerWorkflowId: z.string().nullable(),
  intents: z.array(z.object({ id: z.string(), text: z.string(), workflowId: z.string().nullable() })),
})
export type PollContent = z.output<typeof pollContentSchema>

export const judgeNameSchema = z.strictObject({
  name: z.string().max(HANDLE_LIMITS.name),
  standsFor: z.enum(STANDS_FOR).nullable(),
})

export const numberAtSchema = z.strictObject({ numberId: id })
export type NumberAt = z.output<typeof numberAtSchema>

const handleAt = { handleId: id, version: z.number().int().min(0) }
/** `force` takes the name from another number of the same portfolio. */
export const claimNameSchema = z.strictObject({ ...handleAt, force: z.boolean() })
export type ClaimName = z.output<typeof claimNameSchema>
export const releaseNameSchema = z.strictObject(handleAt)
export type ReleaseName = z.output<typeof releaseNameSchema>
