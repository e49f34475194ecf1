import { createHash, createHmac } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { db, writeTransaction } from '@/lib/server/db'
import { env } from '@/lib/server/env'
import { encrypt } from '@/lib/server/keys'
import { type SeededNumber, seedNumber, seedWorkspace } from '@/lib/server/testing/seed'
import { newId } from '@/lib/shared/ids'
import { signBody } from '@/lib/whatsapp/signature'
import { MAX_BODY_BYTES } from './read-body'
import { moveAll } from './testing/inbox'
import { send, sendSigned, startTestReceiver, type TestReceiver } from './testing/receiver-server'

let receiver: TestReceiver
let workspaceId: string

beforeAll(async () => {
  receiver = await startTestReceiver()
  workspaceId = await seedWorkspace()
})
afterAll(() => receiver.close())

const BODY = Buffer.from('{"object":"whatsapp_business_account","entry":[]}')

function unique(text = ''): Buffer {
  return Buffer.from(JSON.stringify({ object: 'whatsapp_business_account', entry: [], nonce: newId('id'), text }))
}

function hashOf(body: Buffer): string {
  return createHash('sha256').update(body).digest('hex')
}

async function storedOf(number: SeededNumber) {
  await moveAll(env().databaseUrl)
  return db.delivery.findMany({ where: { connectionId: number.connectionId }, orderBy: { id: 'asc' } })
}

function eventually(check: () => Promise<void>): Promise<void> {
  return expect.poll(() => check().then(() => 'done', String), { timeout: 8_000 }).toBe('done')
}

describe('a signed delivery', () => {
  test('is stored as it came, and answered 200', async () => {
    const number = await seedNumber(workspaceId)
    const body = Buffer.from('{ "object":"whatsapp_business_account",\n"entry":[], "emoji":"\\ud83e\\udeb4 🪴" }')
    const answer = await sendSigned(receiver.urlFor(number.urlKey), number.secret, body)
    expect(answer).toMatchObject({ status: 200, text: '' })
    const [row, ...others] = await storedOf(number)
    expect(others).toEqual([])
    expect(row).toMatchObject({ workspaceId, state: 'stored', tries: 0, updates: 0, isTest: false, processedAt: null })
    expect(row?.size).toBe(body.byteLength)
    expect(row?.bodyHash).toBe(hashOf(body))
    expect(Buffer.from(row?.body ?? []).equals(body)).toBe(true)
    expect(Math.abs(Date.now() - (row?.receivedAt.getTime() ?? 0))).toBeLessThan(10_000)
  })

  test.each([
    ['truncated JSON', Buffer.from('{"object":"whatsapp_business_account","entry":[')],
    ['a JSON array', Buffer.from('[]')],
    ['a NUL byte', Buffer.from('{"a":"\u0000"}')],
    ['bytes that are no UTF-8', Buffer.from([0xff, 0xfe, 0x00, 0x80])],
    ['deep nesting', Buffer.from('['.repeat(100_000))],
    ['nothing at all', Buffer.alloc(0)],
  ])('is never lost because it cannot be understood: %s', async (_what, body) => {
    const number = await seedNumber(workspaceId)
    expect((await sendSigned(receiver.urlFor(number.urlKey), number.secret, body)).status).toBe(200)
    expect((await storedOf(number)).map((row) => row.bodyHash)).toEqual([hashOf(body)])
  })

  test('may have 3 MB, and not one byte more', async () => {
    const number = await seedNumber(workspaceId)
    const url = receiver.urlFor(number.urlKey)
    const largest = Buffer.alloc(MAX_BODY_BYTES, 'a')
    expect((await sendSigned(url, number.secret, largest)).status).toBe(200)
    const tooLarge = Buffer.alloc(MAX_BODY_BYTES + 1, 'a')
    expect((await sendSigned(url, number.secret, tooLarge)).status).toBe(413)
    const headers = { 'X-Hub-Signature-256': signBody(number.secret, tooLarge), 'Transfer-Encoding': 'chunked' }
    expect((await send(url, { headers, body: tooLarge })).status).toBe(413)
    expect((await storedOf(number)).map((row) => row.size)).toEqual([MAX_BODY_BYTES])
  })

  test('wakes the worker', async () => {
    const number = await seedNumber(workspaceId)
    const before = receiver.storedCalls.length
    await sendSigned(receiver.urlFor(number.urlKey), number.secret, unique())
    expect(receiver.storedCalls.length).toBeGreaterThan(before)
  })

  test('leaves its time on the connection', async () => {
    const number = await seedNumber(workspaceId)
    await sendSigned(receiver.urlFor(number.urlKey), number.secret, unique())
    await eventually(async () => {
      const connection = await db.connection.findUniqueOrThrow({ where: { id: number.connectionId } })
      expect(connection.lastDeliveryAt).toBeInstanceOf(Date)
    })
  })

  test('is stored exactly once each when 500 arrive at the same time', async () => {
    const number = await seedNumber(workspaceId)
    const bodies = Array.from({ length: 500 }, () => unique())
    const url = receiver.urlFor(number.urlKey)
    const answers = await Promise.all(bodies.map((body) => sendSigned(url, number.secret, body)))
    expect(answers.map((answer) => answer.status)).toEqual(bodies.map(() => 200))
    const stored = (await storedOf(number)).map((row) => row.bodyHash)
    expect(stored.toSorted()).toEqual(bodies.map(hashOf).toSorted())
  })
})

