import type { IncomingMessage } from 'node:http'
import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { announcesTooMuch, type BodyResult, ReadingBudget, readBody } from './read-body'

const LIMITS = { maxBytes: 10, timeoutMs: 60 }

function read(request: IncomingMessage, limits: typeof LIMITS): Promise<BodyResult> {
  return new Promise((resolve) => readBody(request, limits, { read: resolve }))
}

function incoming(contentLength?: string): PassThrough & IncomingMessage {
  const headers = contentLength === undefined ? {} : { 'content-length': contentLength }
  return Object.assign(new PassThrough(), { headers }) as unknown as PassThrough & IncomingMessage
}

describe('readBody', () => {
  it('gives the bytes as they came, however they were cut', async () => {
    const request = incoming()
    const reading = read(request, LIMITS)
    for (const part of ['ab', '', 'cde', '\u0000']) request.write(Buffer.from(part))
    request.end()
    expect(await reading).toEqual({ kind: 'body', body: Buffer.from('abcde\u0000') })
  })

  it('takes exactly the limit, and stops at one byte more before the end has come', async () => {
    const full = incoming()
    full.end(Buffer.alloc(10))
    expect(await read(full, LIMITS)).toMatchObject({ kind: 'body' })
    const endless = incoming()
    const reading = read(endless, LIMITS)
    endless.write(Buffer.alloc(11))
    expect(await reading).toEqual({ kind: 'too-large' })
    endless.write(Buffer.alloc(11))
  })

  it('does not wait for ever', async () => {
    const request = incoming()
    const reading = read(request, LIMITS)
    request.write('a')
    expect(await reading).toEqual({ kind: 'too-slow' })
  })

  it('knows when the client has gone', async () => {
    const request = incoming()
    const reading = read(request, LIMITS)
    request.write('a')
    request.destroy()
    expect(await reading).toEqual({ kind: 'gone' })
  })
})

describe('announcesTooMuch', () => {
  it.each([
    [undefined, false],
    ['10', false],
    ['11', true],
    ['99999999999999999999', true],
  ])('content-length %s: %s', (length, expected) => {
    expect(announcesTooMuch(incoming(length), 10)).toBe(expected)
  })
})

describe('ReadingBudget', () => {
  it('has room until it is full, and again after something was given back', () => {
    const budget = new ReadingBudget(100)
    expect([budget.take(60), budget.take(60), budget.take(40)]).toEqual([true, false, true])
    budget.give(60)
    expect(budget.take(60)).toBe(true)
  })
})
