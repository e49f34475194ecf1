import { afterAll, beforeEach, expect, test, vi } from 'vitest'
import { type Actor, systemActor } from '@/lib/server/actor'
import { db } from '@/lib/server/db'
import { encrypt } from '@/lib/server/keys'
import { seedMember, seedNumber, seedWorkspace } from '@/lib/server/testing/seed'
import { removeGraphToken, setGraphToken } from '@/lib/settings/graph-token'
import { newId } from '@/lib/shared/ids'
import { askMeta, claimName, followMeta, releaseName, suggestNames } from './ask-meta'

// The environment is read once, by the first module that asks: Meta's address must be ours before any is loaded.
const meta = await vi.hoisted(async () => {
  const { startGraphServer } = await import('@/lib/whatsapp/testing/graph-server')
  const started = await startGraphServer()
  process.env.GRAPH_BASE_URL = `${started.baseUrl}/`
  return started
})
afterAll(() => meta.stop())
const { world } = meta

const TOKEN = 'EAAG-token-of-the-system-user'
const NOW = new Date('2026-11-26T12:00:00Z')
let workspaceId: string
let marketing: Actor
let developer: Actor
let stranger: Actor
let numberId: string
let portfolioId: string
let phoneNumberId: string
let handleId: string

const handle = () => db.handle.findUniqueOrThrow({ where: { id: handleId } })
const actions = async () =>
  (await db.auditEvent.findMany({ where: { workspaceId, subjectId: handleId }, orderBy: { seq: 'asc' } })).map(
    ({ action }) => action,
  )

beforeEach(async () => {
  workspaceId = await seedWorkspace()
  marketing = await seedMember(workspaceId, ['marketing'])
  developer = await seedMember(workspaceId, ['developer'])
  stranger = await seedMember(await seedWorkspace('Elsewhere'), ['marketing', 'developer'])
  const number = await seedNumber(workspaceId)
  ;({
    id: numberId,
    portfolioId,
    phoneNumberId,
  } = await db.businessNumber.findUniqueOrThrow({
    where: { id: number.numberId },
  }))
  world.tokens = new Set([TOKEN])
  world.numbers = new Map([[phoneNumberId, null]])
  world.refused.clear()
  world.next = []
  world.calls = []
  const { version } = await db.portfolio.findUniqueOrThrow({ where: { id: portfolioId } })
  expect(await setGraphToken(developer, { portfolioId, version, token: TOKEN })).toMatchObject({ ok: true })
  handleId = newId('hd')
  const signed = { state: 'approved', approvedName: 'larkmoss' }
  await db.handle.create({ data: { id: handleId, workspaceId, numberId, ...signed } })
})

test('the token is never readable: not in the database, not in the log', async () => {
  const portfolio = await db.portfolio.findUniqueOrThrow({ where: { id: portfolioId } })
  expect(portfolio.graphTokenCipher).not.toContain(TOKEN)
  expect(JSON.stringify(await db.auditEvent.findMany({ where: { workspaceId } }))).not.toContain(TOKEN)
  const { version } = portfolio
  expect(await setGraphToken(marketing, { portfolioId, version, token: TOKEN })).toMatchObject({ code: 'not-allowed' })
  expect(await setGraphToken(stranger, { portfolioId, version, token: TOKEN })).toMatchObject({ code: 'not-found' })
  expect(await removeGraphToken(developer, { portfolioId, version: 99 })).toMatchObject({ code: 'stale-version' })
  expect(await removeGraphToken(developer, { portfolioId, version })).toMatchObject({ ok: true })
  expect(await askMeta(marketing, { numberId })).toMatchObject({ code: 'no-graph-token' })
  const moved = encrypt('graph-token', TOKEN, 'pf_another')
  // A cipher that was moved here from another row does not open.
  await db.portfolio.update({
    where: { id: portfolioId },
    data: { graphTokenCipher: moved },
  })
  expect(await askMeta(marketing, { numberId })).toMatchObject({ code: 'graph-token-unreadable' })
})

