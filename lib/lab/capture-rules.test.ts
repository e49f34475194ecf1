import { describe, expect, test } from 'vitest'
import { syntheticPeople } from '@/lib/data-protection/synthetic-people'
import { readDelivery } from '@/lib/whatsapp/payload'
import { completeSample } from '@/lib/whatsapp/sample-parts'
import { SAMPLES } from '@/lib/whatsapp/samples'
import { cleanDelivery, nearestVariation } from './capture-rules'
import { beatsOf } from './pack'
import { castOf, peopleOfCase } from './people-of-case'

const AT = new Date('2026-11-20T09:00:00Z')
const REAL = completeSample({
  ...{ phoneNumberId: '555000111222333', displayPhoneNumber: '447700900222', wabaId: '999000111222333', at: AT },
  ...{ phone: '447700900777', bsuid: 'GB.55554444333322221111', parentBsuid: 'GB.ENT.55554444333322221112' },
  ...{ newPhone: '447700900778', newBsuid: 'GB.66664444333322221113', otherPhone: '447700900779' },
  ...{ username: 'ada.lovegrove', newUsername: 'ada.l', profileName: 'Ada Lovegrove', groupId: 'Z3JvdXBfMQ==' },
  ...{ text: 'My card number is on file, call Ada', wamid: 'wamid.REALREALREAL' },
})
const PRIVATE = [
  ...['447700900777', '447700900778', '447700900779', '447700900222', '55554444', '66664444', '555000111222333'],
  ...['999000111222333', 'ada.l', 'Ada', 'Lovegrove', 'card number', 'REALREAL', 'Z3JvdXBfMQ', 'Bo Carrow', 'café'],
]
const cast = castOf(syntheticPeople(60, (howMany) => '3'.repeat(howMany)))
const number = { phoneNumberId: '106540352242922', displayPhoneNumber: '442079460101', wabaId: '102290129340398' }

const shape = (text: string) =>
  readDelivery(text, AT).updates.map((update) => [
    update.kind,
    'who' in update && update.who ? [Boolean(update.who.phone), Boolean(update.who.bsuid)] : null,
  ])

describe('a delivery that is brought into the lab', () => {
  test.each(SAMPLES.map(({ name }) => name))('%s keeps its shape and nothing of anybody', (name) => {
    const original = JSON.stringify(SAMPLES.find((sample) => sample.name === name)?.build(REAL))
    const cleaned = cleanDelivery(original)
    if (!cleaned.ok) throw new Error(cleaned.code)
    const text = JSON.stringify(cleaned.value.body)
    for (const secret of PRIVATE) expect(text, secret).not.toContain(secret)
    const people = peopleOfCase(cast, 'customer', 0)
    const beats = beatsOf('phone-only', {
      ...{ people, numbers: { number }, wamid: 'wamid.LAB', at: AT, body: cleaned.value.body },
    })
    const sent = beats.find(({ role }) => role === 'test')?.body ?? ''
    expect(sent).not.toContain('{{')
    expect(shape(sent)).toEqual(shape(original))
  })

  test('keeps who is who: the same identifier is the same placeholder everywhere', () => {
    const change = SAMPLES.find(({ name }) => name === 'number-change')?.build(REAL)
    const cleaned = cleanDelivery(JSON.stringify(change))
    expect(JSON.stringify(cleaned)).toContain('"from":"{{phone}}"')
    expect(JSON.stringify(cleaned)).toContain('"wa_id":"{{newPhone}}"')
    expect(JSON.stringify(cleaned)).toContain('"previous_user_id":"{{bsuid}}"')
    expect(JSON.stringify(cleaned)).toContain('"user_id":"{{newBsuid}}"')
  })

  test('removes whatever it does not know, numbers of places included', () => {
    const cleaned = cleanDelivery('{"object":"whatsapp_business_account","x":{"note":"Ada","lat":51.5,"on":true}}')
    expect(cleaned).toEqual({
      ok: true,
      value: { body: { object: 'whatsapp_business_account', x: { note: 'removed', lat: 0, on: false } } },
    })
    expect(cleanDelivery('[1]')).toMatchObject({ code: 'capture-unreadable' })
    expect(cleanDelivery('{')).toMatchObject({ code: 'capture-unreadable' })
  })

  test('is told by the payload of the pack that is most like it', () => {
    const nearest = (name: string) =>
      nearestVariation(JSON.stringify(SAMPLES.find((sample) => sample.name === name)?.build(REAL)), AT)
    expect(nearest('emoji')).toBe('phone-and-bsuid')
    expect(nearest('sticker')).toBe('bsuid-only-unknown')
    expect(nearest('status-failed-bsuid')).toBe('status-failed-phone')
    expect(nearest('number-change')).toBe('rotation')
    expect(nearest('unknown-field')).toBe('unknown-field')
    expect(nearest('value-error')).toBe('value-error')
  })
})
