import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseWhatsAppLink } from '@/lib/whatsapp/links'
import { EMPTY_FORM, type LinkForm, readLinkForm, writeLinkForm } from './links-form'
import { buildLink, codeNotes } from './links-rules'

const form = (given: Partial<LinkForm>): LinkForm => ({ ...EMPTY_FORM, ...given })
const built = (given: Partial<LinkForm>) => {
  const made = buildLink(form(given))
  return made?.ok ? made.value.link : made
}

describe('links', () => {
  it.each([
    [{ target: '+44 20 7946 0118' }, 'https://wa.me/442079460118'],
    [{ target: '442079460118', text: 'Hello there' }, 'https://wa.me/442079460118?text=Hello%20there'],
    [{ kind: 'handle', target: '@Lark.Moss' }, 'https://wa.me/lark.moss'],
    [{ kind: 'handle', target: 'larkmoss', text: 'Hi & bye?' }, 'https://wa.me/larkmoss?text=Hi%20%26%20bye%3F'],
    [{ kind: 'message', target: 'ABCDEF123456' }, 'https://wa.me/message/ABCDEF123456'],
    [{ kind: 'message', target: 'https://wa.me/qr/ABCDEF123456' }, 'https://wa.me/qr/ABCDEF123456'],
  ] as const)('%j', (given, link) => {
    expect(built(given)).toBe(link)
  })

  it.each([
    [{ target: '020 7946 0118' }, 'target', /country code/],
    [{ target: 'larkmoss' }, 'target', /country code/],
    [{ kind: 'handle', target: 'lark-moss' }, 'target', /found "-"/],
    [{ kind: 'handle', target: '447700900118' }, 'target', /at least one letter/],
    [{ kind: 'message', target: 'https://wa.me/447700900118' }, 'target', /code of a message link/],
    [{ kind: 'message', target: 'a' }, 'target', /code of a message link/],
    [{ kind: 'message', target: 'ABCDEF123456', text: 'x'.repeat(141) }, 'text', /141 characters.*at most 140/],
    [{ target: '+442079460118', text: 'x'.repeat(4_097) }, 'text', /at most 4096/],
    [{ kind: 'handle', target: 'larkmoss', text: 'x'.repeat(4_097) }, 'text', /at most 4096/],
  ] as const)('%j is refused at its field', (given, field, sentence) => {
    expect(buildLink(form(given))).toMatchObject({
      ok: false,
      details: { field, sentence: expect.stringMatching(sentence) },
    })
  })

  it('nothing entered is no error', () => {
    expect(buildLink(form({ target: '  ' }))).toBeNull()
  })

  it('only a handle is a one-way door, and says that it is new', () => {
    expect(buildLink(form({ kind: 'handle', target: 'larkmoss' }))).toMatchObject({ value: { encodesHandle: true } })
    expect(buildLink(form({ target: '+442079460118' }))).toMatchObject({ value: { encodesHandle: false, notes: [] } })
    expect(buildLink(form({ kind: 'message', target: 'ABCDEF123456', text: 'Hi' }))).toMatchObject({
      value: { encodesHandle: false, notes: [expect.any(String), expect.stringContaining('not part of this link')] },
    })
  })

  it('reads back with the text that was entered', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 100 }), (text) => {
        const link = built({ target: '+442079460118', text })
        expect(typeof link === 'string' && parseWhatsAppLink(link)).toMatchObject({ phone: '+442079460118', text })
      }),
    )
  })
})

it('the address carries a form and comes back the same, and nonsense falls back', () => {
  const given = form({ kind: 'handle', target: 'larkmoss', text: 'Hi & bye', level: 'H', margin: 2, size: 2048 })
  expect(readLinkForm(Object.fromEntries(new URLSearchParams(writeLinkForm(given))))).toEqual(given)
  expect(writeLinkForm(EMPTY_FORM, { row: 'ep_1' })).toBe('row=ep_1')
  expect(readLinkForm({ kind: 'x', level: 'Z', margin: '99', size: '7', target: ['a', 'b'] })).toEqual(
    form({ target: 'a' }),
  )
})

it('says what to know before printing', () => {
  expect(codeNotes({ version: 3, margin: 4 })).toEqual([])
  expect(codeNotes({ version: 12, margin: 0 })).toEqual([
    expect.stringContaining('65 × 65 modules: print it at least 33 mm'),
    expect.stringContaining('4 modules of white'),
  ])
})