describe('a signature', () => {
  const hmac = (algorithm: string) => createHmac(algorithm, 'test_app_secret').update(BODY).digest('hex')
  const right = hmac('sha256')
  test.each<[string, string | string[] | undefined]>([
    ['missing', undefined],
    ['empty', ''],
    ['of another body', `sha256=${createHmac('sha256', 'test_app_secret').update('{}').digest('hex')}`],
    [
      "made with another connection's secret",
      `sha256=${createHmac('sha256', 'other_secret').update(BODY).digest('hex')}`,
    ],
    ['made with an empty secret', `sha256=${createHmac('sha256', '').update(BODY).digest('hex')}`],
    ['sha1', `sha1=${hmac('sha1')}`],
    ['upper case', `sha256=${right.toUpperCase()}`],
    ['short', `sha256=${right.slice(0, 63)}`],
    ['long', `sha256=${right}0`],
    ['without its algorithm', right],
    ['sent twice', [`sha256=${right}`, `sha256=${right}`]],
  ])('that is %s is answered 401 and leaves no row', async (_what, header) => {
    const number = await seedNumber(workspaceId)
    const headers = header === undefined ? {} : { 'X-Hub-Signature-256': header }
    const answer = await send(receiver.urlFor(number.urlKey), { headers, body: BODY })
    expect(answer.status).toBe(401)
    expect(JSON.parse(answer.text)).toMatchObject({ error: { code: 'bad-signature' } })
    expect(await storedOf(number)).toEqual([])
  })

  test('does not survive parsing and writing the body again', async () => {
    const number = await seedNumber(workspaceId)
    const spaced = Buffer.from('{ "object": "whatsapp_business_account", "entry": [] }')
    const headers = { 'X-Hub-Signature-256': signBody(number.secret, BODY) }
    expect((await send(receiver.urlFor(number.urlKey), { headers, body: spaced })).status).toBe(401)
    expect(await storedOf(number)).toEqual([])
  })

  test('in another header is no signature', async () => {
    const number = await seedNumber(workspaceId)
    const headers = { 'X-Hub-Signature': signBody(number.secret, BODY) }
    expect((await send(receiver.urlFor(number.urlKey), { headers, body: BODY })).status).toBe(401)
  })

  test('refused posts are counted by day and reason, without a row of their own', async () => {
    const number = await seedNumber(workspaceId)
    for (let i = 0; i < 3; i += 1) await send(receiver.urlFor(number.urlKey), { body: BODY })
    await eventually(async () => {
      const rows = await db.refusedCount.findMany({ where: { connectionId: number.connectionId } })
      expect(rows).toMatchObject([{ workspaceId, reason: 'bad-signature', count: 3 }])
      expect(rows[0]?.day).toMatch(/^\d{4}-\d\d-\d\d$/)
    })
  })
})

type Change = { state?: string; secretCipher?: string; verifyTokenCipher?: string }

async function changeConnection(number: SeededNumber, data: Change): Promise<void> {
  await writeTransaction((tx) => tx.connection.update({ where: { id: number.connectionId }, data }))
}

describe('a connection', () => {
  test('that does not exist is 404', async () => {
    expect((await sendSigned(receiver.urlFor('no-such-key'), 'test_app_secret', BODY)).status).toBe(404)
    expect((await sendSigned(receiver.urlFor(''), 'test_app_secret', BODY)).status).toBe(404)
  })

  test('works at once when it was made a moment ago', async () => {
    await send(receiver.urlFor('warms-the-book'), { body: BODY })
    const number = await seedNumber(workspaceId)
    expect((await sendSigned(receiver.urlFor(number.urlKey), number.secret, unique())).status).toBe(200)
  })

  test('that is paused is 404 within a second, and works at once when resumed', async () => {
    const number = await seedNumber(workspaceId)
    const url = receiver.urlFor(number.urlKey)
    expect((await sendSigned(url, number.secret, unique())).status).toBe(200)
    await changeConnection(number, { state: 'paused' })
    await expect.poll(async () => (await sendSigned(url, number.secret, unique())).status, { timeout: 1_500 }).toBe(404)
    const stored = (await storedOf(number)).length
    expect((await sendSigned(url, number.secret, unique())).status).toBe(404)
    expect(await storedOf(number)).toHaveLength(stored)
    await changeConnection(number, { state: 'active' })
    expect((await sendSigned(url, number.secret, unique())).status).toBe(200)
  })

  test('with a new secret accepts it at once, and the old one no longer', async () => {
    const number = await seedNumber(workspaceId)
    const url = receiver.urlFor(number.urlKey)
    expect((await sendSigned(url, number.secret, unique())).status).toBe(200)
    const secretCipher = encrypt('connection-secret', 'fresh_app_secret', number.connectionId)
    await changeConnection(number, { secretCipher })
    expect((await sendSigned(url, 'fresh_app_secret', unique())).status).toBe(200)
    expect((await sendSigned(url, number.secret, unique())).status).toBe(401)
  })

  test.each([
    ['cannot be decrypted', () => 'bm90.YQ.c2VjcmV0'],
    ['was copied from another row', () => encrypt('connection-secret', 'test_app_secret', 'con_another')],
    ['is empty', (id: string) => encrypt('connection-secret', '', id)],
  ])('whose secret %s accepts nothing', async (_what, cipher) => {
    const number = await seedNumber(workspaceId)
    await changeConnection(number, { secretCipher: cipher(number.connectionId) })
    for (const secret of ['test_app_secret', '']) {
      expect((await sendSigned(receiver.urlFor(number.urlKey), secret, BODY)).status).toBe(401)
    }
    expect(await storedOf(number)).toEqual([])
  })

  test('of one workspace never stores into another', async () => {
    const other = await seedNumber(await seedWorkspace('Other'), { secret: 'other_secret' })
    const mine = await seedNumber(workspaceId)
    expect((await sendSigned(receiver.urlFor(mine.urlKey), other.secret, BODY)).status).toBe(401)
    expect((await sendSigned(receiver.urlFor(other.urlKey), other.secret, BODY)).status).toBe(200)
    expect(await storedOf(other)).toMatchObject([{ workspaceId: expect.not.stringContaining(workspaceId) }])
  })
})

