import { createHash, randomBytes } from 'node:crypto'
import { type Actor, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { db } from '@/lib/server/db'
import { decrypt } from '@/lib/server/keys'
import { fail, ok, type Result } from '@/lib/shared/result'
import type { SampleNumber } from '@/lib/whatsapp/sample-parts'
import { findSample, type Sample, type SampleDelivery, sampleDeliveries } from '@/lib/whatsapp/samples'
import { signBody } from '@/lib/whatsapp/signature'
import { type PostToSelf, postToSelf } from './own-webhook'
import type { SendTestInput } from './schema'
import { testPerson } from './test-person'

export type TestSent = {
  title: string
  /** What the receiver answered to the delivery under test. */
  status: number
  /** True when it was refused and should have been: the variation with a wrong signature. */
  refusedAsExpected: boolean
  /** The stored delivery under test; null when it was refused. */
  deliveryId: string | null
  /** Deliveries that had to come before it. */
  sentBefore: number
}

export type SendTestCode =
  | 'not-allowed'
  | 'not-found'
  | 'number-without-connection'
  | 'connection-paused'
  | 'connection-secret-unusable'
  | 'server-unreachable'
  | 'test-refused'

/** Both those who set connections up and those who replay may send one. */
export function maySendTest(actor: Actor): boolean {
  return can(actor, 'connections:write') || can(actor, 'deliveries:replay')
}

async function loadNumber(workspaceId: string, numberId: string) {
  return db.businessNumber.findFirst({ where: { workspaceId, id: numberId }, include: { connection: true } })
}
type LoadedNumber = NonNullable<Awaited<ReturnType<typeof loadNumber>>>

const asSample = (number: { phoneNumberId: string; displayDigits: string; wabaId: string }): SampleNumber => ({
  phoneNumberId: number.phoneNumberId,
  displayPhoneNumber: number.displayDigits,
  wabaId: number.wabaId,
})

/** The deliveries of a variation, addressed to this number; variations with several numbers take others of the workspace. */
async function build(number: LoadedNumber, sample: Sample, who: 'same' | 'new'): Promise<SampleDelivery[]> {
  const others = await db.businessNumber.findMany({
    where: { workspaceId: number.workspaceId, id: { not: number.id } },
    orderBy: { id: 'asc' },
  })
  const second = others.find((other) => other.portfolioId === number.portfolioId)
  const foreign = others.find((other) => other.portfolioId !== number.portfolioId)
  return sampleDeliveries(sample.name, {
    ...asSample(number),
    ...testPerson(who),
    ...(second && { secondNumber: asSample(second) }),
    ...(foreign && { foreignNumber: asSample(foreign) }),
    wamid: `wamid.TEST${randomBytes(18).toString('base64url')}`,
    at: new Date(),
  })
}

function readSecret(connection: { id: string; secretCipher: string }): string | null {
  try {
    return decrypt('connection-secret', connection.secretCipher, connection.id)
  } catch {
    return null
  }
}

/** Signs a body; the variation with a wrong signature is signed with another secret. */
function signatureOf(delivery: SampleDelivery, secret: string): string {
  return signBody(delivery.signature === 'right' ? secret : `${secret}-wrong`, delivery.body)
}

type Outgoing = { connection: { id: string; urlKey: string }; secret: string; deliveries: SampleDelivery[] }

/** Sends them in order; the status of the last, or null when the receiver could not be reached. */
async function sendAll({ connection, secret, deliveries }: Outgoing, post: PostToSelf): Promise<number | null> {
  let status: number | null = null
  for (const delivery of deliveries) {
    const { body } = delivery
    status = await post({ urlKey: connection.urlKey, body, signature: signatureOf(delivery, secret) })
    if (status === null) return null
  }
  return status
}

/**
 * Sends a signed delivery of the payload pack to Handrail's own webhook address: it goes through the same signature check,
 * commit and resolver as one from WhatsApp, and is marked as a test. The people in it are invented. Refusals are
 * expected failures: no connection, a paused one, a receiver that does not answer.
 */
export async function sendTestDelivery(
  actor: Actor,
  input: SendTestInput,
  post: PostToSelf = postToSelf,
): Promise<Result<TestSent, SendTestCode>> {
  if (!maySendTest(actor)) return fail('not-allowed')
  const sample = findSample(input.variation)
  const number = await loadNumber(actor.workspaceId, input.numberId)
  if (!number || !sample) return fail('not-found')
  const { connection } = number
  if (!connection) return fail('number-without-connection', { number: number.label })
  if (connection.state !== 'active') return fail('connection-paused', { connection: connection.name })
  const secret = readSecret(connection)
  if (secret === null) return fail('connection-secret-unusable', { connection: connection.name })
  const deliveries = await build(number, sample, input.person)
  const status = await sendAll({ connection, secret, deliveries }, post)
  if (status === null) return fail('server-unreachable')
  const refusedAsExpected = status === 401 && sample.signature === 'wrong'
  if (status !== 200 && !refusedAsExpected) return fail('test-refused', { status })
  if (!refusedAsExpected) await untilArrived(actor.workspaceId, connection.id, deliveries.map(hashOf))
  return note({ actor, connectionId: connection.id, sample, deliveries, status, refusedAsExpected })
}

type Sent = {
  actor: Actor
  connectionId: string
  sample: Sample
  deliveries: SampleDelivery[]
  status: number
  refusedAsExpected: boolean
}

function hashOf({ body }: SampleDelivery): string {
  return createHash('sha256').update(body).digest('hex')
}

const ARRIVAL_MS = 5_000
const LOOK_EVERY_MS = 40

/** On SQLite a delivery that was answered 200 is durable in the inbox first, and in the table a moment later. */
async function untilArrived(workspaceId: string, connectionId: string, hashes: string[]): Promise<void> {
  const where = { workspaceId, connectionId, bodyHash: { in: hashes } }
  const deadline = Date.now() + ARRIVAL_MS
  while ((await db.delivery.count({ where })) < hashes.length && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
  }
}

/** Marks what was stored as a test, so that no count of real traffic includes it, and records who sent it. */
function note({ actor, connectionId, sample, deliveries, status, refusedAsExpected }: Sent) {
  const { workspaceId } = actor
  const hashes = deliveries.map(hashOf)
  return transact<TestSent, SendTestCode>(actor, async (tx, record) => {
    const stored = await tx.delivery.findMany({
      where: { workspaceId, connectionId, bodyHash: { in: hashes } },
      select: { id: true, bodyHash: true },
    })
    const ids = stored.map((row) => row.id)
    await tx.delivery.updateMany({ where: { workspaceId, id: { in: ids } }, data: { isTest: true } })
    const underTest = stored.find((row) => row.bodyHash === hashes.at(-1))
    const deliveryId = refusedAsExpected ? null : (underTest?.id ?? null)
    record({
      action: 'delivery.test-sent',
      subject: { kind: 'connection', id: connectionId },
      more: { variation: sample.name, deliveryId, status },
    })
    return ok({ title: sample.title, status, refusedAsExpected, deliveryId, sentBefore: deliveries.length - 1 })
  })
}
