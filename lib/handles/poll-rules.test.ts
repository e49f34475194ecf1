import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { answerGaps, decidedTarget, missingSeats, tallyPoll } from './poll-rules'
import type { Answers, PollContent } from './schema'

const content = (given: Partial<PollContent> = {}): PollContent => ({
  name: 'larkmoss',
  standsFor: 'business',
  purpose: null,
  routing: 'direct',
  layerWorkflowId: null,
  intents: [
    { id: 'order', text: 'Where is my order?', workflowId: 'support' },
    { id: 'buy', text: 'I want to buy', workflowId: 'sales' },
  ],
  ...given,
})
const said = (order: string, buy: string): Answers => ({ order, buy })

describe('missingSeats', () => {
  it('names every kind of person who was not asked', () => {
    expect(missingSeats([])).toEqual(['support_agent', 'salesperson', 'marketer'])
    expect(missingSeats([{ seat: 'support_agent' }, { seat: 'other' }])).toEqual(['salesperson', 'marketer'])
    expect(missingSeats([{ seat: 'marketer' }, { seat: 'salesperson' }, { seat: 'support_agent' }])).toEqual([])
  })
})

describe('tallyPoll', () => {
  it('agrees when everybody said what is decided', () => {
    const result = tallyPoll(content(), [said('support', 'sales'), said('support', 'sales'), said('support', 'sales')])
    expect(result).toMatchObject({ agreed: true, agreement: 1 })
    expect(result.intents.map(({ verdict }) => verdict)).toEqual(['agrees', 'agrees'])
  })

  it('shows the split of an intent about which people disagree', () => {
    const result = tallyPoll(content(), [
      said('support', 'sales'),
      said('support', 'support'),
      said('support', 'sales'),
    ])
    expect(result.agreed).toBe(false)
    expect(result.agreement).toBeCloseTo(5 / 6)
    expect(result.intents[1]).toMatchObject({
      verdict: 'split',
      votes: [
        { workflowId: 'sales', count: 2 },
        { workflowId: 'support', count: 1 },
      ],
    })
  })

  it('does not take agreement against the decision for agreement with it', () => {
    const all = [said('sales', 'sales'), said('sales', 'sales'), said('sales', 'sales')]
    expect(tallyPoll(content(), all)).toMatchObject({
      agreed: false,
      agreement: 1,
      intents: [{ verdict: 'against' }, {}],
    })
  })

  it('an intent without a workflow of its own lands in the layer, where there is one', () => {
    const open = { workflowId: null }
    expect(decidedTarget({ routing: 'layer', layerWorkflowId: 'front' }, open)).toBe('front')
    expect(decidedTarget({ routing: 'layer', layerWorkflowId: 'front' }, { workflowId: 'sales' })).toBe('sales')
    expect(decidedTarget({ routing: 'direct', layerWorkflowId: 'front' }, open)).toBeNull()
  })

  it('a poll without intents or answers agrees on nothing', () => {
    expect(tallyPoll(content({ intents: [] }), [said('a', 'b')]).agreed).toBe(false)
    expect(tallyPoll(content(), []).agreed).toBe(false)
  })

  const workflow = fc.constantFrom('support', 'sales', 'bot')
  const answer = fc.record({ order: workflow, buy: workflow })

  it('agrees exactly when every answer is the decision, in whatever order the answers are read', () => {
    fc.assert(
      fc.property(fc.array(answer, { minLength: 1, maxLength: 8 }), (answers) => {
        const result = tallyPoll(content(), answers)
        expect(result.agreed).toBe(answers.every(({ order, buy }) => order === 'support' && buy === 'sales'))
        expect(tallyPoll(content(), [...answers].reverse())).toEqual(result)
        expect(result.agreement).toBeGreaterThan(0)
        expect(result.agreement).toBeLessThanOrEqual(1)
        for (const { votes } of result.intents) {
          expect(votes.reduce((sum, { count }) => sum + count, 0)).toBe(answers.length)
        }
      }),
    )
  })
})

describe('answerGaps', () => {
  const known = new Set(['support', 'sales'])
  it('is empty for a whole answer, and names what is missing, unknown or was not asked', () => {
    expect(answerGaps(content(), said('support', 'sales'), known)).toEqual([])
    expect(answerGaps(content(), { order: 'support' }, known)).toEqual(['buy'])
    expect(answerGaps(content(), said('support', 'elsewhere'), known)).toEqual(['buy'])
    expect(answerGaps(content(), { ...said('support', 'sales'), more: 'sales' }, known)).toEqual(['more'])
  })
})
