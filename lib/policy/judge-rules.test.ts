import { describe, expect, test } from 'vitest'
import { PERMISSIONS } from '@/lib/server/permissions'
import { judge, judgeClass } from './judge-rules'
import { runScenarios } from './scenario-rules'
import { policyContentSchema } from './schema'
import { samplePolicy, sampleScenarios } from './testing/sample-policy'
import { POLICY_ROLES } from './vocabulary'

const policy = samplePolicy()

test('a name is judged by each class, each rule with its reason', () => {
  const verdict = judge(policy, '@Northlight_UK')
  expect(verdict).toMatchObject({ name: 'northlight_uk', allowed: true })
  expect(verdict.classes.map(({ classKey, allowed }) => [classKey, allowed])).toEqual([
    ['master_brand', false],
    ['region', true],
    ['product', false],
    ['support', false],
  ])
  const region = verdict.classes[1]
  expect(region?.reasons.map(({ rule, verdict }) => [rule, verdict])).toEqual([
    ['username', 'warning'],
    ['username', 'warning'],
    ['pattern', 'pass'],
  ])
  expect(region?.reasons.at(-1)?.sentence).toBe('Reads as word _ location: “northlight” is a word, “uk” is a location.')
})

describe('what refuses a name', () => {
  const failing = (name: string, classKey: Parameters<typeof judgeClass>[1] = 'region') =>
    judgeClass(policy, classKey, name).reasons.filter(({ verdict }) => verdict === 'fail')

  test('a rule of WhatsApp, whatever the pattern says', () => {
    const open = samplePolicy({
      lists: { ...policy.lists, products: { terms: [{ value: 'com', label: '' }], open: null } },
    })
    const { allowed, reasons } = judgeClass(open, 'product', 'northlight.com')
    expect(allowed).toBe(false)
    expect(reasons.map(({ rule, verdict }) => [rule, verdict])).toEqual([
      ['username', 'fail'],
      ['pattern', 'pass'],
    ])
  })

  test('the length the policy asks for, once, and not again when WhatsApp refuses the length', () => {
    expect(failing(`northlight_${'a'.repeat(20)}`).map(({ rule }) => rule)).toEqual(['length', 'pattern'])
    expect(failing(`northlight_${'a'.repeat(40)}`).map(({ rule }) => rule)).toEqual(['username', 'pattern'])
  })

  test('a word the policy keeps out', () => {
    expect(failing('northlight_official')[0]?.sentence).toBe(
      'The policy keeps “official” out of handles: every handle of ours is.',
    )
  })

  test('no pattern: the nearest one tells why', () => {
    expect(failing('northlight.help-uk', 'support').at(-1)?.sentence).toBe(
      'No pattern of “Support” fits. Nearest is word . function name: Nothing may follow “northlight.help”, and “-uk” does.',
    )
    const none = samplePolicy({
      classes: { ...policy.classes, region: { ...policy.classes.region, patterns: [] } },
    })
    expect(judgeClass(none, 'region', 'northlight_uk').reasons.at(-1)?.sentence).toBe(
      'The policy has no pattern for “Region”.',
    )
  })
})

describe('scenarios', () => {
  test('all three kinds, each as its author says', () => {
    expect(runScenarios(policy, sampleScenarios())).toMatchObject({ passed: true, failing: 0, missing: [] })
  })

  test('a kind that is missing, a proposal that comes out otherwise, one without a proposal', () => {
    const [market, support] = sampleScenarios()
    if (!market || !support) throw new Error('The sample has three scenarios.')
    expect(runScenarios(policy, [market, support])).toMatchObject({ passed: false, missing: ['new_campaign'] })
    const closed = samplePolicy({
      lists: { ...policy.lists, locations: { ...policy.lists.locations, open: null } },
    })
    const run = runScenarios(closed, sampleScenarios())
    expect(run).toMatchObject({ passed: false, failing: 1 })
    expect(run.results[0]?.proposals.map(({ asExpected }) => asExpected)).toEqual([false, true])
    const empty = sampleScenarios().map((scenario) => ({ ...scenario, proposals: [] }))
    expect(runScenarios(policy, empty)).toMatchObject({ passed: false, failing: 3 })
  })
})

test('the sample is a policy as it is stored, and the roles are those that do more than read', () => {
  expect(policyContentSchema.parse(policy)).toEqual(policy)
  expect(new Set(POLICY_ROLES)).toEqual(new Set(PERMISSIONS['inputs:write']))
})
