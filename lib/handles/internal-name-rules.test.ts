import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { internalWarnings } from './internal-name-rules'

const codes = (name: string) => internalWarnings(name).map(({ code }) => code)

describe('internalWarnings', () => {
  it.each([
    ['larkmoss_cs', 'department'],
    ['larkmoss.emea', 'department'],
    ['larkmossemea', 'department'],
    ['larkmoss_mktg', 'department'],
    ['larkmoss_bfcm', 'campaign'],
    ['larkmossbfcm', 'campaign'],
    ['larkmoss_q4', 'campaign'],
    ['larkmoss_ss26', 'campaign'],
    ['larkmoss_2026', 'campaign'],
    ['larkmossq426', 'campaign'],
    ['larkmoss_pilot', 'work-in-progress'],
    ['larkmoss_sprt', 'abbreviation'],
    ['larkmoss_cc4711', 'number-code'],
    ['support', 'only-a-function'],
    ['lark_moss_help_now', 'hard-to-say'],
  ])('warns of %s: %s', (name, code) => {
    expect(codes(name)).toEqual([code])
  })

  it.each(['larkmoss', 'larkmoss_help', 'larkmoss.gardens', 'larkmoss_uk', 'fernhollow_support', 'larkmoss24'])(
    'has nothing against %s',
    (name) => {
      expect(codes(name)).toEqual([])
    },
  )

  it('reads @ and case as WhatsApp does', () => {
    expect(codes('@LarkMoss_CS')).toEqual(['department'])
  })

  it('is total, and every warning is a sentence', () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        for (const { sentence } of internalWarnings(name)) expect(sentence).toMatch(/^.+[.?]$/su)
      }),
    )
  })
})
