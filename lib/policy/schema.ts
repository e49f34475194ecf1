import { z } from 'zod'
import { storableText } from '@/lib/shared/text'
import { CLASS_KEYS, LIST_KEYS, POLICY_LIMITS, POLICY_ROLES, SCENARIO_KINDS, SEPARATORS } from './vocabulary'

const line = (limit: number, what: string) =>
  z
    .string()
    .transform((text) => storableText(text.replace(/\s+/gu, ' ').trim()))
    .pipe(z.string().max(limit, `${what} may have at most ${limit} characters.`))

const termValue = z
  .string()
  .transform((text) => text.trim().toLowerCase())
  .pipe(
    z
      .string()
      .regex(/^[a-z0-9]+$/, 'A word of a handle is made of a to z and 0 to 9; periods and underscores are separators.')
      .max(POLICY_LIMITS.term, `A word of a handle may have at most ${POLICY_LIMITS.term} characters.`),
  )

/** One word of a handle, and what it stands for: `uk`, United Kingdom. */
const termSchema = z.strictObject({ value: termValue, label: line(POLICY_LIMITS.label, 'The meaning') })

/** `open`: words that are on no list yet are allowed too, when they are letters and as long as this. */
const listSchema = z.strictObject({
  terms: z.array(termSchema).max(POLICY_LIMITS.terms),
  open: z
    .strictObject({
      min: z.number().int().min(1).max(POLICY_LIMITS.term),
      max: z.number().int().min(1).max(POLICY_LIMITS.term),
    })
    .refine(({ min, max }) => min <= max, { message: 'The shortest length is longer than the longest.' })
    .nullable(),
})

/** A part of a pattern: a fixed word, or one of a list. `before` stands between it and the part before. */
const partSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), before: z.enum(SEPARATORS), text: termValue }),
  z.strictObject({ kind: z.enum(LIST_KEYS), before: z.enum(SEPARATORS) }),
])

const patternSchema = z.array(partSchema).min(1).max(POLICY_LIMITS.parts)

const classSchema = z.strictObject({
  /** When to choose this class, in one line. */
  note: line(POLICY_LIMITS.note, 'The note'),
  patterns: z.array(patternSchema).max(POLICY_LIMITS.patterns),
  requesters: z.array(z.enum(POLICY_ROLES)).max(POLICY_ROLES.length),
  approver: z.enum(POLICY_ROLES).nullable(),
})

const bannedSchema = z.strictObject({ value: termValue, reason: line(POLICY_LIMITS.label, 'The reason') })

export const policyContentSchema = z.strictObject({
  purpose: line(POLICY_LIMITS.purpose, 'The purpose'),
  /** The policy may ask for shorter names than WhatsApp does. */
  maxLength: z.number().int().min(3).max(35),
  lists: z.strictObject({ words: listSchema, locations: listSchema, products: listSchema, functions: listSchema }),
  classes: z.strictObject({
    master_brand: classSchema,
    region: classSchema,
    product: classSchema,
    support: classSchema,
  }),
  banned: z.array(bannedSchema).max(POLICY_LIMITS.banned),
})

const proposalSchema = z.strictObject({
  name: line(POLICY_LIMITS.name, 'The handle'),
  classKey: z.enum(CLASS_KEYS),
  expected: z.enum(['allowed', 'refused']),
})

export const scenarioSchema = z.strictObject({
  kind: z.enum(SCENARIO_KINDS),
  text: line(POLICY_LIMITS.scenarioText, 'The scenario'),
  proposals: z.array(proposalSchema).max(POLICY_LIMITS.proposals),
})
export const scenariosSchema = z.array(scenarioSchema).max(POLICY_LIMITS.scenarios)

export type PolicyTerm = z.output<typeof termSchema>
export type PolicyList = z.output<typeof listSchema>
export type PatternPart = z.output<typeof partSchema>
export type NamePattern = z.output<typeof patternSchema>
export type PolicyClass = z.output<typeof classSchema>
export type PolicyContent = z.output<typeof policyContentSchema>
export type PolicyLists = PolicyContent['lists']
export type Proposal = z.output<typeof proposalSchema>
export type Scenario = z.output<typeof scenarioSchema>

const id = z.string().min(1).max(64)
const version = z.number().int().min(1)

export const policyVersionSchema = z.strictObject({ id, version })
export type PolicyVersion = z.output<typeof policyVersionSchema>

export const saveDraftSchema = policyVersionSchema.extend({ content: policyContentSchema, scenarios: scenariosSchema })
export type SaveDraft = z.output<typeof saveDraftSchema>

const handleName = line(POLICY_LIMITS.name, 'The handle').pipe(z.string().min(1, 'Write the handle you ask for.'))

export const requestHandleSchema = z.strictObject({
  name: handleName,
  classKey: z.enum(CLASS_KEYS),
  reason: line(POLICY_LIMITS.reason, 'The reason').pipe(
    z.string().min(1, 'Say what the handle is for: whoever decides reads it first.'),
  ),
})
export type RequestHandle = z.output<typeof requestHandleSchema>

export const decideRequestSchema = policyVersionSchema.extend({
  decision: z.enum(['approve', 'reject']),
  note: line(POLICY_LIMITS.reason, 'The note').default(''),
})
export type DecideRequest = z.output<typeof decideRequestSchema>

export const tryNameSchema = z.strictObject({ name: handleName, classKey: z.enum(CLASS_KEYS).optional() })
