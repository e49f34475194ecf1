import { expect, test } from 'vitest'
import type { Actor } from '@/lib/server/actor'
import { db } from '@/lib/server/db'
import { archiveEntryPoint } from './archive-entry-point'
import { kindCoverage, sayNone, withdrawNone } from './kind-coverage'
import { ASKED_KINDS, openKinds } from './kind-coverage-rules'
import { seedEntryPoint, seedSheet } from './testing/sheet'

async function stateOf(actor: Actor, kind: string) {
  return (await kindCoverage(actor)).find((one) => one.kind === kind)
}

test('a kind without rows is open until a named person says there are none, and again when that is taken back', async () => {
  const { workspaceId, marketing, operations } = await seedSheet()
  expect(openKinds(await kindCoverage(marketing))).toEqual(ASKED_KINDS)
  const said = await sayNone(
    marketing,
    { kind: 'packaging', note: 'We sell services only.' },
    new Date('2026-11-24T10:00:00Z'),
  )
  if (!said.ok) throw new Error(said.code)
  expect(await stateOf(operations, 'packaging')).toMatchObject({
    state: 'none',
    said: { byName: 'Mara Quill', at: '2026-11-24T10:00:00.000Z', note: 'We sell services only.' },
  })
  expect(await withdrawNone(operations, said.value)).toEqual({ ok: true, value: null })
  expect(await withdrawNone(operations, said.value)).toEqual({ ok: false, code: 'not-found' })
  expect(await stateOf(marketing, 'packaging')).toMatchObject({ state: 'open' })
  const events = await db.auditEvent.findMany({
    where: { workspaceId, subjectKind: 'kind-statement' },
    orderBy: { seq: 'asc' },
  })
  expect(events.map(({ action }) => action)).toEqual(['kind.none-said', 'kind.none-withdrawn'])
})

test('while there are rows nobody can say there are none, and a row overtakes what was said', async () => {
  const { marketing } = await seedSheet()
  const row = await seedEntryPoint(marketing, { name: 'Spring ad', kind: 'ad' })
  expect(await sayNone(marketing, { kind: 'ad' })).toMatchObject({ ok: false, code: 'kind-has-rows' })
  await archiveEntryPoint(marketing, { id: row.id, version: row.version })
  expect(await stateOf(marketing, 'ad')).toMatchObject({ state: 'open', rows: 0 })
  expect(await sayNone(marketing, { kind: 'ad' })).toMatchObject({ ok: true })
  await seedEntryPoint(marketing, { name: 'Summer ad', kind: 'ad' })
  expect(await stateOf(marketing, 'ad')).toMatchObject({ state: 'listed', rows: 1 })
})

test('of three people who say it at once one is written down', async () => {
  const { marketing, operations } = await seedSheet()
  const tries = [marketing, operations, marketing].map((actor) => sayNone(actor, { kind: 'invoice' }))
  expect((await Promise.all(tries)).filter((one) => one.ok)).toHaveLength(1)
})

test('a viewer, a token and another workspace neither say it nor take it back', async () => {
  const { workspaceId, marketing, viewer, stranger } = await seedSheet()
  const said = await sayNone(marketing, { kind: 'signage' })
  if (!said.ok) throw new Error(said.code)
  const refused = { ok: false, code: 'not-allowed' }
  const token: Actor = { kind: 'token', tokenId: 't', name: 'CRM', scopes: ['*'], workspaceId, origin: '127.0.0.1' }
  expect(await sayNone(viewer, { kind: 'link' })).toEqual(refused)
  expect(await sayNone(token, { kind: 'link' })).toEqual(refused)
  expect(await withdrawNone(viewer, said.value)).toEqual(refused)
  expect(await withdrawNone(stranger, said.value)).toEqual({ ok: false, code: 'not-found' })
  expect(await stateOf(stranger, 'signage')).toMatchObject({ state: 'open' })
  expect(await stateOf(marketing, 'signage')).toMatchObject({ state: 'none' })
})
