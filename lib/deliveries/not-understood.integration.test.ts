import { beforeEach, expect, test } from 'vitest'
import type { Actor } from '@/lib/server/actor'
import { type SeededNumber, seedMember, seedNumber, seedWorkspace } from '@/lib/server/testing/seed'
import { listEvents } from './list-events'
import { listNotUnderstood } from './not-understood'
import { type EventSeed, seedEvent } from './testing/seed-events'

let workspaceId: string
let number: SeededNumber
let viewer: Actor

beforeEach(async () => {
  workspaceId = await seedWorkspace()
  number = await seedNumber(workspaceId)
  viewer = await seedMember(workspaceId, ['viewer'])
})

const unknown = (seed: EventSeed) =>
  seedEvent(number, workspaceId, { kind: 'unsupported', outcome: 'unsupported', ...seed })
const page = { sort: 'received', dir: 'desc', skip: 0, take: 50 } as const

test('counts by field and type, the most frequent first, with first and last', async () => {
  const [early, late] = [new Date('2026-11-20T09:00:00Z'), new Date('2026-11-22T09:00:00Z')]
  await unknown({ field: 'message_horizons', type: null, receivedAt: early })
  await unknown({ field: 'messages', type: 'hologram', receivedAt: early })
  await unknown({ field: 'messages', type: 'hologram', receivedAt: late })
  await unknown({ field: 'messages', type: 'system:new_thing' })
  await seedEvent(number, workspaceId, { field: 'messages', type: 'text' })
  const { groups, more } = await listNotUnderstood(viewer)
  expect(more).toBe(false)
  expect(groups.map(({ key, count }) => [key, count])).toEqual([
    ['messages:hologram', 2],
    ['message_horizons', 1],
    ['messages:system:new_thing', 1],
  ])
  expect([groups[0]?.firstAt, groups[0]?.lastAt]).toEqual([early, late])
})

test('each count leads to exactly its events', async () => {
  const plain = await unknown({ field: 'message_horizons', type: null })
  await unknown({ field: 'message_horizons', type: 'far' })
  const system = await unknown({ field: 'messages', type: 'system:new_thing' })
  const found = async (what: string) =>
    (await listEvents(viewer, { view: 'not-understood', what }, page)).rows.map(({ id }) => id)
  expect(await found('message_horizons')).toEqual([plain])
  expect(await found('messages:system:new_thing')).toEqual([system])
  expect(await found('messages:system')).toEqual([])
})

test('another workspace sees nothing of it', async () => {
  await unknown({ field: 'messages', type: 'hologram' })
  const stranger = await seedMember(await seedWorkspace('Elsewhere'), ['admin'])
  expect(await listNotUnderstood(stranger)).toEqual({ groups: [], more: false })
})
