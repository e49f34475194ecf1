import { beforeEach, expect, test } from 'vitest'
import { readinessRead } from '@/lib/api/calls/readiness'
import { seedApiWorld, send } from '@/lib/api/testing/world'
import { openAllGates, seedPoint, seedWave } from '@/lib/calendar/testing/world'
import { writeTransaction } from '@/lib/server/db'
import { seedMember } from '@/lib/server/testing/seed'
import { closedGatesOf, readGates } from './queries'

type World = Awaited<ReturnType<typeof seedApiWorld>>
let world: World

beforeEach(async () => {
  world = await seedApiWorld()
})

const planned = { total: 1, noOwner: 0, noDestination: 0, noRollback: 0, noDate: 0 }

test('an empty workspace has nothing recorded, and says so at every gate', async () => {
  const gates = await readGates(world.actor, null)
  expect(gates.every(({ state, passes }) => state === 'not_measured' && !passes)).toBe(true)
  expect(await closedGatesOf(world.actor, null)).toHaveLength(9)
})

test('what another workspace has recorded opens no gate here', async () => {
  await openAllGates(world.otherId)
  expect(await closedGatesOf(world.actor, planned)).toHaveLength(9)
  await openAllGates(world.workspaceId)
  expect(await closedGatesOf(world.actor, planned)).toEqual([])
})

test('each room closes its gate with what it recorded', async () => {
  const { workspaceId } = world
  await openAllGates(workspaceId)
  await writeTransaction(async (tx) => {
    await tx.requiredInput.updateMany({ where: { workspaceId, key: 'input-3' }, data: { state: 'collecting' } })
    await tx.testRun.create({
      data: { id: 'tr_new', workspaceId, state: 'done', failed: 2, startedAt: new Date(Date.now() + 1000) },
    })
    await tx.dataset.updateMany({ where: { workspaceId }, data: { decision: null } })
  })
  const closed = await closedGatesOf(world.actor, planned)
  expect(closed.map(({ key }) => key)).toEqual(['inputs', 'tests', 'scripts', 'data-protection', 'entry-points'])
})

test('a gate names who answers for it: the one made responsible, else the only one with the role', async () => {
  const { workspaceId } = world
  const developer = await seedMember(workspaceId, ['developer'], 'Noor Haddad')
  const ownerId = developer.kind === 'member' ? developer.memberId : ''
  const of = async (key: string) => (await readGates(world.actor, null)).find((gate) => gate.key === key)?.owner
  expect(await of('tests')).toEqual({ role: 'Developer', name: 'Noor Haddad' })
  await seedMember(workspaceId, ['developer'], 'Second Person')
  expect(await of('tests')).toEqual({ role: 'Developer', name: null })
  await writeTransaction((tx) => tx.responsibility.create({ data: { id: 'r_1', workspaceId, part: 'tests', ownerId } }))
  expect(await of('tests')).toEqual({ role: 'Developer', name: 'Noor Haddad' })
})

test('GET /readiness tells the next wave, its gates and every wave', async () => {
  const { workspaceId, token } = world
  await openAllGates(workspaceId)
  const first = await seedWave(workspaceId, { number: 1, state: 'done' })
  const second = await seedWave(workspaceId, { number: 2, state: 'ready' })
  const at = new Date()
  const done = { moveState: 'moved', movedAt: at, testedAt: at, testResult: 'right' }
  await seedPoint(workspaceId, { waveId: first, ...done })
  await seedPoint(workspaceId, { waveId: second })
  await seedWave(world.otherId, { number: 9 })
  const { status, body } = await send(readinessRead, { token })
  expect(status).toBe(200)
  expect(readinessRead.answer.safeParse(body).success).toBe(true)
  expect(body).toMatchObject({ ready: true, nextWave: 2 })
  expect(body.waves.map((wave: { number: number; ready: boolean | null }) => [wave.number, wave.ready])).toEqual([
    [1, null],
    [2, true],
  ])
  expect(body.waves[0].entryPoints).toMatchObject({ total: 1, moved: 1, proven: 1 })
})

test('without a wave nothing is ready', async () => {
  await openAllGates(world.workspaceId)
  expect((await send(readinessRead, { token: world.token })).body).toMatchObject({
    ready: false,
    nextWave: null,
    waves: [],
  })
})