test('the signed name is reserved, followed until it is visible, and given up', async () => {
  expect(await claimName(marketing, { handleId, version: 1, force: false }, NOW)).toMatchObject({
    value: { username: 'larkmoss', status: 'reserved' },
  })
  expect(await handle()).toMatchObject({ state: 'reserved', metaState: 'reserved', metaName: 'larkmoss' })
  world.numbers.set(phoneNumberId, { username: 'larkmoss', status: 'approved' })
  const later = new Date(NOW.getTime() + 7 * 3_600_000)
  expect(await followMeta(later, (id) => systemActor(id, 'worker'))).toBe(1)
  expect(await handle()).toMatchObject({ state: 'live', metaState: 'approved' })
  expect(await followMeta(later, (id) => systemActor(id, 'worker'))).toBe(0)
  const { version } = await handle()
  expect(await releaseName(marketing, { handleId, version }, new Date(later.getTime() + 1_000))).toMatchObject({
    ok: true,
  })
  expect(await handle()).toMatchObject({ state: 'released', metaState: 'deleted', metaName: 'larkmoss' })
  expect(await actions()).toEqual([
    'handle.claim-asked',
    'handle.meta-changed',
    'handle.meta-changed',
    'handle.release-asked',
    'handle.meta-changed',
  ])
})

test('only what was signed off is asked for, once, by whom it is for', async () => {
  await db.handle.update({ where: { id: handleId }, data: { state: 'deciding' } })
  const claim = { handleId, version: 1, force: false }
  expect(await claimName(marketing, claim)).toMatchObject({ code: 'handle-not-signed' })
  await db.handle.update({ where: { id: handleId }, data: { state: 'approved' } })
  expect(await claimName(developer, claim)).toMatchObject({ code: 'not-allowed' })
  expect(await claimName(stranger, claim)).toMatchObject({ code: 'not-found' })
  expect(await askMeta(stranger, { numberId })).toMatchObject({ code: 'not-found' })
  expect(await suggestNames(stranger, { numberId })).toMatchObject({ code: 'not-found' })
  expect(await releaseName(stranger, { handleId, version: 1 })).toMatchObject({ code: 'not-found' })
  expect(world.calls).toEqual([])
  const both = await Promise.all([claimName(marketing, claim), claimName(marketing, claim)])
  expect(both.filter(({ ok }) => ok)).toHaveLength(1)
  expect(world.calls.filter((call) => call.startsWith('POST'))).toHaveLength(1)
})

test('what Meta refuses is kept with its sentence until it answers, and a name of another number takes force', async () => {
  world.numbers.set('1099', { username: 'larkmoss', status: 'approved' })
  expect(await claimName(marketing, { handleId, version: 1, force: false }, NOW)).toMatchObject({
    ...{ code: 'graph-refused', details: { metaCode: 147005 } },
  })
  expect(await handle()).toMatchObject({ state: 'approved', metaProblem: { details: { metaCode: 147005 } } })
  const { version } = await handle()
  expect(await claimName(marketing, { handleId, version, force: true }, NOW)).toMatchObject({ ok: true })
  expect(await handle()).toMatchObject({ state: 'reserved', metaProblem: null })
  expect(world.numbers.get('1099')).toBeNull()
})

test('while Meta is silent or busy nothing changes, and the clock comes back by itself', async () => {
  world.next = [{ status: 429, body: '{}', headers: { 'retry-after': '300' } }]
  const ask = (at: Date) => followMeta(at, (id) => systemActor(id, 'worker'))
  expect(await ask(NOW)).toBe(1)
  expect(await handle()).toMatchObject({
    ...{ state: 'approved', metaProblem: { code: 'graph-busy' }, metaAskAt: new Date(NOW.getTime() + 300_000) },
  })
  world.next = [{ status: 500, body: '' }]
  expect(await ask(new Date(NOW.getTime() + 200_000))).toBe(0)
  expect(await ask(new Date(NOW.getTime() + 300_000))).toBe(1)
  world.numbers.set(phoneNumberId, { username: 'larkmoss', status: 'approved' })
  expect(await ask(new Date(NOW.getTime() + 5 * 3_600_000))).toBe(1)
  expect(await handle()).toMatchObject({ state: 'live', metaProblem: null })
  expect(await actions()).toEqual(['handle.meta-refused', 'handle.meta-refused', 'handle.meta-changed'])
})

test('two workers ask once, and suggestions are only offered', async () => {
  const ask = () => followMeta(NOW, (id) => systemActor(id, 'worker'))
  const asked = await Promise.all([ask(), ask(), ask()])
  expect(asked.reduce((sum, one) => sum + one, 0)).toBe(1)
  world.suggestions = ['larkmoss.uk']
  expect(await suggestNames(marketing, { numberId })).toEqual({ ok: true, value: ['larkmoss.uk'] })
  expect(await db.handleCandidate.count({ where: { workspaceId } })).toBe(0)
})
