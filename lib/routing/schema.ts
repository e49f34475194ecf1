import { z } from 'zod'

/** The groups of outcomes a rule may ask for. Review: a conflict, or nobody can tell who wrote. */
export const OUTCOME_GROUPS = ['known', 'provisional', 'review'] as const
export const outcomeGroupSchema = z.enum(OUTCOME_GROUPS)
export type OutcomeGroup = z.infer<typeof outcomeGroupSchema>

const words = z.array(z.string().trim().min(1).max(200)).min(1).max(50)
const ids = z.array(z.string().min(1).max(64)).min(1).max(200)

/**
 * The conditions of one rule. All that are given must hold; within one, any of the listed values is enough. A rule without
 * conditions takes everything that reaches it.
 */
export const routingConditionsSchema = z
  .strictObject({
    numberIds: ids.optional(),
    /** Message types as WhatsApp names them: `text`, `image`, `order`, ... */
    eventTypes: words.optional(),
    outcomes: z.array(outcomeGroupSchema).min(1).optional(),
    /** At least one of these labels is on the contact. */
    labels: words.optional(),
    /** At least one of these is somewhere in the text, in any case. */
    textContains: words.optional(),
    /** `any` ad or post, or one of these ids. */
    referral: z.union([z.literal('any'), words]).optional(),
  })
  .meta({ id: 'RoutingConditions' })

export const routingRuleSchema = z.strictObject({
  id: z.string().min(1).max(64),
  name: z.string().trim().max(200).optional(),
  workflowId: z.string().min(1).max(64),
  when: routingConditionsSchema,
})

export const routingRulesSchema = z.array(routingRuleSchema).max(200)

/** A version of the rules: in order, the first that holds decides; the default takes the rest. */
export const ruleSetSchema = z.strictObject({
  version: z.number().int().min(1),
  rules: routingRulesSchema,
  defaultWorkflowId: z.string().min(1).max(64),
})

/** What routing looks at in one message. */
export const routeInputSchema = z.strictObject({
  numberId: z.string(),
  eventType: z.string(),
  outcome: outcomeGroupSchema,
  labels: z.array(z.string()),
  text: z.string().optional(),
  referralSourceId: z.string().optional(),
})

export type RoutingConditions = z.infer<typeof routingConditionsSchema>
export type RoutingRule = z.infer<typeof routingRuleSchema>
export type RuleSet = z.infer<typeof ruleSetSchema>
export type RouteInput = Readonly<Omit<z.infer<typeof routeInputSchema>, 'labels'>> & {
  readonly labels: readonly string[]
}
