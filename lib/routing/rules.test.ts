import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkRuleSet, covers, holds, route } from './rules'
import { OUTCOME_GROUPS, type RouteInput, type RoutingConditions, type RoutingRule, ruleSetSchema } from './schema'

const INPUT: RouteInput = { numberId: 'num_1', eventType: 'text', outcome: 'known', labels: [], text: 'Hello' }
const KNOWN = { workflowIds: ['wf_support', 'wf_sales', 'wf_review'], numberIds: ['num_1', 'num_2'] }

function rule(when: RoutingConditions, workflowId = 'wf_support'): RoutingRule {
  return { id: `rr_${workflowId}`, workflowId, when }
}

describe('routing', () => {
  it('takes the first rule whose conditions all hold', () => {
    const rules = [
      rule({ outcomes: ['review'] }, 'wf_review'),
      rule({ numberIds: ['num_1'], outcomes: ['known'] }, 'wf_support'),
      rule({}, 'wf_sales'),
    ]
    const verdict = route(INPUT, { version: 6, rules, defaultWorkflowId: 'wf_sales' })
    expect(verdict).toMatchObject({ workflowId: 'wf_support', ruleNumber: 2, version: 6 })
    expect(verdict.steps).toEqual([
      {
        code: 'route-rule',
        args: { rule: 2, version: 6, workflow: 'wf_support', outcomes: ['known'], conditions: [], number: 'num_1' },
      },
    ])
  })

  it('falls to the default', () => {
    const verdict = route(INPUT, { version: 1, rules: [rule({ labels: ['vip'] })], defaultWorkflowId: 'wf_sales' })
    expect(verdict).toEqual({
      workflowId: 'wf_sales',
      version: 1,
      steps: [{ code: 'route-default', args: { version: 1, workflow: 'wf_sales' } }],
    })
  })

  it.each([
    ['a label in any case', { labels: ['VIP'] }, { labels: ['vip'] }, true],
    ['another label', { labels: ['VIP'] }, { labels: ['trade'] }, false],
    ['words in any case', { textContains: ['REFUND'] }, { text: 'I want a refund' }, true],
    ['words, but no text', { textContains: ['refund'] }, { text: undefined }, false],
    ['any ad', { referral: 'any' as const }, { referralSourceId: 'ad-1' }, true],
    ['any ad, but none', { referral: 'any' as const }, {}, false],
    ['this ad', { referral: ['ad-1'] }, { referralSourceId: 'ad-2' }, false],
    ['a type', { eventTypes: ['image'] }, {}, false],
    ['a number', { numberIds: ['num_2'] }, {}, false],
  ])('asks for %s', (_name, when, more, expected) => {
    expect(holds(when, { ...INPUT, ...more })).toBe(expected)
  })

  it('refuses a list without a default, and names rules that can never be reached', () => {
    const rules = [rule({ numberIds: ['num_1'] }), rule({ numberIds: ['num_1'], labels: ['vip'] }, 'wf_sales')]
    expect(checkRuleSet({ rules }, KNOWN)).toEqual([
      { code: 'default-missing' },
      { code: 'unreachable', ruleNumber: 2, by: 1 },
    ])
  })

  it('names workflows and numbers that do not exist', () => {
    const rules = [rule({ numberIds: ['num_9'] }, 'wf_gone')]
    expect(checkRuleSet({ rules, defaultWorkflowId: 'wf_gone' }, KNOWN)).toEqual([
      { code: 'default-unknown' },
      { code: 'workflow-unknown', ruleNumber: 1 },
      { code: 'number-unknown', ruleNumber: 1 },
    ])
  })

  it('knows that all numbers and all outcomes together are no condition', () => {
    const rules = [rule({ numberIds: ['num_1', 'num_2'], outcomes: [...OUTCOME_GROUPS] }), rule({}, 'wf_sales')]
    expect(checkRuleSet({ rules, defaultWorkflowId: 'wf_sales' }, KNOWN)).toEqual([
      { code: 'unreachable', ruleNumber: 2, by: 1 },
    ])
  })

  it('refuses unknown conditions, so that a misspelt one never takes everything', () => {
    const set = {
      version: 1,
      rules: [{ id: 'r', workflowId: 'w', when: { numberId: ['num_1'] } }],
      defaultWorkflowId: 'w',
    }
    expect(ruleSetSchema.safeParse(set).success).toBe(false)
  })

  it('never calls a rule unreachable that some message reaches', () => {
    const words = fc.uniqueArray(fc.constantFrom('a', 'ab', 'B', 'c'), { minLength: 1, maxLength: 3 })
    const when: fc.Arbitrary<RoutingConditions> = fc.record(
      {
        numberIds: fc.uniqueArray(fc.constantFrom('num_1', 'num_2'), { minLength: 1 }),
        outcomes: fc.uniqueArray(fc.constantFrom(...OUTCOME_GROUPS), { minLength: 1 }),
        labels: words,
        textContains: words,
        referral: fc.oneof(fc.constant('any' as const), words),
      },
      { requiredKeys: [] },
    )
    const input: fc.Arbitrary<RouteInput> = fc.record({
      numberId: fc.constantFrom('num_1', 'num_2'),
      eventType: fc.constant('text'),
      outcome: fc.constantFrom(...OUTCOME_GROUPS),
      labels: fc.array(fc.constantFrom('a', 'ab', 'b', 'c')),
      text: fc.option(fc.constantFrom('a', 'cab', 'x', 'BC'), { nil: undefined }),
      referralSourceId: fc.option(fc.constantFrom('a', 'ab', 'z'), { nil: undefined }),
    })
    fc.assert(
      fc.property(when, when, input, (earlier, later, seen) => {
        if (covers(earlier, later, KNOWN) && holds(later, seen)) expect(holds(earlier, seen)).toBe(true)
      }),
      { numRuns: 2_000 },
    )
  })
})
