import fc from 'fast-check'
import { getCountries, getCountryCallingCode, parsePhoneNumberFromString } from 'libphonenumber-js'
import { describe, expect, it } from 'vitest'
import {
  digitsOf,
  formatPhone,
  maskPhone,
  parsePhone,
  phoneEquivalents,
  phoneFromDigits,
  phoneMatchKey,
  readPhone,
} from './phone'
import { isPlainInternational } from './phone-lengths'

describe('readPhone', () => {
  it.each([
    ['+44 7700 900118', undefined, '+447700900118'],
    ['0044 7700 900118', undefined, '+447700900118'],
    ['0044 7700 900118', 'US', '+447700900118'],
    ['07700 900118', 'GB', '+447700900118'],
    ['447700900118', undefined, '+447700900118'],
    ['447700900118', 'GB', '+447700900118'],
    ['447700900118', 'US', '+447700900118'],
    ['+44 (0)7700 900118', undefined, '+447700900118'],
    ['tel:+44-7700-900118', undefined, '+447700900118'],
    ['+44\u00a07700\u2011900118', undefined, '+447700900118'],
    ['\u202a+447700900118\u202c', undefined, '+447700900118'],
    ['(212) 555-0118', 'US', '+12125550118'],
    ['+1 555 555 0118', undefined, '+15555550118'],
    ['020 7946 0018', 'GB', '+442079460018'],
    ['+52 1 55 5555 0118', undefined, '+5215555550118'],
    ['5215555550118', undefined, '+5215555550118'],
    ['+55 11 98765-4321', undefined, '+5511987654321'],
    ['+54 9 11 5550 0118', undefined, '+5491155500118'],
  ] as const)('reads %s (%s) as %s, reserved ranges included', (input, country, expected) => {
    expect(readPhone(input, country)).toEqual({ ok: true, value: expected })
  })

  it.each([
    ['', 'empty'],
    ['  ', 'empty'],
    ['4.47701E+11', 'rounded'],
    ['4,47701e+11', 'rounded'],
    ['+44 20 7946 0018 ext 12', 'extension'],
    ['+44 20 7946 0018 x12', 'extension'],
    ['+44 20 7946 0018 #12', 'extension'],
    ['1-800-FLOWERS', 'letters'],
    ['n/a', 'letters'],
    ['GB.447700900118', 'letters'],
    ['US.ENT.11815799212886844830', 'letters'],
    ['+447700900118, +447700900119', 'several'],
    ['+447700900118 / +447700900119', 'several'],
    ['+447700900118;+447700900119', 'several'],
    ['07700 900118', 'no-country'],
    ['+44 7700', 'impossible'],
    ['+44 7700 900118 900119', 'impossible'],
    ['12', 'impossible'],
    ['+', 'impossible'],
    ['()', 'impossible'],
    ['00', 'impossible'],
    ['+999 7700 900118', 'impossible'],
  ])('refuses %j: %s', (input, code) => {
    expect(readPhone(input)).toMatchObject({ ok: false, code })
  })

  it('is total, and reads its own result again as the same number', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[+\d ()/.-]{0,24}$/)), (input) => {
        const phone = parsePhone(input, 'GB')
        if (phone) expect([parsePhone(phone), parsePhone(digitsOf(phone))]).toEqual([phone, phone])
      }),
      { numRuns: 2000 },
    )
  })
})

describe('the short way for plain international numbers', () => {
  it('never disagrees with the parser', () => {
    const codes = [...new Set(getCountries().map((country) => getCountryCallingCode(country)))]
    const digits = fc.tuple(fc.constantFrom(...codes), fc.stringMatching(/^\d{4,12}$/)).map((parts) => parts.join(''))
    fc.assert(
      fc.property(digits, (number) => {
        if (!isPlainInternational(number)) return
        const parsed = parsePhoneNumberFromString(`+${number}`)
        expect([parsed?.number, parsed?.isPossible()]).toEqual([`+${number}`, true])
      }),
      { numRuns: 5000 },
    )
  })

  it('is taken for the numbers a CRM export is full of', () => {
    for (const number of ['447700900118', '12125550118', '4930901820', '5521987654321', '971501234567']) {
      expect(isPlainInternational(number)).toBe(true)
    }
  })
})

it('phoneFromDigits takes the digits of a payload and nothing else', () => {
  expect(phoneFromDigits('447700900118')).toBe('+447700900118')
  for (const wrong of ['', '+447700900118', '0447700900118', 'GB.1', '44 7700', '1234567890123456']) {
    expect(phoneFromDigits(wrong)).toBeUndefined()
  }
})

describe('spellings of one line', () => {
  it.each([
    ['Brazil, with and without the ninth digit', '5511987654321', '551187654321'],
    ['Brazil, another area', '5541999998888', '554199998888'],
    ['Mexico, 52 and 521', '525555550118', '5215555550118'],
    ['Argentina, 54 and 549', '541155500118', '5491155500118'],
  ])('%s', (_what, one, other) => {
    expect(phoneEquivalents(one)).toEqual([one, other])
    expect(phoneEquivalents(other)).toEqual([other, one])
    expect(phoneMatchKey(one)).toBe(phoneMatchKey(other))
  })

  it.each([
    ['a Brazilian landline and a mobile with the same last digits', '551133334444', '5511933334444'],
    ['two countries', '447700900118', '17700900118'],
    ['a number and the same one shorter', '447700900118', '44770090011'],
  ])('%s are two lines', (_what, one, other) => {
    expect(phoneMatchKey(one)).not.toBe(phoneMatchKey(other))
    expect(phoneEquivalents(one)).not.toContain(other)
  })

  it('have one match key, exactly when they are equivalent', () => {
    const tail = fc.stringMatching(/^\d{6,13}$/)
    const digits = fc
      .tuple(fc.constantFrom('55', '52', '521', '54', '549', '44', '1'), tail)
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(digits, (number) => {
        const all = phoneEquivalents(number)
        expect(all[0]).toBe(number)
        expect(new Set(all).size).toBe(all.length)
        expect(all).toContain(phoneMatchKey(number))
        for (const spelling of all) {
          expect(phoneMatchKey(spelling)).toBe(phoneMatchKey(number))
          expect([...phoneEquivalents(spelling)].sort()).toEqual([...all].sort())
        }
      }),
      { numRuns: 3000 },
    )
  })
})

it('formatPhone groups what it can and never loses a digit', () => {
  expect(formatPhone('447700900118')).toBe('+44 7700 900118')
  expect(formatPhone('+447700900118')).toBe('+44 7700 900118')
  expect(formatPhone('12125550118')).toBe('+1 212 555 0118')
  expect(formatPhone('5215555550118')).toBe('+52 1 55 5555 0118')
  expect(formatPhone('99912345')).toBe('+99912345')
  expect(formatPhone('GB.1')).toBe('GB.1')
})

it('maskPhone shows the country and the last three digits', () => {
  expect(maskPhone('447700900118')).toBe('+44 •••• 118')
  expect(maskPhone('+1 212 555 0118')).toBe('+1 •••• 118')
  expect(maskPhone('118')).toBe('••••')
  expect(maskPhone('not a phone')).toBe('••••')
})
