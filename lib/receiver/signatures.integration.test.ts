import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { db, writeTransaction } from '@/lib/server/db'
import { env } from '@/lib/server/env'
import { encrypt } from '@/lib/server/keys'
import { type SeededNumber, seedNumber, seedWorkspace } from '@/lib/server/testing/seed'
import { type Random, seeded } from '@/lib/shared/random'
import { signBody } from '@/lib/whatsapp/signature'
import { countInbox } from './inbox'
import { moveAll } from './testing/inbox'
import { inGroups, send, startTestReceiver, type TestReceiver } from './testing/receiver-server'

/**
 * Product.md section 8: signatures. Whatever is not signed with the secret of its own connection over its own bytes is
 * answered 401, and leaves nothing in the database and nothing in the inbox.
 */
const CASES = 5_000
const AT_ONCE = 250
const SEED = 2_611

let receiver: TestReceiver
let number: SeededNumber
let other: SeededNumber
let withoutSecret: SeededNumber

beforeAll(async () => {
  receiver = await startTestReceiver()
  const workspaceId = await seedWorkspace()
  number = await seedNumber(workspaceId)
  other = await seedNumber(workspaceId, { secret: 'another_app_secret' })
  withoutSecret = await seedNumber(workspaceId)
  const { connectionId: id } = withoutSecret
  const secretCipher = encrypt('connection-secret', '', id)
  await writeTransaction((tx) => tx.connection.update({ where: { id }, data: { secretCipher } }))
})
afterAll(() => receiver.close())

const HEADER = 'X-Hub-Signature-256'
const digest = (algorithm: string, secret: string, body: Buffer) =>
  createHmac(algorithm, secret).update(body).digest('hex')

function bodyOf(random: Random): Buffer {
  const text = Array.from({ length: random.below(200) }, () => random.pick(['a', ' ', 'é', '🪴', '\\', '"', '\n']))
  const messages = [{ id: `wamid.${random.below(1e9)}`, type: 'text', text: { body: text.join('') } }]
  const value = { metadata: { phone_number_id: number.phoneNumberId }, messages }
  const body = { object: 'whatsapp_business_account', entry: [{ id: '1', changes: [{ field: 'messages', value }] }] }
  return Buffer.from(JSON.stringify(body))
}

/** As somebody who parsed the body and wrote it again would send it. */
function writtenAgain(body: Buffer, random: Random): Buffer {
  const parsed: unknown = JSON.parse(body.toString())
  const again = [
    JSON.stringify(parsed, null, 2),
    `${JSON.stringify(parsed)}\n`,
    ` ${body}`,
    body.toString().replace('{"object"', '{ "object"'),
    body.toString().replaceAll('/', '\\/').replace('messages', '\\u006dessages'),
  ]
  return Buffer.from(random.pick(again))
}

function oneBitOff(hex: string, random: Random): string {
  const at = random.below(hex.length)
  const digit = (Number.parseInt(hex.charAt(at), 16) ^ (1 << random.below(4))).toString(16)
  return hex.slice(0, at) + digit + hex.slice(at + 1)
}

type Case = { headers: Record<string, string | string[]>; body: Buffer }
type Forge = (body: Buffer, random: Random) => Case

const signed = (body: Buffer, value: string): Case => ({ headers: { [HEADER]: value }, body })

