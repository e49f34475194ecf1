import { describe, expect, it } from 'vitest'
import { CONFLICT_KINDS, CONFLICT_RULES, type Proposal } from './rules'
import { headline, kindWords, proposalWords, ruleCaption, ruleSentence, verification } from './words'

const KINDS = [...CONFLICT_KINDS, null]

describe('a conflict in words', () => {
  it('has a line of its own for every kind, and for one of another version', () => {
    for (const say of [headline, kindWords]) {
      const lines = KINDS.map((kind) => say({ kind, about: 'phone', contacts: 2 }))
      expect(new Set(lines).size).toBe(KINDS.length)
    }
  })

  it('counts the contacts that claim one thing, and says what it is', () => {
    const told = { kind: 'claimed-by-several', contacts: 3 } as const
    expect(kindWords({ ...told, about: 'phone' })).toBe('Three contacts claim this phone')
    expect(headline({ ...told, about: 'bsuid', contacts: 12 })).toBe('12 contacts could be meant by one BSUID')
  })

  it.each(CONFLICT_RULES)('says what rule %s found, and where the events are', (rule) => {
    const attached = ruleSentence(rule, { about: 'phone', attached: true })
    expect(attached).toMatch(new RegExp(`^Rule ${rule}: `))
    if (rule !== '8') expect(attached).not.toBe(ruleSentence(rule, { about: 'phone', attached: false }))
    expect(ruleCaption(rule, 'phone')).toMatch(new RegExp(`^rule ${rule}: `))
  })
})

describe('what is proposed', () => {
  const review = (basis: 'account' | 'phone' | 'claim'): Proposal => ({ kind: 'duplicate-review', basis })

  it('names its basis, each with a sentence of its own', () => {
    const words = (['account', 'phone', 'claim'] as const).map((basis) =>
      proposalWords(review(basis), { contacts: 2, about: 'phone' }),
    )
    expect(words.map(({ basis }) => basis)).toEqual(['account', 'phone', 'claim'])
    expect(new Set(words.map(({ sentence }) => sentence)).size).toBe(3)
  })

  it('asks another question when only one contact could be meant', () => {
    const choose: Proposal = { kind: 'choose-contact' }
    expect(proposalWords(choose, { contacts: 1, about: 'phone' }).question).toContain('or somebody else')
    expect(proposalWords(choose, { contacts: 1, about: 'parent_bsuid' }).question).toContain('another account')
    expect(proposalWords(choose, { contacts: 2, about: 'phone' }).question).toBe('Who is speaking?')
  })

  it('of another version is said to be that', () => {
    expect(proposalWords(null, { contacts: 2, about: 'phone' }).sentence).toContain('Another version')
  })
})

describe('what an agent may write', () => {
  it.each(KINDS)('lets the customer of %s say who they are, and tells them nothing about anybody else', (kind) => {
    const { say, next, never } = verification(kind)
    expect(say).toMatch(/name and postcode|which name/)
    expect(say).not.toMatch(/somebody else|other customer|another person|username hides/i)
    expect(say).not.toMatch(/\d/)
    expect(next.length).toBeGreaterThan(20)
    expect(never).toMatch(/^Never/)
  })
})
