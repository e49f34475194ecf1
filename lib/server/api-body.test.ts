import { expect, test } from 'vitest'
import type { BodyType } from '@/lib/api/call'
import { readBody } from './api-body'

const JSON_ONLY = { types: ['application/json'] as BodyType[], limit: 1_000 }
const LINES = {
  types: ['application/json', 'application/x-ndjson'] as BodyType[],
  limit: 1_000,
  fromLines: (lines: unknown[]) => ({ lines }),
}

function post(body: BodyInit | null, headers: Record<string, string> = { 'content-type': 'application/json' }) {
  return new Request('http://localhost/', { method: 'POST', body, headers })
}

test('JSON is read, with a charset and with a byte order mark', async () => {
  const request = post('\ufeff{"a":1}', { 'content-type': 'Application/JSON; charset=utf-8' })
  expect(await readBody(request, JSON_ONLY)).toEqual({ ok: true, value: { a: 1 } })
})

test('another type, no type and a compressed body are 415', async () => {
  expect(await readBody(post('{}', { 'content-type': 'text/plain' }), JSON_ONLY)).toMatchObject({
    code: 'bad-content-type',
  })
  expect(await readBody(post('{}', { 'content-type': '' }), JSON_ONLY)).toMatchObject({ code: 'bad-content-type' })
  const gzip = post('{}', { 'content-type': 'application/json', 'content-encoding': 'gzip' })
  expect(await readBody(gzip, JSON_ONLY)).toMatchObject({ code: 'bad-content-encoding' })
})

test('one byte above the limit is refused, also when the length was not announced', async () => {
  const exact = JSON.stringify('x'.repeat(998))
  expect(await readBody(post(exact), JSON_ONLY)).toMatchObject({ ok: true })
  expect(await readBody(post(`${exact} `), JSON_ONLY)).toMatchObject({ code: 'body-too-large' })
  const lied = post(`${exact} `, { 'content-type': 'application/json', 'content-length': '5' })
  expect(await readBody(lied, JSON_ONLY)).toMatchObject({ code: 'body-too-large' })
})

test('what is no JSON is bad input, and the answer does not quote it', async () => {
  const broken = await readBody(post('{"phone":"447700900118",}'), JSON_ONLY)
  expect(broken).toMatchObject({ code: 'bad-input' })
  expect(JSON.stringify(broken)).not.toContain('447700900118')
  expect(await readBody(post(new Uint8Array([0x22, 0xff, 0x22])), JSON_ONLY)).toMatchObject({ code: 'bad-input' })
  expect(await readBody(post(''), JSON_ONLY)).toMatchObject({ code: 'bad-input' })
})

test('__proto__ and bottomless nesting are refused', async () => {
  expect(await readBody(post('{"a":{"__proto__":{"admin":true}}}'), JSON_ONLY)).toMatchObject({ code: 'bad-input' })
  const deep = { types: JSON_ONLY.types, limit: 1_000_000 }
  const nested = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
  expect(await readBody(post(nested), deep)).toMatchObject({ code: 'bad-input' })
})

test('NUL and lone surrogates become text that a database can keep', async () => {
  const read = await readBody(post('{"a":"x\\u0000y","b":["\\ud800"],"c":"\\ud83d\\ude00"}'), JSON_ONLY)
  expect(read).toEqual({ ok: true, value: { a: 'x\ufffdy', b: ['\ufffd'], c: '😀' } })
})

test('NDJSON is one value per line, and a bad line stays as its text', async () => {
  const request = post('{"a":1}\r\n\r\n{"a":\n{"__proto__":1}\n', { 'content-type': 'application/x-ndjson' })
  expect(await readBody(request, LINES)).toEqual({
    ok: true,
    value: { lines: [{ a: 1 }, '{"a":', '{"__proto__":1}'] },
  })
})