/** Every way to be unsigned, by name. */
const FORGERIES: Record<string, Forge> = {
  missing: (body) => ({ headers: {}, body }),
  empty: (body, random) => signed(body, random.pick(['', 'sha256=', 'sha256', '='])),
  'one bit off': (body, random) => signed(body, `sha256=${oneBitOff(digest('sha256', number.secret, body), random)}`),
  random: (body, random) => signed(body, `sha256=${digest('sha256', String(random.next()), body)}`),
  sha1: (body, random) =>
    random.below(2) === 0
      ? signed(body, `sha1=${digest('sha1', number.secret, body)}`)
      : { headers: { 'X-Hub-Signature': `sha1=${digest('sha1', number.secret, body)}` }, body },
  'sha1 under the name of sha256': (body) => signed(body, `sha256=${digest('sha1', number.secret, body)}`),
  sha512: (body) => signed(body, `sha256=${digest('sha512', number.secret, body)}`),
  'upper case': (body, random) => {
    const hex = digest('sha256', number.secret, body)
    return signed(body, random.below(2) === 0 ? `sha256=${hex.toUpperCase()}` : `SHA256=${hex}`)
  },
  short: (body, random) => signed(body, `sha256=${digest('sha256', number.secret, body).slice(0, random.below(64))}`),
  long: (body, random) => signed(body, `${signBody(number.secret, body)}${random.pick(['0', 'ff', '=', ',', ';'])}`),
  'without its algorithm': (body) => signed(body, digest('sha256', number.secret, body)),
  base64: (body) => signed(body, `sha256=${createHmac('sha256', number.secret).update(body).digest('base64')}`),
  'sent twice': (body) => ({
    headers: { [HEADER]: [signBody(number.secret, body), signBody(number.secret, body)] },
    body,
  }),
  'of the body before it was written again': (body, random) => ({
    headers: { [HEADER]: signBody(number.secret, body) },
    body: writtenAgain(body, random),
  }),
  'of another body': (body, random) => signed(body, signBody(number.secret, bodyOf(random))),
  'of a part of the body': (body, random) =>
    signed(body, signBody(number.secret, body.subarray(0, random.below(body.length)))),
  "made with another connection's secret": (body) => signed(body, signBody(other.secret, body)),
  'made with the key of the address': (body) => signed(body, signBody(number.urlKey, body)),
  'made with the verify token': (body) => signed(body, signBody('test_verify_token', body)),
  'made with an empty secret': (body) => signed(body, signBody('', body)),
}

const storedOf = ({ connectionId }: SeededNumber) => db.delivery.count({ where: { connectionId } })

test(`${CASES.toLocaleString('en')} forged signatures: 401 each, and nothing is kept of any`, {
  timeout: 120_000,
}, async () => {
  const random = seeded(SEED)
  const names = Object.keys(FORGERIES)
  const cases = Array.from({ length: CASES }, (_, i) => {
    const name = names[i % names.length] ?? ''
    const made = FORGERIES[name]?.(bodyOf(random), random)
    if (!made) throw new Error('There is no such forgery.')
    return { name, ...made }
  })
  const wrong: string[] = []
  await inGroups(cases, AT_ONCE, async ({ name, headers, body }) => {
    const { status } = await send(receiver.urlFor(number.urlKey), { headers, body })
    if (status !== 401) wrong.push(`${name}: ${status}`)
  })
  expect(wrong).toEqual([])
  expect(countInbox(env().databaseUrl)).toBe(0)
  expect(await storedOf(number)).toBe(0)
})

test('a connection without a secret accepts nothing, whatever it is signed with', async () => {
  const random = seeded(SEED)
  const cases = Array.from({ length: 200 }, (_, i) => ({
    body: bodyOf(random),
    forge: Object.values(FORGERIES)[i % 20],
  }))
  const statuses = new Set<number>()
  await inGroups(cases, AT_ONCE, async ({ body, forge }) => {
    const made = forge?.(body, random) ?? { headers: {}, body }
    const { status } = await send(receiver.urlFor(withoutSecret.urlKey), made)
    statuses.add(status)
  })
  // WhatsApp sends again whatever was not answered 200, so nothing is lost once somebody has entered the secret.
  expect([...statuses]).toEqual([401])
  expect(countInbox(env().databaseUrl)).toBe(0)
  expect(await storedOf(withoutSecret)).toBe(0)
})

test('beside the forged ones, every right signature is stored', async () => {
  const random = seeded(SEED + 1)
  const bodies = Array.from({ length: 200 }, () => bodyOf(random))
  const statuses: number[] = []
  await inGroups(bodies, AT_ONCE, async (body) => {
    const forged = send(receiver.urlFor(number.urlKey), signed(body, signBody(other.secret, body)))
    const right = await send(receiver.urlFor(number.urlKey), signed(body, signBody(number.secret, body)))
    statuses.push(right.status)
    expect((await forged).status).toBe(401)
  })
  expect(statuses).toEqual(bodies.map(() => 200))
  await moveAll(env().databaseUrl)
  expect(await storedOf(number)).toBe(bodies.length)
})
