import { describe, expect, test } from 'vitest'
import { linesOf, pageBudget } from './budget-rules'
import { checkPolicy } from './check-rules'
import { diffPolicies } from './diff-words'
import { mayDecide, mayRequest, refuseDecision } from './request-rules'
import { starterPolicy, starterScenarios } from './starter-policy'
import { fullPolicy } from './testing/full-policy'
import { samplePolicy, sampleScenarios } from './testing/sample-policy'

const policy = samplePolicy()
const { classes, lists } = policy

test('the sample can be put in force: nothing to put right, nothing odd', () => {
  expect(checkPolicy(policy, sampleScenarios())).toMatchObject({ problems: [], warnings: [], ready: true })
})

test('a first draft lacks the words of its business and handles in its scenarios, and nothing else', () => {
  expect(checkPolicy(starterPolicy('Larkmoss & Söhne'), starterScenarios()).problems).toEqual([
    '“Product”: the pattern word . product name needs a list that has no words.',
    'The scenario “New market” proposes no handle yet.',
    'The scenario “New support line” proposes no handle yet.',
    'The scenario “New campaign” proposes no handle yet.',
  ])
  expect(starterPolicy('Larkmoss & Söhne').lists.words.terms[0]?.value).toBe('larkmosssohne')
})

describe('what has to be put right', () => {
  const problemsOf = (change: Parameters<typeof samplePolicy>[0], scenarios = sampleScenarios()) =>
    checkPolicy(samplePolicy(change), scenarios).problems

  test('a class without a pattern, without somebody who asks, without somebody who approves', () => {
    const empty = { note: '', patterns: [], requesters: [], approver: null }
    expect(problemsOf({ classes: { ...classes, region: empty } })).toEqual([
      '“Region” has no pattern, so no handle of that class can exist.',
      '“Region” says nobody may request such a handle.',
      '“Region” names nobody who approves.',
      'The scenario “New market” does not come out as its author says: @northlight_es.',
    ])
  })

  test('a pattern twice, and a pattern no name of which passes', () => {
    const [brand] = classes.master_brand.patterns
    const twice = { ...classes.master_brand, patterns: brand ? [brand, brand] : [] }
    expect(problemsOf({ classes: { ...classes, master_brand: twice } })).toEqual([
      '“Master brand” has the pattern word twice.',
    ])
    expect(problemsOf({ lists: { ...lists, products: { terms: [{ value: 'com', label: '' }], open: null } } })).toEqual(
      ['“Product”: no name by the pattern word . product name passes the other rules.'],
    )
  })

  test('more than one page', () => {
    const full = fullPolicy(1.2)
    const { problems, budget } = checkPolicy(full, sampleScenarios())
    expect(budget.fits).toBe(false)
    expect(problems.some((sentence) => /of one printed page\. Shorten it\.$/.test(sentence))).toBe(true)
  })

  test('a missing scenario', () => {
    expect(problemsOf({}, sampleScenarios().slice(0, 2))).toEqual(['The scenario “New campaign” is missing.'])
  })
})

test('a name that two classes allow is told once', () => {
  const region = { ...classes.region, patterns: classes.product.patterns }
  expect(checkPolicy(samplePolicy({ classes: { ...classes, region } }), sampleScenarios()).warnings).toEqual([
    '“@northlight.lamps” fits both “Product” and “Region”.',
  ])
})

describe('the length of the page', () => {
  test('lines break at spaces, and a word that is longer than the line anywhere', () => {
    expect(linesOf('', 100, 0.5)).toBe(1)
    expect(linesOf('four four four', 45, 0.5)).toBe(2)
    expect(linesOf('a'.repeat(25), 45, 0.5)).toBe(3)
    expect(linesOf(`${'a'.repeat(10)} b`, 45, 0.5)).toBe(2)
  })

  test('grows with every word, and a full page can be made to measure', () => {
    expect(pageBudget(policy).used).toBeLessThan(0.7)
    const longer = samplePolicy({ purpose: policy.purpose.repeat(5) })
    expect(pageBudget(longer).used).toBeGreaterThan(pageBudget(policy).used)
    const full = pageBudget(fullPolicy(1)).used
    expect(full).toBeGreaterThan(0.96)
    expect(full).toBeLessThanOrEqual(1)
  })
})

test('two versions are compared part by part', () => {
  const before = { content: policy, scenarios: sampleScenarios() }
  expect(diffPolicies(before, before)).toEqual([])
  const after = {
    content: samplePolicy({
      maxLength: 20,
      lists: { ...lists, locations: { ...lists.locations, open: null } },
      classes: { ...classes, support: { ...classes.support, approver: 'admin' as const } },
    }),
    scenarios: sampleScenarios().slice(1),
  }
  expect(diffPolicies(before, after)).toEqual([
    { part: 'Longest handle', before: '24 characters', after: '20 characters' },
    { part: 'Support: approves', before: 'Approver', after: 'Admin' },
    { part: 'Locations', before: 'uk, de, fr, any other location of 2 to 3 letters', after: 'uk, de, fr' },
    {
      part: 'Scenario: new market',
      before: 'We open in Spain. @northlight_es as region: allowed; @northlight-spain as region: refused',
      after: '',
    },
  ])
})

describe('requests', () => {
  const asker = { memberId: 'mem_a', roles: ['operations'] }
  const decider = { memberId: 'mem_b', roles: ['viewer', 'marketing'] }
  const request = { state: 'open', requestedById: 'mem_a' } as const
  const verdict = { classKey: 'region', className: 'Region', allowed: true, reasons: [], pieces: null } as const
  const judged = { policyClass: classes.region, verdict: { ...verdict, reasons: [] }, request }
  const yes = { decision: 'approve', note: '' } as const

  test('who may ask and who may decide is what the class says', () => {
    expect(mayRequest(classes.region, asker.roles)).toBe(true)
    expect(mayRequest(classes.support, asker.roles)).toBe(false)
    expect(mayDecide(classes.region, decider, request)).toBe(true)
    expect(mayDecide(classes.support, decider, request)).toBe(false)
    expect(mayDecide(classes.region, { ...decider, memberId: 'mem_a' }, request)).toBe(false)
    expect(mayDecide(classes.region, decider, { ...request, state: 'approved' })).toBe(false)
  })

  test('each way a decision does not count', () => {
    expect(refuseDecision(judged, decider, yes)).toBeNull()
    expect(refuseDecision({ ...judged, request: { ...request, state: 'withdrawn' } }, decider, yes)).toBe(
      'handle-request-closed',
    )
    expect(refuseDecision(judged, { memberId: 'mem_a', roles: ['marketing'] }, yes)).toBe('own-request')
    expect(refuseDecision(judged, { memberId: 'mem_c', roles: ['approver'] }, yes)).toBe('not-the-approver')
    expect(refuseDecision(judged, decider, { decision: 'reject', note: ' ' })).toBe('request-note-missing')
    const refused = { ...judged, verdict: { ...judged.verdict, allowed: false } }
    expect(refuseDecision(refused, decider, yes)).toBe('policy-refuses-name')
    expect(refuseDecision(refused, decider, { decision: 'reject', note: 'Too long.' })).toBeNull()
  })
})
