import { describe, expect, test } from 'vitest'
import { datasetPersonSchema } from '@/lib/data-protection/schema'
import { MOST_SYNTHETIC, syntheticPeople } from '@/lib/data-protection/synthetic-people'
import { isReservedPhone } from '@/lib/shared/reserved-phone'
import { parseBsuid } from '@/lib/whatsapp/bsuid'
import { readDelivery } from '@/lib/whatsapp/payload'
import { clarityOf } from './clear-error-rule'
import { FAULT_OWNERS, faultWords } from './fault-words'
import type { FaultCode } from './model'
import { beatsOf, ESSENTIAL, findVariation, missingFor, VARIATIONS } from './pack'
import { SOURCES } from './pack-facts'
import { castOf, castProblem, peopleOfCase } from './people-of-case'

const AT = new Date('2026-11-20T09:00:00Z')
const PEOPLE = syntheticPeople(MOST_SYNTHETIC, (howMany) => '7'.repeat(howMany))
const CAST = castOf(PEOPLE)
const number = { phoneNumberId: '106540352242922', displayPhoneNumber: '442079460101', wabaId: '102290129340398' }
const NUMBERS = {
  number,
  second: { ...number, phoneNumberId: '106540352242923' },
  foreign: { ...number, phoneNumberId: '206540352242922', wabaId: '202290129340398' },
}
const beats = (name: (typeof VARIATIONS)[number]['name'], place = 0) => {
  const knows = findVariation(name)?.knows ?? 'customer'
  return beatsOf(name, { people: peopleOfCase(CAST, knows, place), numbers: NUMBERS, wamid: 'wamid.LAB', at: AT })
}

describe('the payload pack of the lab', () => {
  test('has a reason, a fact with its source and an expectation for each payload', () => {
    for (const { name, reason, fact, source, expected } of VARIATIONS) {
      expect(reason, name).toMatch(/^[A-Z].+\.$/)
      expect(fact, name).toMatch(/^.{20,140}\.$/)
      expect(SOURCES[source].url).toMatch(/^https:\/\/developers\.facebook\.com\//)
      expect(expected.person, name).toBeTruthy()
    }
    expect(VARIATIONS.length).toBeGreaterThan(60)
    expect(ESSENTIAL).toContain('bsuid-only-known')
    expect(findVariation('__proto__')).toBeUndefined()
  })

  test.each(VARIATIONS.map(({ name }) => name))('%s can be read by the receiver, all of it', (name) => {
    for (const { body, role } of beats(name)) {
      const { updates, problem } = readDelivery(body, AT)
      expect(problem, role).toBeUndefined()
      expect(updates.length, role).toBeGreaterThan(0)
    }
  })

  test('has one delivery under test, and shows after a change whether it took effect', () => {
    for (const { name } of VARIATIONS) {
      expect(beats(name).filter(({ role }) => role === 'test')).toHaveLength(1)
    }
    expect(beats('rotation').map(({ role }) => role)).toEqual(['before', 'test', 'after'])
    expect(beats('bad-signature').map(({ signature }) => signature)).toEqual(['wrong'])
  })

  test('takes values and a whole body from somebody', () => {
    const people = peopleOfCase(CAST, 'customer', 0)
    const given = { people, numbers: NUMBERS, wamid: 'wamid.LAB', at: AT }
    expect(beatsOf('phone-only', { ...given, over: { text: 'Wo ist mein Paket? 🌿' } })[0]?.body).toContain('Paket? 🌿')
    const own = beatsOf('rotation', { ...given, body: { object: 'whatsapp_business_account', entry: [] } })
    expect(own.map(({ role }) => role)).toEqual(['before', 'test'])
  })

  test('says which payloads need numbers that are not there', () => {
    expect(missingFor('two-portfolios', { number })).toBe('It needs a number in a second portfolio.')
    expect(missingFor('several-numbers', { number })).toBe('It needs a second number in the portfolio.')
    expect(missingFor('two-portfolios', NUMBERS)).toBeNull()
  })
})

describe('synthetic people', () => {
  test('have reserved phones, also after a change of number, and BSUIDs of the right shape', () => {
    for (const person of PEOPLE) {
      expect(datasetPersonSchema.safeParse(person).success).toBe(true)
      expect(parseBsuid(person.bsuid)).toBeDefined()
      expect(isReservedPhone(person.phone)).toBe(true)
    }
    const phones = new Set(PEOPLE.map(({ phone }) => phone))
    expect(phones.size).toBe(MOST_SYNTHETIC)
    const moved = JSON.parse(beats('number-change')[1]?.body ?? '').entry[0].changes[0].value.messages[0].system.wa_id
    expect(phones.has(moved)).toBe(false)
    expect(isReservedPhone(moved)).toBe(true)
  })

  test('are cast so that nobody plays two parts, and each case has its own', () => {
    for (let place = 0; place < 200; place += 1) {
      const { person, other } = peopleOfCase(CAST, place % 2 ? 'customer' : 'stranger', place)
      expect(person.phone).not.toBe(other.phone)
      expect(other.crmContactId).not.toBeNull()
    }
    expect(castProblem(castOf(PEOPLE.slice(0, 1)))).toMatch(/two people with a CRM contact id/)
    expect(castProblem(castOf(PEOPLE.slice(0, 2)))).toMatch(/without a CRM contact id/)
    expect(castProblem(CAST)).toBeNull()
  })
})

describe('the words of faults', () => {
  test('are sentences for everybody, and each has somebody to mend it', () => {
    for (const code of Object.keys(FAULT_OWNERS) as FaultCode[]) {
      const words = faultWords({ code, details: { text: '500', why: 'It is empty.' } })
      expect(clarityOf(words.replace(/“.*?”/g, 'it')), code).toEqual({ clear: true })
      expect(words, code).toMatch(/\.$/)
    }
  })
})
