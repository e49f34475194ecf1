import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '@/lib/server/actor'
import { db, writeTransaction } from '@/lib/server/db'
import { type SeededNumber, seedMember, seedNumber, seedWorkspace } from '@/lib/server/testing/seed'
import { newId } from '@/lib/shared/ids'
import { verifySignature } from '@/lib/whatsapp/signature'
import type { PostToSelf } from './own-webhook'
import { sendTestDelivery } from './send-test'
import { deliveryResult } from './test-result'

let workspaceId: string
let number: SeededNumber
let developer: Actor
let viewer: Actor
let stranger: Actor

beforeAll(async () => {
  workspaceId = await seedWorkspace()
  number = await seedNumber(workspaceId)
  developer = await seedMember(workspaceId, ['developer'])
  viewer = await seedMember(workspaceId, ['viewer'])
  stranger = await seedMember(await seedWorkspace('Elsewhere'), ['admin'])
})

const audited = (action: string) => db.auditEvent.findMany({ where: { workspaceId, action }, orderBy: { seq: 'desc' } })

describe('a signed test delivery', () => {
  const receive: (secret: string) => PostToSelf =
    (secret) =>
    async ({ body, signature }) => {
      if (!verifySignature(secret, body, signature)) return 401
      const bodyHash = createHash('sha256').update(body).digest('hex')
      await writeTransaction((tx) =>
        tx.delivery.create({
          data: {
            id: newId('d'),
            workspaceId,
            connectionId: number.connectionId,
            receivedAt: new Date(),
            size: body.length,
            bodyHash,
            body: new Uint8Array(body),
            state: 'stored',
          },
        }),
      )
      return 200
    }
  const input = { numberId: '', variation: 'phone-and-bsuid', person: 'same' as const }

  test('is signed, stored, marked as a test and recorded', async () => {
    const sent = await sendTestDelivery(developer, { ...input, numberId: number.numberId }, receive(number.secret))
    if (!sent.ok || !sent.value.deliveryId) throw new Error('not sent')
    const { deliveryId } = sent.value
    expect(await db.delivery.findUnique({ where: { id: deliveryId } })).toMatchObject({ isTest: true })
    expect((await audited('delivery.test-sent'))[0]?.detail).toMatchObject({ variation: 'phone-and-bsuid', deliveryId })
    expect(await deliveryResult(viewer, deliveryId)).toMatchObject({ state: 'stored', events: [] })
    expect(await deliveryResult(stranger, deliveryId)).toBeNull()
  })

  test('expects the refusal of a wrong signature', async () => {
    const bad = { ...input, numberId: number.numberId, variation: 'bad-signature' }
    expect(await sendTestDelivery(developer, bad, receive(number.secret))).toMatchObject({
      value: { status: 401, refusedAsExpected: true, deliveryId: null },
    })
  })

  test('says what is in the way', async () => {
    const to = { ...input, numberId: number.numberId }
    expect(await sendTestDelivery(viewer, to)).toMatchObject({ code: 'not-allowed' })
    expect(await sendTestDelivery(stranger, to)).toMatchObject({ code: 'not-found' })
    expect(await sendTestDelivery(developer, to, async () => null)).toMatchObject({ code: 'server-unreachable' })
    expect(await sendTestDelivery(developer, to, async () => 503)).toMatchObject({ code: 'test-refused' })
    const paused = await seedNumber(workspaceId)
    await writeTransaction((tx) =>
      tx.connection.update({ where: { id: paused.connectionId }, data: { state: 'paused' } }),
    )
    expect(await sendTestDelivery(developer, { ...input, numberId: paused.numberId })).toMatchObject({
      code: 'connection-paused',
    })
  })
})
