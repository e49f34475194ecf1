import { beforeAll, expect, test } from 'vitest'
import { writeTransaction } from '@/lib/server/db'
import { type SeededNumber, seedNumber } from '@/lib/server/testing/seed'
import { newId } from '@/lib/shared/ids'
import type { ApiCall } from './call'
import { auditList } from './calls/audit'
import { conflictsList } from './calls/conflicts'
import { contactsList } from './calls/contacts'
import { entryPointsList } from './calls/entry-points'
import { deliveriesList, eventsList } from './calls/events'
import { type ApiWorld, seedApiWorld, send } from './testing/world'

/** More rows than the largest page, each with everything a row can point to: both databases limit the parameters of a statement. */
const ROWS = 1_010

let world: ApiWorld
let number: SeededNumber

function rows<T>(make: (n: number) => T): T[] {
  return Array.from({ length: ROWS }, (_, n) => make(n))
}

beforeAll(async () => {
  world = await seedApiWorld()
  number = await seedNumber(world.workspaceId)
  const { workspaceId } = world
  const { numberId, connectionId } = number
  const now = new Date()
  const ids = rows(() => ({
    contactId: newId('c'),
    threadId: newId('th'),
    messageId: newId('msg'),
    deliveryId: newId('d'),
    eventId: newId('ev'),
  }))
  const dates = { firstSeenAt: now, lastSeenAt: now, validFrom: now }
  const claimed = { standing: 'claimed', active: true, evidenceKind: 'crm', ...dates }
  await writeTransaction(async (tx) => {
    await tx.contact.createMany({
      data: ids.map(({ contactId }, n) => ({ id: contactId, workspaceId, crmContactId: `N-${n}`, provisional: false })),
    })
    await tx.identifier.createMany({
      data: ids.map(({ contactId }, n) => {
        const value = `4477009${String(n).padStart(5, '0')}`
        return {
          id: newId('idn'),
          workspaceId,
          contactId,
          kind: 'phone',
          scope: 'workspace',
          value,
          matchKey: value,
          ...claimed,
        }
      }),
    })
    await tx.thread.createMany({
      data: ids.map(({ threadId, contactId }) => ({
        id: threadId,
        workspaceId,
        numberId,
        contactId,
        openedWith: 'phone',
        replyTo: '447700900118',
        openedAt: now,
        lastAt: now,
      })),
    })
    await tx.message.createMany({
      data: ids.map(({ messageId, contactId, threadId }) => ({
        id: messageId,
        workspaceId,
        numberId,
        wamid: messageId,
        direction: 'inbound',
        contactId,
        threadId,
        status: 'read',
        at: now,
      })),
    })
    await tx.delivery.createMany({
      data: ids.map(({ deliveryId }) => ({
        id: deliveryId,
        workspaceId,
        connectionId,
        receivedAt: now,
        size: 2,
        bodyHash: deliveryId,
        state: 'processed',
      })),
    })
    await tx.event.createMany({
      data: ids.map(({ eventId, deliveryId, contactId, threadId, messageId }) => ({
        ...{
          id: eventId,
          workspaceId,
          deliveryId,
          position: 0,
          key: eventId,
          kind: 'message',
          field: 'messages',
          numberId,
          contactId,
          threadId,
          messageId,
        },
        ...{
          at: now,
          receivedAt: now,
          outcome: 'matched',
          identifiers: {},
          why: [{ code: 'bsuid-held', args: { contact: contactId } }],
        },
      })),
    })
    await tx.conflict.createMany({
      data: ids.map(({ contactId, eventId }, n) => {
        const candidates = [contactId, ids[n - 1]?.contactId ?? contactId]
        return {
          id: newId('cf'),
          workspaceId,
          key: `k${n}`,
          rule: '4',
          contactId,
          candidates,
          identifiers: { phone: '447700900118' },
          firstEventId: eventId,
          lastEventId: eventId,
        }
      }),
    })
    await tx.entryPoint.createMany({
      data: ids.map((_, n) => ({
        id: newId('ep'),
        workspaceId,
        name: `Row ${n}`,
        nameKey: `row ${n}`,
        kind: 'link',
        risk: 'digital_easy',
      })),
    })
  })
}, 120_000)

const LISTS: [string, ApiCall][] = [contactsList, eventsList, deliveriesList, conflictsList, entryPointsList].map(
  (call) => [call.path, call],
)

test.each(LISTS)('%s: a page of 1,000 and the rest', async (_, call) => {
  const first = await send(call, { token: world.token, query: { limit: 1_000 } })
  expect(first.status).toBe(200)
  expect(first.body.items).toHaveLength(1_000)
  const rest = await send(call, { token: world.token, query: { limit: 1_000, cursor: first.body.nextCursor } })
  expect(rest.body.items).toHaveLength(ROWS - 1_000)
  expect(rest.body.nextCursor).toBeNull()
  const ids = [...first.body.items, ...rest.body.items].map((row: { id: string }) => row.id)
  expect(new Set(ids).size).toBe(ROWS)
})

test('the audit log of a large page names its records', async () => {
  const { body } = await send(auditList, { token: world.token, query: { action: 'identity.revealed', limit: 1_000 } })
  expect(body.items.length).toBeGreaterThan(0)
})
