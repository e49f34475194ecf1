import { expect, test } from 'vitest'
import { mentionsIn, toTell } from './comment-rules'

const members = [
  { id: 'ana', name: 'Ana' },
  { id: 'reed', name: 'Ana Reed' },
  { id: 'otto', name: 'Otto Päivä' },
  { id: 'otto2', name: 'Otto Päivä' },
  { id: 'nobody', name: ' ' },
]

test('a name after an at sign is a mention, the longest that fits', () => {
  expect(mentionsIn('@Ana Reed, is this printed?', members)).toEqual(['reed'])
  expect(mentionsIn('@Ana is asked', members)).toEqual(['ana'])
  expect(mentionsIn('ask @ana. And @ANA REED', members)).toEqual(['ana', 'reed'])
})

test('part of a longer word, a name without the sign and an empty name are none', () => {
  expect(mentionsIn('@Anabel, Ana, ana@example.test @', members)).toEqual([])
})

test('two people of one name are both meant, in any Unicode form', () => {
  expect(mentionsIn('@Otto Päivä'.normalize('NFD'), members)).toEqual(['otto', 'otto2'])
})

test('the author and those who know already are not told', () => {
  expect(toTell(['ana', 'reed', 'otto'], 'ana', ['otto'])).toEqual(['reed'])
})
