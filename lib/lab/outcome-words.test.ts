import { describe, expect, test } from 'vitest'
import { changedParts, expectedWords, reachedBy } from './outcome-words'

const person = {
  crmContactId: 'LAB-1',
  name: 'Wren Hollis',
  phone: '12025550100',
  bsuid: 'US.1777777777',
  username: 'w',
}
const other = { crmContactId: 'LAB-2', name: 'Bo Carrow', phone: '12025550101', bsuid: 'US.1888888888' }

describe('an outcome in words', () => {
  test('says whom it reached the same way in every run', () => {
    const reached = (contact: string | null | undefined) => reachedBy(contact, { person, other })
    expect([reached('LAB-1'), reached('LAB-2'), reached('new-7'), reached(null), reached(undefined)]).toEqual([
      ...['the customer', 'another customer', 'somebody new', 'nobody', undefined],
    ])
  })

  test('differs from another one only in what matters', () => {
    const before = { reached: 'the customer', workflow: 'Support', error: null }
    expect(changedParts(before, { ...before })).toEqual([])
    expect(changedParts(before, { reached: 'nobody', workflow: 'Support', error: 'No phone came.' })).toEqual([
      ...['whom it reached', 'the error'],
    ])
    expect(changedParts({}, { messageStatus: null })).toEqual([])
  })

  test('is expected in one sentence', () => {
    const expected = {
      person: 'customer',
      sameThread: true,
      route: 'named',
      workflow: 'Support',
      error: 'clear',
    } as const
    expect(expectedWords(expected)).toBe(
      'The customer the CRM has, the conversation goes on; in “Support”; a clear error',
    )
  })
})
