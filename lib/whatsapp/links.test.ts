import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parsePhone } from '@/lib/shared/phone'
import { handleLink, LINK_TEXT_LIMIT, numberLink, parseWhatsAppLink } from './links'
import { parseHandle } from './username'

const NUMBER = { kind: 'number', phone: '+447700900118' }
const HANDLE = { kind: 'handle', username: 'lark.mosses' }

describe('parseWhatsAppLink', () => {
  it.each([
    ['https://wa.me/447700900118', NUMBER],
    ['http://wa.me/447700900118/', NUMBER],
    ['wa.me/447700900118', NUMBER],
    ['//wa.me/447700900118', NUMBER],
    ['HTTPS://WA.ME/447700900118', NUMBER],
    ['https://wa.me/+447700900118', NUMBER],
    ['https://wa.me/%2B447700900118', NUMBER],
    ['https://wa.me/447700900118?text=Hello%20there', { ...NUMBER, text: 'Hello there' }],
    ['https://wa.me/?phone=447700900118', NUMBER],
    ['https://api.whatsapp.com/send?phone=447700900118', NUMBER],
    ['https://api.whatsapp.com/send?phone=+44 7700 900118&text=Hi', { ...NUMBER, text: 'Hi' }],
    ['https://api.whatsapp.com/send/?phone=447700900118&text&type=phone_number&app_absent=0', NUMBER],
    ['https://web.whatsapp.com/send?phone=447700900118', NUMBER],
    ['whatsapp://send?phone=447700900118&text=Hi', { ...NUMBER, text: 'Hi' }],
    ['whatsapp://send/?phone=447700900118', NUMBER],
    ['https://wa.me/lark.mosses', HANDLE],
    ['https://wa.me/Lark.Mosses?text=Hi', { ...HANDLE, text: 'Hi' }],
    ['https://api.whatsapp.com/send/?text=Hi&username=lark.mosses&type=username', { ...HANDLE, text: 'Hi' }],
    ['https://wa.me/message/ABCDEF123456', { kind: 'message-code', code: 'ABCDEF123456' }],
    ['https://api.whatsapp.com/message/ABCDEF123456', { kind: 'message-code', code: 'ABCDEF123456' }],
    ['https://wa.me/qr/ABCDEF123456', { kind: 'qr-code', code: 'ABCDEF123456' }],
  ])('%s', (url, expected) => {
    expect(parseWhatsAppLink(url)).toEqual(expected)
  })

  it.each([
    ['https://wa.me/u/larkmoss', 'not an official form'],
    ['https://wa.me/@larkmoss', 'without it'],
    ['https://wa.me/07700900118', 'full international number'],
    ['https://wa.me/12', 'full international number'],
    ['https://wa.me/44 7700 900118', 'full international number'],
    ['https://api.whatsapp.com/send?phone=', 'full international number'],
    ['https://wa.me/www.larkmoss', 'cannot be a WhatsApp username'],
    ['https://wa.me/lark-moss', 'cannot be a WhatsApp username'],
    ['https://api.whatsapp.com/send/?username=a&type=username', 'cannot be a WhatsApp username'],
    ['https://api.whatsapp.com/send/?type=username', 'cannot be a WhatsApp username'],
    ['https://wa.me/message/', 'code is missing'],
    ['https://wa.me/qr/a%20b%20c%20d', 'code is missing or damaged'],
  ])('%s is flagged, with the reason', (url, sentence) => {
    expect(parseWhatsAppLink(url)).toEqual({ kind: 'unofficial', sentence: expect.stringContaining(sentence) })
  })

  it.each([
    'https://example.com/447700900118',
    'https://wa.me.example.com/447700900118',
    'https://wa.me@example.com/447700900118',
    'https://wa.me:8443/447700900118',
    'https://notwa.me/447700900118',
    'https://www.whatsapp.com/business',
    'https://chat.whatsapp.com/ABCDEF',
    'https://wa.me/c/447700900118',
    'https://wa.me/',
    'whatsapp://call?phone=447700900118',
    'tel:+447700900118',
    'mailto:ana@example.test',
    'javascript:alert(1)',
    'just words',
    '',
  ])('%j is no link to a WhatsApp conversation', (url) => {
    expect(parseWhatsAppLink(url)).toBeUndefined()
  })

  it('is total', () => {
    const near = fc.tuple(
      fc.constantFrom('https://wa.me/', 'whatsapp://send?', 'https://api.whatsapp.com/'),
      fc.string({ unit: 'binary' }),
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webUrl(),
          near.map((parts) => parts.join('')),
        ),
        (url) => void parseWhatsAppLink(url),
      ),
    )
  })
})

describe('building links', () => {
  const phone = parsePhone('+44 7700 900118')
  const username = parseHandle('@Lark.Mosses')
  if (!phone || !username) throw new Error('The examples of this test are wrong.')

  it('reads back what it wrote, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }), (text) => {
        for (const built of [numberLink(phone, text), handleLink(username, text)]) {
          expect(built.ok && parseWhatsAppLink(built.value)).toMatchObject({ text })
        }
      }),
    )
    expect(numberLink(phone)).toEqual({ ok: true, value: 'https://wa.me/447700900118' })
    expect(handleLink(username)).toEqual({ ok: true, value: 'https://wa.me/lark.mosses' })
  })

  it('refuses a text that is too long, and survives half an emoji', () => {
    expect(numberLink(phone, 'a'.repeat(LINK_TEXT_LIMIT + 1))).toMatchObject({ ok: false, code: 'text-too-long' })
    expect(numberLink(phone, 'a\ud800').ok).toBe(true)
  })
})
