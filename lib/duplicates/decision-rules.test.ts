import { describe, expect, test } from 'vitest'
import { allows, DECIDED_HOW, DECISIONS, decisionsFor, passedOnAt } from './decision-rules'
import { decidedWords, optionWords, repliesWords } from './decision-words'
import { CONFLICT_KINDS } from './rules'

const asked = { placedId: null, contactIds: ['a', 'b'], splitFrom: null }
const names = (of: ReturnType<typeof decisionsFor>) =>
  of.map(({ decision, contactIds }) => [decision, ...contactIds].join(' '))

describe('the decisions a conflict can be given', () => {
  test('the contact of the BSUID keeps its message; the number of the other may have passed on', () => {
    expect(names(decisionsFor({ ...asked, kind: 'phone-held-by-another', placedId: 'a' }))).toEqual([
      'passed-on b',
      'apart',
    ])
    expect(names(decisionsFor({ ...asked, kind: 'phone-held-by-another' }))).toEqual(['chosen a', 'chosen b'])
  })

  test('a known phone with another account is the same person, a passed on number, or somebody who shares it', () => {
    const options = decisionsFor({ ...asked, kind: 'phone-with-other-bsuid', contactIds: ['a'] })
    expect(names(options)).toEqual(['chosen a', 'passed-on a', 'new-person'])
    expect([allows(options, 'chosen', 'a'), allows(options, 'chosen', 'b'), allows(options, 'split', null)]).toEqual([
      true,
      false,
      false,
    ])
  })

  test('of several claims one is right, or none', () => {
    expect(names(decisionsFor({ ...asked, kind: 'claimed-by-several' }))).toEqual([
      'chosen a',
      'chosen b',
      'new-person',
    ])
  })

  test('a split is offered as long as the contact it takes from is there', () => {
    expect(names(decisionsFor({ ...asked, kind: 'phone-passed-on', splitFrom: 'a' }))).toEqual(['split a', 'apart'])
    expect(names(decisionsFor({ ...asked, kind: 'phone-passed-on', splitFrom: 'z' }))).toEqual(['apart'])
  })

  test('nothing can be decided about contacts that are gone, and nothing unknown is guessed', () => {
    expect(decisionsFor({ ...asked, kind: 'phone-with-other-bsuid', contactIds: [] })).toEqual([
      { decision: 'new-person', contactIds: [] },
    ])
    expect(decisionsFor({ ...asked, kind: null })).toEqual([])
  })
})

describe('when a phone ends for whoever had it', () => {
  const day = (n: number) => new Date(Date.UTC(2026, 10, n))
  const times = { since: null, lastSeen: undefined, firstOfOther: day(20), lastOfOther: day(22) }

  test('just before the first message of the other person, or on the day that is known', () => {
    expect(passedOnAt(times)).toEqual({ ok: true, until: new Date(day(20).getTime() - 1000) })
    expect(passedOnAt({ ...times, since: day(10), lastSeen: day(9) })).toEqual({ ok: true, until: day(10) })
    expect(passedOnAt({ ...times, since: day(21) })).toEqual({ ok: false, code: 'passed-on-too-late' })
  })

  test('never before it was last seen with them', () => {
    expect(passedOnAt({ ...times, since: day(10), lastSeen: day(11) })).toEqual({ ok: false, code: 'phone-seen-since' })
    expect(passedOnAt({ ...times, lastSeen: day(21) })).toEqual({ ok: true, until: day(21) })
    expect(passedOnAt({ ...times, lastSeen: day(23) })).toEqual({ ok: false, code: 'phone-seen-since' })
  })
})

test('every decision has its sentences', () => {
  for (const kind of [...CONFLICT_KINDS, null]) {
    for (const decision of DECISIONS) {
      expect(optionWords(decision, kind).follows).toMatch(/\.$/)
    }
  }
  expect(new Set(DECIDED_HOW.map(decidedWords)).size).toBe(DECIDED_HOW.length)
  expect(decidedWords('later')).toMatch(/does not know/)
  expect(repliesWords({ moved: 1, unsafe: 2 })).toEqual([
    'One conversation of theirs: replies go to their BSUID from now on.',
    '2 conversations of theirs can only be answered at this number, which reaches somebody else: nobody should answer there.',
  ])
})
