import { z } from 'zod'
import { storableText } from '@/lib/shared/text'
import { isJsonPath } from './json-path'
import {
  ANSWER_MODES,
  EXPECTED_ERRORS,
  EXPECTED_PERSONS,
  EXPECTED_ROUTES,
  FIX_STATES,
  OPEN_FIXES,
  RECORD_RESULTS,
  RUN_STATES,
  SCHEDULES,
  VERDICT_STATES,
} from './vocabulary'

const id = z.string().min(1).max(60)
const at = { id, version: z.number().int().min(1) }
const optionalId = z
  .string()
  .max(60)
  .transform((value) => value || null)
  .nullable()
const name = z.string().trim().min(1, 'Give it a name.').max(120, 'Use at most 120 characters.').transform(storableText)

export const expectedSchema = z.object({
  person: z.enum(EXPECTED_PERSONS),
  sameThread: z.boolean(),
  route: z.enum(EXPECTED_ROUTES),
  workflow: z.string().trim().max(120).transform(storableText).optional(),
  error: z.enum(EXPECTED_ERRORS),
})

/**
 * JSON paths (RFC 9535) into what a target says; an empty one is not asked for. Regular expressions inside a path could
 * keep the worker busy for ever, so the functions that take them are not.
 */
const path = z
  .string()
  .trim()
  .max(200)
  .refine((text) => text === '' || isJsonPath(text), 'This is not a JSON path. Write it like $.contact.id.')
  .default('')
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
  /** Handrail itself, for real: through its own webhook address, in a workspace without real customers. */
  real: z.boolean().default(false),
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
  /** How often it runs by itself. */
  schedule: z.enum(SCHEDULES).default('never'),
})
export type PlanInput = z.output<typeof planSchema>
export const changePlanSchema = planSchema.extend(at)
export type PlanChange = z.output<typeof changePlanSchema>
export const planAtSchema = z.object(at)
export type PlanAt = z.output<typeof planAtSchema>

/** What somebody expects of one case, whose it is, and the values they typed over those of the pack. */
export const changeCaseSchema = z.object({
  id,
  planId: id,
  /** The version of the plan: cases are changed under it. */
  version: z.number().int().min(1),
  expected: expectedSchema,
  ownerId: optionalId,
  text: z.string().max(4_096).transform(storableText),
  profileName: z.string().trim().max(120).transform(storableText),
  /** A whole payload as JSON; empty for that of the pack. */
  body: z.string().max(200_000),
})
export type CaseChange = z.output<typeof changeCaseSchema>

/** A place where a phone is still needed. */
export const exceptionSchema = z.object({
  name,
  howFound: z.string().trim().min(1, 'Say how the system finds the phone.').max(1_000).transform(storableText),
  without: z.string().trim().min(1, 'Say what happens without a phone.').max(1_000).transform(storableText),
  workflowId: optionalId,
  ownerId: optionalId,
  /** The payload that shows what happens without one. */
  variation: z
    .string()
    .max(60)
    .transform((value) => value || null)
    .nullable(),
})
export type ExceptionInput = z.output<typeof exceptionSchema>
export const changeExceptionSchema = exceptionSchema.extend(at)
export type ExceptionChange = z.output<typeof changeExceptionSchema>
export const exceptionAtSchema = z.object(at)
export type ExceptionAt = z.output<typeof exceptionAtSchema>

/** A payload of the pack with values of one's own, kept under a name. */
export const saveVariantSchema = z.object({
  name,
  variation: z.string().max(60),
  text: z.string().max(4_096).transform(storableText),
  profileName: z.string().trim().max(120).transform(storableText),
})
export type VariantInput = z.output<typeof saveVariantSchema>
export const captureSchema = z.object({ name, deliveryId: id })
export type CaptureInput = z.output<typeof captureSchema>
export const savedAtSchema = z.object(at)
export type SavedAt = z.output<typeof savedAtSchema>
export const savedUseSchema = z.object({ id, planId: id })
export type SavedUse = z.output<typeof savedUseSchema>

/** One payload as its page shows it. */
export const fireSchema = z.object({
  name: z.string().max(60),
  targetId: optionalId,
  numberId: z.string().max(60),
  text: z.string().max(4_096).transform(storableText),
  profileName: z.string().trim().max(120).transform(storableText),
  username: z.string().trim().max(35).transform(storableText),
})
export type FireRequest = z.output<typeof fireSchema>

export const checkPairsSchema = z.object({ targetId: optionalId, datasetId: id })
export type PairsRequest = z.output<typeof checkPairsSchema>

export const startRunSchema = z.object({ planId: id })
export const runAtSchema = z.object({ id })

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
  /** Two numbers of the workspace that the case is about, instead of that of the run. */
  pair: z.object({ first: z.string(), second: z.string() }).optional(),
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
  fix: z.enum(OPEN_FIXES),
})
export type RecordChange = z.output<typeof changeRecordSchema>

/** What the API takes to start a run: a plan, or payloads of the pack. */
export const adHocSchema = z
  .strictObject({
    planId: z.string().max(60).optional().describe('A test plan; then nothing else is needed.'),
    payloads: z.array(z.string().max(60)).max(200).optional().describe('Names of payloads of the pack.'),
    targetId: z.string().max(60).optional().describe('Where to; Handrail’s own resolver when left out.'),
    datasetId: z.string().max(60).optional().describe('Whose people; the first invented dataset when left out.'),
  })
  .refine(({ planId, payloads }) => Boolean(planId) !== Boolean(payloads?.length), {
    message: 'Give either planId or payloads.',
  })
export type RunRequest = z.output<typeof adHocSchema>

const verdictsSchema = z.object({
  rightCustomer: z.enum(VERDICT_STATES),
  rightWorkflow: z.enum(VERDICT_STATES),
  clearError: z.enum(VERDICT_STATES),
})
export const runAnswerSchema = z.object({
  id: z.string(),
  state: z.enum(RUN_STATES),
  total: z.number(),
  passed: z.number(),
  failed: z.number(),
  problem: z.string().nullable().describe('Why it could not be run.'),
  plan: z.string().nullable(),
  target: z.string(),
  dataset: z.string(),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  records: z.array(
    z.object({
      id: z.string(),
      variation: z.string(),
      title: z.string(),
      result: z.enum(RECORD_RESULTS),
      verdicts: verdictsSchema,
      sentence: z.string().describe('What happened, for people.'),
      owner: z.string().nullable(),
      fix: z.enum(FIX_STATES),
    }),
  ),
})
export type RunAnswer = z.output<typeof runAnswerSchema>
