import { expect, test } from 'vitest'
import { afterFailure, digestDay, mailFailure, nextTry } from './mail-rules'
import { mailWords } from './mail-text'

const now = new Date('2026-11-26T07:30:00Z')
const facts = { name: 'Juno Vale', workspace: 'Larkmoss', baseUrl: 'https://handrail.example' }
const item = { sentence: 'Ines Vale asks you to sign off “Wave 1”.', href: '/approvals/apr_1', at: now }

test('one urgent thing is its own subject; several are counted; a digest says so', () => {
  expect(mailWords({ ...facts, kind: 'now', items: [item] }).subject).toBe(item.sentence)
  expect(mailWords({ ...facts, kind: 'now', items: [item, item] }).subject).toBe('Larkmoss: 2 things for you')
  expect(mailWords({ ...facts, kind: 'digest', items: [item] }).subject).toBe('Larkmoss: 1 thing since yesterday')
})

test('each thing has its link, and the way to choose stands below', () => {
  const { text, html } = mailWords({ ...facts, kind: 'digest', items: [item] })
  expect(text).toContain('Hello Juno,')
  expect(text).toContain('https://handrail.example/approvals/apr_1')
  expect(text.endsWith('https://handrail.example/account/notifications')).toBe(true)
  expect(html).toContain('href="https://handrail.example/approvals/apr_1"')
})

test('markup in a title is text, and a line break in it begins no header', () => {
  const sentence = 'x” <img src=x onerror=alert(1)>\r\nBcc: all@example.com'
  const words = mailWords({ ...facts, kind: 'now', items: [{ ...item, sentence }] })
  expect(words.html).not.toContain('<img')
  expect(words.subject).not.toMatch(/[\r\n]/)
  expect(mailWords({ ...facts, kind: 'now', items: [{ ...item, sentence: 'a'.repeat(500) }] }).subject).toHaveLength(
    120,
  )
})

test('the digest is due from eight on the clocks of the workspace, also across daylight saving', () => {
  expect(digestDay(now, 'Europe/London')).toBeNull()
  expect(digestDay(now, 'Europe/Berlin')).toBe('2026-11-26')
  expect(digestDay(new Date('2026-07-26T07:00:00Z'), 'Europe/London')).toBe('2026-07-26')
  expect(digestDay(new Date('2026-11-25T23:30:00Z'), 'Pacific/Auckland')).toBe('2026-11-26')
})

test('a server that is down is asked again for ever, more and more seldom', () => {
  const down = mailFailure(Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }))
  expect(down).toEqual({
    ...{ unreachable: true, permanent: false },
    sentence: 'The mail server did not answer (ECONNREFUSED).',
  })
  expect(afterFailure(down, 500, now)).toEqual({ state: 'waiting', at: new Date('2026-11-26T13:30:00Z') })
  expect([1, 2, 3].map((tries) => (nextTry(tries, now).getTime() - now.getTime()) / 60_000)).toEqual([1, 2, 4])
})

test('an address that is refused for good is given up after three tries; one that has to wait is not', () => {
  const gone = mailFailure({ code: 'EENVELOPE', responseCode: 550, message: 'no such user juno@example.com' })
  expect(gone.sentence).toBe('The mail server refused this message for good (550).')
  expect([1, 2, 3].map((tries) => afterFailure(gone, tries, now).state)).toEqual(['waiting', 'waiting', 'failed'])
  const later = mailFailure({ responseCode: 451 })
  expect(afterFailure(later, 50, now).state).toBe('waiting')
  expect(mailFailure({ code: 'EAUTH', responseCode: 535 })).toMatchObject({ unreachable: true, permanent: false })
})