describe('a request that is no delivery', () => {
  test('compressed bodies are refused: the signature covers plain bytes', async () => {
    const number = await seedNumber(workspaceId)
    const body = gzipSync(BODY)
    const headers = { 'X-Hub-Signature-256': signBody(number.secret, body), 'Content-Encoding': 'gzip' }
    expect((await send(receiver.urlFor(number.urlKey), { headers, body })).status).toBe(415)
    expect(await storedOf(number)).toEqual([])
  })

  test.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS'])('%s is 405', async (method) => {
    const number = await seedNumber(workspaceId)
    const answer = await send(receiver.urlFor(number.urlKey), { method })
    expect(answer).toMatchObject({ status: 405, headers: { allow: 'GET, POST' } })
  })
})

describe('the handshake', () => {
  const query = (values: Record<string, string>) => `?${new URLSearchParams(values)}`
  const right = { 'hub.mode': 'subscribe', 'hub.challenge': '1158201444', 'hub.verify_token': 'test_verify_token' }

  test('gives the challenge back raw, and is remembered and audited', async () => {
    const number = await seedNumber(workspaceId)
    const answer = await send(receiver.urlFor(number.urlKey) + query(right), { method: 'GET' })
    expect(answer).toMatchObject({ status: 200, text: '1158201444' })
    expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8')
    const connection = await db.connection.findUniqueOrThrow({ where: { id: number.connectionId } })
    expect(connection.verifiedAt).toBeInstanceOf(Date)
    expect(connection.version).toBe(1)
    const audit = await db.auditEvent.findMany({ where: { workspaceId, subjectId: number.connectionId } })
    expect(audit).toMatchObject([{ action: 'connection.verified', actorKind: 'system', origin: '127.0.0.1' }])
  })

  test('knows a new verify token at once, and the old one no longer', async () => {
    const number = await seedNumber(workspaceId)
    const url = receiver.urlFor(number.urlKey)
    expect((await send(url + query(right), { method: 'GET' })).status).toBe(200)
    const verifyTokenCipher = encrypt('connection-secret', 'fresh_token', number.connectionId)
    await changeConnection(number, { verifyTokenCipher })
    const fresh = query({ ...right, 'hub.verify_token': 'fresh_token' })
    expect((await send(url + fresh, { method: 'GET' })).status).toBe(200)
    expect((await send(url + query(right), { method: 'GET' })).status).toBe(403)
  })

  test('never gives markup back as markup', async () => {
    const number = await seedNumber(workspaceId)
    const challenge = '<script>alert(1)</script>'
    const answer = await send(receiver.urlFor(number.urlKey) + query({ ...right, 'hub.challenge': challenge }), {
      method: 'GET',
    })
    expect(answer.text).toBe(challenge)
    expect(answer.headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'x-content-type-options': 'nosniff',
    })
  })

  test.each([
    ['another token', { ...right, 'hub.verify_token': 'guess' }],
    ['the start of the token', { ...right, 'hub.verify_token': 'test_verify' }],
    ['an empty token', { ...right, 'hub.verify_token': '' }],
    ['another mode', { ...right, 'hub.mode': 'unsubscribe' }],
    ['no challenge', { 'hub.mode': 'subscribe', 'hub.verify_token': 'test_verify_token' }],
    ['nothing', {} as Record<string, string>],
  ])('is 403 with %s', async (_what, values) => {
    const number = await seedNumber(workspaceId)
    const answer = await send(receiver.urlFor(number.urlKey) + query(values), { method: 'GET' })
    expect(answer.status).toBe(403)
    const connection = await db.connection.findUniqueOrThrow({ where: { id: number.connectionId } })
    expect(connection.verifiedAt).toBeNull()
  })
})
