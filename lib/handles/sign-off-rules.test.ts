import { describe, expect, it, test } from 'vitest'
import { tallyPoll } from './poll-rules'
import type { PollContent } from './schema'
import { type DecisionFacts, hurdlesOf } from './sign-off-rules'
import { nextStep, stateAfterApproval, stateAfterEdit } from './state-rules'

const content: PollContent = {
  ...{ name: 'larkmoss', standsFor: 'business', purpose: null, routing: 'direct', layerWorkflowId: null },
  intents: [{ id: 'i', text: 'Where is my order?', workflowId: 'support' }],
}
const seats = ['support_agent', 'salesperson', 'marketer'].map((seat) => ({ seat, answered: true }))
const allSaid = (workflow: string) => tallyPoll(content, [{ i: workflow }, { i: workflow }, { i: workflow }])

const facts = (given: Partial<DecisionFacts> = {}): DecisionFacts => ({
  standsFor: 'business',
  routing: 'direct',
  layerWorkflowId: null,
  candidates: [
    { name: 'larkmoss', state: 'chosen' },
    { name: 'larkmoss_shop', state: 'rejected' },
  ],
  intents: [{ text: 'Where is my order?', workflowId: 'support' }],
  livingWorkflows: new Set(['support', 'front']),
  poll: { state: 'complete', seats, tally: allSaid('support') },
  ...given,
})
const sentences = (given: Partial<DecisionFacts>) => hurdlesOf(facts(given)).map(({ sentence }) => sentence)

describe('hurdlesOf', () => {
  it('finds none in a whole decision', () => {
    expect(hurdlesOf(facts())).toEqual([])
  })

  it.each<[string, Partial<DecisionFacts>, string]>([
    ['no candidate', { candidates: [] }, 'There is no candidate yet.'],
    ['none chosen', { candidates: [{ name: 'larkmoss', state: 'proposed' }] }, 'No candidate is chosen yet.'],
    [
      'a broken name',
      { candidates: [{ name: 'lark-moss', state: 'chosen' }] },
      '@lark-moss breaks a rule of WhatsApp: Only a to z, 0 to 9, periods and underscores are allowed; found "-".',
    ],
    [
      'an undecided alternative',
      { candidates: [...facts().candidates, { name: 'larkmoss.uk', state: 'proposed' }] },
      '@larkmoss.uk is neither chosen nor rejected with a reason.',
    ],
    ['no meaning', { standsFor: null }, 'It is not said what the handle stands for.'],
    ['no intent', { intents: [] }, 'No customer intent is written down, so there is no routing decision.'],
    ['an intent without workflow', { intents: [{ text: 'Buy', workflowId: null }] }, '“Buy” reaches no workflow.'],
    [
      'an archived workflow',
      { intents: [{ text: 'Buy', workflowId: 'gone' }] },
      '“Buy” goes to a workflow that is not in use any more.',
    ],
    [
      'a layer without workflow',
      { routing: 'layer' },
      'The routing layer has no workflow that takes the conversations first.',
    ],
    ['no poll', { poll: null }, 'The blind poll has not been held.'],
    [
      'an old poll',
      { poll: { state: 'superseded', seats, tally: allSaid('support') } },
      'The decision changed after the poll. Ask again.',
    ],
    [
      'an open poll',
      { poll: { state: 'open', seats: seats.map((one, i) => ({ ...one, answered: i > 0 })), tally: null } },
      'The poll is open: 1 of 3 answers is missing.',
    ],
    [
      'too few seats',
      { poll: { state: 'complete', seats: seats.slice(1), tally: allSaid('support') } },
      'The poll has to ask a support agent as well. Ask again.',
    ],
    [
      'agreement against the decision',
      { poll: { state: 'complete', seats, tally: allSaid('front') } },
      'They agree on another workflow than the decision for “Where is my order?”. Change the name or the routing, then ask again.',
    ],
    [
      'a split',
      { poll: { state: 'complete', seats, tally: tallyPoll(content, [{ i: 'support' }, { i: 'front' }]) } },
      'They disagree about “Where is my order?”. Change the name or the routing, then ask again.',
    ],
  ])('%s', (_, given, sentence) => {
    expect(sentences(given)).toEqual([sentence])
  })

  it('a routing layer takes intents that have no workflow of their own', () => {
    const layer = { routing: 'layer', layerWorkflowId: 'front' } as const
    expect(sentences({ ...layer, intents: [{ text: 'Buy', workflowId: null }] })).toEqual([])
  })
})

test('a sign-off makes a name approved, or what Meta already says about it', () => {
  const at = (metaState: string, metaName: string | null) => ({ state: 'deciding', metaState, metaName })
  expect(stateAfterApproval(at('none', null), 'larkmoss')).toBe('approved')
  expect(stateAfterApproval(at('approved', 'LarkMoss'), 'larkmoss')).toBe('live')
  expect(stateAfterApproval(at('reserved', 'larkmoss'), 'larkmoss')).toBe('reserved')
  expect(stateAfterApproval(at('deleted', 'larkmoss'), 'larkmoss')).toBe('approved')
  expect(stateAfterApproval(at('approved', 'fernhollow'), 'larkmoss')).toBe('approved')
})

test('an edit opens a decision again, but nothing that customers can see goes away by it', () => {
  expect(stateAfterEdit('approved', { chose: false })).toBe('deciding')
  expect(stateAfterEdit('released', { chose: false })).toBe('deciding')
  expect(stateAfterEdit('live', { chose: true })).toBe('live')
  expect(stateAfterEdit('reserved', { chose: true })).toBe('reserved')
  expect(stateAfterEdit('revoked', { chose: false })).toBe('revoked')
  expect(stateAfterEdit('revoked', { chose: true })).toBe('deciding')
})

test('there is one next step, and a revoked name comes before everything', () => {
  const hurdle = { part: 'poll', sentence: 'x' } as const
  expect(nextStep({ state: 'revoked', hurdle, signOff: 'approved' }).part).toBe('candidates')
  expect(nextStep({ state: 'deciding', hurdle, signOff: 'none' }).part).toBe('poll')
  expect(nextStep({ state: 'deciding', hurdle: null, signOff: 'stale' }).part).toBe('sign-off')
  expect(nextStep({ state: 'approved', hurdle: null, signOff: 'approved' }).part).toBe('meta')
  expect(nextStep({ state: 'live', hurdle: null, signOff: 'approved' }).part).toBeNull()
})
