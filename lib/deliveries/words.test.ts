import { describe, expect, it } from 'vitest'
import { becauseWords, carriedKinds, type EventFacts, headline, whatWord } from './words'

const message: EventFacts = {
  kind: 'message',
  field: 'messages',
  type: 'text',
  status: null,
  outcome: 'matched',
  rule: 1,
  carried: ['phone', 'bsuid'],
  candidates: 0,
  errorCode: null,
  metaCode: null,
  provisional: false,
}

describe('why, in a few words', () => {
  it.each<[Partial<EventFacts>, string]>([
    [{ outcome: 'linked', rule: 2 }, 'Phone and BSUID, first time together'],
    [{ carried: ['bsuid'] }, 'BSUID only'],
    [{ rule: 2, carried: ['phone'] }, 'Phone only'],
    [{ outcome: 'conflict', rule: 4, candidates: 2 }, 'BSUID of one contact, phone of another'],
    [{ outcome: 'ambiguous', rule: 6, candidates: 3 }, 'three contacts claim this phone'],
    [{ outcome: 'created', rule: 7, carried: ['bsuid'] }, 'BSUID only, nobody holds it'],
    [{ kind: 'status', status: 'failed', rule: 10, metaCode: 131049 }, 'failed: 131049'],
    [{ kind: 'status', status: 'sent', outcome: 'unmapped', rule: 10 }, 'sent, to a person nobody knows'],
    [{ kind: 'identity-change', outcome: 'linked', rule: 8 }, 'BSUID rotated, lineage kept'],
    [{ kind: 'identity-change', outcome: 'waiting', rule: 9 }, 'its earlier BSUID has not been seen yet'],
    [{ kind: 'unsupported', type: null, outcome: 'unsupported' }, 'field is not understood yet; kept'],
    [{ outcome: 'failed', errorCode: 'number-unknown', rule: 11 }, 'sent to a number that is not set up here'],
    [{ outcome: 'pending' }, 'waiting for the worker'],
  ])('%j', (change, words) => expect(becauseWords({ ...message, ...change })).toBe(words))
})

it('has a headline for every kind and outcome', () => {
  const kinds = [
    'message',
    'status',
    'identity-change',
    'security-change',
    'handle-update',
    'unsupported',
    'unreadable',
  ]
  const outcomes = ['pending', 'matched', 'linked', 'created', 'conflict', 'ambiguous', 'waiting', 'unmapped', 'failed']
  for (const kind of kinds) {
    for (const outcome of outcomes) expect(headline({ ...message, kind, outcome })).toMatch(/^[A-Z].{10,}/)
  }
  expect(headline({ ...message, outcome: 'linked' })).toBe('Linked to an existing customer')
})

it('names what is new by the name WhatsApp gave it', () => {
  expect(whatWord({ kind: 'unsupported', type: null, field: 'brand_new_thing' })).toBe('brand_new_thing')
})

it('reads which kinds a payload carried', () => {
  expect(carriedKinds({ bsuid: 'GB.1', username: 'wren', profileName: 'Wren' })).toEqual(['username', 'bsuid'])
})
