import { expect, it } from 'vitest'
import { cleaned, moved, toggled, wordsFrom } from './draft-rules'

const rules = ['a', 'b', 'c'].map((id) => ({ id, workflowId: 'wf', when: {} }))
const ids = (list: { id: string }[]) => list.map((rule) => rule.id).join('')

it('moves a rule by one place and stops at the ends', () => {
  expect(ids(moved(rules, 0, 1))).toBe('bac')
  expect(ids(moved(rules, 2, -1))).toBe('acb')
  expect(ids(moved(rules, 0, -1))).toBe('abc')
  expect(ids(moved(rules, 2, 1))).toBe('abc')
})

it('reads words by commas and lines, once each', () => {
  expect(wordsFrom('invoice, refund now\ninvoice,,')).toEqual(['invoice', 'refund now'])
  expect(wordsFrom(' , \n')).toBeUndefined()
})

it('keeps an emptied list as no condition', () => {
  expect(toggled(undefined, 'text', true)).toEqual(['text'])
  expect(toggled(['text'], 'text', false)).toBeUndefined()
  expect(cleaned({ labels: undefined, numberIds: ['num_1'] })).toEqual({ numberIds: ['num_1'] })
})
