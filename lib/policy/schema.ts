import { z } from 'zod'
import { storableText } from '@/lib/shared/text'

/** The four classes of a handle. Every policy speaks of all of them, in this order. */
export const CLASS_KEYS = ['master_brand', 'region', 'product', 'support'] as const
export type ClassKey = (typeof CLASS_KEYS)[number]

/** The lists that the parts of a pattern draw from. */
export const LIST_KEYS = ['words', 'locations', 'products', 'functions'] as const
export type ListKey = (typeof LIST_KEYS)[number]

export const SEPARATORS = ['', '_', '.'] as const

/** Who may be named as requester or approver: everybody who does more than read. */
export const POLICY_ROLES = [
  'admin',
  'marketing',
  'operations',
  'crm_owner',
  'support_lead',
  'developer',
  'approver',
] as const

/** A policy without these three was not tried on what comes next. The others are whatever its author thinks of. */
export const REQUIRED_SCENARIOS = ['new_market', 'new_support_line', 'new_campaign'] as const
export const SCENARIO_KINDS = [...REQUIRED_SCENARIOS, 'other'] as const
export type ScenarioKind = (typeof SCENARIO_KINDS)[number]

export const POLICY_LIMITS = {
  purpose: 300,
  note: 160,
  term: 20,
  label: 40,
  terms: 60,
  parts: 6,
  patterns: 4,
  banned: 20,
  scenarios: 20,
  proposals: 8,
  scenarioText: 300,
  /** Longer than any username, so that a name that is too long is judged and not merely refused. */
  name: 80,
  reason: 500,
} as const

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

export type PolicyList = z.output<typeof listSchema>
export type PatternPart = z.output<typeof partSchema>
export type NamePattern = z.output<typeof patternSchema>
export type PolicyContent = z.output<typeof policyContentSchema>
export type PolicyLists = PolicyContent['lists']
export type Proposal = z.output<typeof proposalSchema>
export type Scenario = z.output<typeof scenarioSchema>
