import { describe, expect, it } from 'vitest'
import { type TextKind, targetOf, whatsAppLinksIn } from './check-find-rules'

const targets = (text: string, kind: TextKind) => whatsAppLinksIn(text, kind).map((one) => targetOf(one.link))
const NUMBER = '+447700900118'

describe('in an attribute', () => {
  it.each([
    ['https://wa.me/447700900118', NUMBER],
    [' https://wa.me/447700900118?text=Hello there ', NUMBER],
    ['//wa.me/447700900118', NUMBER],
    ['https://wa.me/larkmoss.help?text=Hi', '@larkmoss.help'],
    ['https://wa.me/message/ABCDEF123456', 'wa.me/message/ABCDEF123456'],
    ['https://wa.me/qr/ABCDEF123456', 'wa.me/qr/ABCDEF123456'],
    ['https://wa.me/u/larkmoss', 'not an official link'],
    ['https://api.whatsapp.com/send?phone=447700900118', NUMBER],
    ['https://api.whatsapp.com/send/?text=Hi&username=larkmoss&type=username', '@larkmoss'],
    ['https://web.whatsapp.com/send?phone=447700900118', NUMBER],
    ['whatsapp://send?phone=447700900118', NUMBER],
    ["window.open('https://wa.me/447700900118')", NUMBER],
    ["location.href='whatsapp://send?phone=447700900118&text=Hi'", NUMBER],
    [String.raw`{"url":"https:\/\/wa.me\/447700900118"}`, NUMBER],
    [String.raw`open("https:\x2f\x2fwa.me\u002f447700900118")`, NUMBER],
    ['0; url=https://wa.me/447700900118', NUMBER],
    ['https://l.facebook.com/l.php?u=https%3A%2F%2Fwa.me%2F447700900118%3Ftext%3DHi&h=AT0', NUMBER],
    ['https://out.example/?to=https%253A%252F%252Fwa.me%252Flarkmoss', '@larkmoss'],
    ['/a.png 1x, https://wa.me/447700900118 2x', NUMBER],
  ])('%s', (text, target) => {
    expect(targets(text, 'attribute')).toEqual([target])
  })

  it.each([
    'https://www.whatsapp.com/business',
    'https://chat.whatsapp.com/ABCDEF',
    'https://wa.me/?text=Share%20this',
    'https://api.whatsapp.com/send?text=Share',
    'https://example.com/whatsapp',
    'https://notwa.me/447700900118',
    'https://wa.me.example.com/447700900118',
    'mailto:someone@wa.me',
    'icon-whatsapp',
  ])('%s is none', (text) => {
    expect(targets(text, 'attribute')).toEqual([])
  })
})

describe('in words', () => {
  it('without the sentence around them', () => {
    const text =
      'Write to wa.me/larkmoss. Or (https://wa.me/447700900118), “wa.me/message/ABCDEF123456”! Not hello@wa.me/x, not swa.me/larkmoss.'
    expect(targets(text, 'words')).toEqual(['@larkmoss', NUMBER, 'wa.me/message/ABCDEF123456'])
  })
})

describe('in a script', () => {
  it('as far as they are whole', () => {
    const text = String.raw`
      var a = "https://wa.me/" + phone, b = ${'`'}https://wa.me/${'$'}{phone}${'`'}, c = 'https://api.whatsapp.com/send?phone=' + p;
      var d = {"sameAs":["https:\/\/wa.me\/447700900118","https://api.whatsapp.com/send?phone=447700900119&amp;text=Hi"]};`
    expect(targets(text, 'script')).toEqual([NUMBER, '+447700900119'])
  })
})

it('answers quickly, whatever the text', () => {
  const nasty = [
    'wa.me/'.repeat(50_000),
    `wa.me${'%2F'.repeat(100_000)}`,
    'https%3A%2F%2F'.repeat(30_000),
    `https://wa.me/${'.'.repeat(300_000)}`,
    `whatsapp${'/'.repeat(300_000)}`,
    `https://wa.me/${'a'.repeat(300_000)}`,
  ]
  const before = performance.now()
  for (const text of nasty) for (const kind of ['attribute', 'script', 'words'] as const) whatsAppLinksIn(text, kind)
  expect(performance.now() - before).toBeLessThan(2_000)
})
