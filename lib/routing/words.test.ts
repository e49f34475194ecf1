import { describe, expect, it } from 'vitest'
import type { RoutingRule } from './schema'
import { conditionWords, diffWords, ruleWords } from './words'

const NAMES: Record<string, string> = { num_1: 'Support', num_2: 'Sales', wf_1: 'Support inbox', wf_2: 'Trade desk' }
const names = { number: (id: string) => NAMES[id] ?? 'gone', workflow: (id: string) => NAMES[id] ?? 'gone' }
const rule = (id: string, given: Partial<RoutingRule> = {}): RoutingRule => ({
  id,
  workflowId: 'wf_1',
  when: {},
  ...given,
})

describe('a rule in words', () => {
  it('reads like a sentence', () => {
    const when = {
      eventTypes: ['text', 'image'],
      outcomes: ['known' as const],
      numberIds: ['num_1', 'num_2'],
      labels: ['trade'],
      textContains: ['invoice', 'refund'],
      referral: 'any' as const,
    }
    expect(conditionWords(when, names)).toBe(
      'text or image message from a known customer on Support or Sales labelled “trade” that says “invoice” or “refund” that came from an ad',
    )
  })

  it('takes everything when it has no condition', () => {
    expect(ruleWords(rule('a'), names)).toBe('Any message → Support inbox')
    expect(ruleWords(rule('a', { name: 'Catch all' }), names)).toBe('Catch all: any message → Support inbox')
  })
})

describe('the difference between two versions', () => {
  const base = { rules: [rule('a'), rule('b', { when: { labels: ['trade'] } }), rule('c')], defaultWorkflowId: 'wf_1' }

  it('says nothing when there is none', () => expect(diffWords(base, base, names)).toEqual([]))

  it('names what was added, changed and removed, and a new default', () => {
    const after = {
      rules: [rule('a', { workflowId: 'wf_2' }), rule('c'), rule('d', { name: 'New' })],
      defaultWorkflowId: 'wf_2',
    }
    expect(diffWords(base, after, names)).toEqual([
      'Changed rule 1: Any message → Trade desk. Before: Any message → Support inbox.',
      'Added as rule 3: New: any message → Support inbox.',
      'Removed rule 2: Any message labelled “trade” → Support inbox.',
      'The default is Trade desk. Before: Support inbox.',
    ])
  })

  it('names the one rule that moved, and not those it slid past', () => {
    const [a, b, c] = base.rules
    if (!a || !b || !c) throw new Error('three rules')
    expect(diffWords(base, { ...base, rules: [b, c, a] }, names)).toEqual([
      'Moved rule 1 to 3: Any message → Support inbox.',
    ])
  })
})
