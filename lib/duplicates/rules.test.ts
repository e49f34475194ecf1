import { describe, expect, it } from 'vitest'
import { contactsInOrder, readBefore, readEvidence } from './rules'

describe('stored evidence', () => {
  it('is read as the resolver writes it', () => {
    const proposal = { kind: 'duplicate-review', contactIds: ['c_1', 'c_2'], basis: 'account' }
    const stored = {
      kind: 'phone-held-by-another',
      identifierKind: 'phone',
      proposal,
      phone: '447',
      parentBsuid: 'GB.ENT.1',
    }
    expect(readEvidence(stored)).toEqual({
      kind: 'phone-held-by-another',
      about: 'phone',
      proposal: { kind: 'duplicate-review', basis: 'account' },
      shown: [
        { kind: 'phone', value: '447' },
        { kind: 'parent_bsuid', value: 'GB.ENT.1' },
      ],
      profileName: null,
    })
  })

  it.each([null, 'text', [], { kind: 'of-2031', proposal: { kind: 'vote' }, phone: 7, bsuid: '' }])(
    'of another version is read without a guess: %j',
    (stored) => {
      expect(readEvidence(stored)).toMatchObject({ kind: null, proposal: null, shown: [] })
    },
  )

  it('of an event says what was before a change, and nothing for a message', () => {
    expect(readBefore({ bsuid: 'GB.2', previous: { bsuid: 'GB.1' } })).toEqual([{ kind: 'bsuid', value: 'GB.1' }])
    expect(readBefore({ bsuid: 'GB.2' })).toEqual([])
    expect(readBefore(undefined)).toEqual([])
  })
})

it('the contact that has the events comes first, and nobody twice', () => {
  expect(contactsInOrder('c_2', ['c_1', 'c_2', 'c_3', 4])).toEqual(['c_2', 'c_1', 'c_3'])
  expect(contactsInOrder(null, ['c_1'])).toEqual(['c_1'])
  expect(contactsInOrder(null, null)).toEqual([])
})
