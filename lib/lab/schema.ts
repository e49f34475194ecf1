import { z } from 'zod'
import { parseBsuid } from '@/lib/whatsapp/bsuid'
import { ANSWER_MODES, EXPECTED_ERRORS, EXPECTED_PERSONS, EXPECTED_ROUTES } from './vocabulary'

const id = z.string().min(1).max(60)
const at = { id, version: z.number().int().min(1) }
const optionalId = z
  .string()
  .max(60)
  .transform((value) => value || null)
  .nullable()
const name = z.string().trim().min(1, 'Give it a name.').max(120, 'Use at most 120 characters.')

/** One invented or registered person of a test dataset. */
export const datasetPersonSchema = z.object({
  crmContactId: z.string().trim().min(1).max(120).nullable(),
  name: z.string().trim().min(1).max(120),
  /** Digits with the country code. */
  phone: z.string().regex(/^\d{7,15}$/, 'Write the phone as digits with the country code.'),
  bsuid: z.string().refine((value) => parseBsuid(value) !== undefined, 'This is not the shape of a BSUID.'),
  username: z.string().min(3).max(35),
})
export type DatasetPerson = z.output<typeof datasetPersonSchema>

export const expectedSchema = z.object({
  person: z.enum(EXPECTED_PERSONS),
  sameThread: z.boolean(),
  route: z.enum(EXPECTED_ROUTES),
  workflow: z.string().trim().max(120).optional(),
  error: z.enum(EXPECTED_ERRORS),
})

/** JSON paths (RFC 9535) into what a target says. An empty one is not asked for. */
const path = z.string().trim().max(200).default('')
export const answerPathsSchema = z.object({
  contact: path,
  thread: path,
  workflow: path,
  error: path,
  messageStatus: path,
})
export type AnswerPaths = z.output<typeof answerPathsSchema>

export const answerSpecSchema = z.object({
  paths: answerPathsSchema,
  /** Asked after each delivery; {wamid}, {phone}, {bsuid} and {contact} are filled in. */
  lookupUrl: z.string().trim().max(500).default(''),
  /** How long to ask or to wait for a report, in milliseconds. */
  waitMs: z.number().int().min(200).max(60_000).default(5_000),
})
export type AnswerSpec = z.output<typeof answerSpecSchema>

export const sendingSchema = z.object({
  /** WhatsApp asks for an answer within seconds. */
  timeoutMs: z.number().int().min(200).max(30_000).default(10_000),
  /** Tries after one that was not answered, or answered with an error. */
  retries: z.number().int().min(0).max(5).default(1),
  /** Told of the people of the dataset before a run, so that the handler begins from a known state. */
  prepareUrl: z.string().trim().max(500).default(''),
})
export type Sending = z.output<typeof sendingSchema>

export const targetSchema = z.object({
  name,
  url: z.string().trim().min(1, 'Write the address of the webhook.').max(500),
  /** Empty keeps the secret that is stored. */
  secret: z.string().max(200),
  answerMode: z.enum(ANSWER_MODES),
  answerSpec: answerSpecSchema,
  sending: sendingSchema,
  isProduction: z.boolean(),
})
export type TargetInput = z.output<typeof targetSchema>
export const changeTargetSchema = targetSchema.extend(at)
export type TargetChange = z.output<typeof changeTargetSchema>
export const targetAtSchema = z.object(at)
export type TargetAt = z.output<typeof targetAtSchema>

/** How a plan is sent: everything so many times, and whether in another order each time. */
export const planOptionsSchema = z.object({
  repeat: z.number().int().min(1).max(7).default(1),
  disorder: z.boolean().default(false),
})
export type PlanOptions = z.output<typeof planOptionsSchema>

export const planSchema = z.object({
  name,
  /** Null for Handrail's own resolver. */
  targetId: optionalId,
  datasetId: id,
  numberId: id,
  /** The workflow that messages of customers have to reach; null for any. */
  workflowId: optionalId,
  variations: z.array(z.string().max(60)).min(1, 'Choose at least one payload.').max(200),
  options: planOptionsSchema,
})
export type PlanInput = z.output<typeof planSchema>
export const changePlanSchema = planSchema.extend(at)
export type PlanChange = z.output<typeof changePlanSchema>
export const planAtSchema = z.object(at)
export type PlanAt = z.output<typeof planAtSchema>

export const startRunSchema = z.object({ planId: id })

/** One case of a run, as it was when the run was started. */
export const runCaseSchema = z.object({
  caseId: z.string().nullable(),
  variation: z.string(),
  title: z.string(),
  expected: expectedSchema,
  ownerId: z.string().nullable(),
  over: z
    .object({ text: z.string().optional(), profileName: z.string().optional(), username: z.string().optional() })
    .optional(),
  body: z.record(z.string(), z.unknown()).optional(),
})
export type RunCase = z.output<typeof runCaseSchema>

/** What a person saw at the target, or what it posted back. Null says that there is none. */
const told = z.string().trim().max(200).nullable()
export const toldSchema = z.object({
  contact: told,
  thread: told.optional(),
  workflow: told,
  error: z.string().trim().max(2_000).nullable().optional(),
  messageStatus: told.optional(),
})
export type Told = z.output<typeof toldSchema>
export const reportSchema = toldSchema.partial().extend({ wamid: z.string().min(1).max(512) })
export type Report = z.output<typeof reportSchema>

export const enterActualSchema = z.object({ ...at, told: toldSchema })
export type EnterActual = z.output<typeof enterActualSchema>

export const changeRecordSchema = z.object({
  ...at,
  ownerId: optionalId,
  fix: z.enum(['open', 'fixing', 'fixed']),
})
export type RecordChange = z.output<typeof changeRecordSchema>
