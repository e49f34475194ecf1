import { beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '@/lib/server/actor'
import { db } from '@/lib/server/db'
import { seedMember, seedWorkspace } from '@/lib/server/testing/seed'
import { addDataset, changeDataset, proveDeletion } from './datasets'
import { exportDatasets, exportPeople, firstUsableDataset, listDatasets, readDataset, usablePeople } from './queries'
import { addDatasetSchema, changeDatasetSchema, type NewDataset } from './schema'

let workspaceId: string
let owner: Actor
let developer: Actor
let elsewhere: Actor

beforeEach(async () => {
  workspaceId = await seedWorkspace()
  owner = await seedMember(workspaceId, ['crm_owner'], 'Noor Amsel')
  developer = await seedMember(workspaceId, ['developer'])
  elsewhere = await seedMember(await seedWorkspace('Elsewhere'), ['admin'])
})

const input = (given: Partial<NewDataset> = {}): NewDataset =>
  addDatasetSchema.parse({
    ...{ name: 'Invented people', contents: 'Made up', ownerMemberId: null, accessRule: '', people: 30 },
    ...{ decision: 'delete', decisionDate: '2099-01-31' },
    ...given,
  })

async function added(given: Partial<NewDataset> = {}, actor = owner): Promise<string> {
  const result = await addDataset(actor, input(given))
  if (!result.ok) throw new Error(result.code)
  return result.value.id
}
const textOf = async (stream: ReadableStream<Uint8Array>) => new Response(stream).text()

describe('a dataset', () => {
  test('of invented people is made, used, exported by phone, and deleted with a proof', async () => {
    const id = await added()
    const usable = await usablePeople(workspaceId, id)
    expect(usable.ok && usable.value.people).toHaveLength(30)
    const people = await exportPeople(developer, id)
    const csv = people.ok ? await textOf(people.value.stream) : ''
    expect(csv.split('\r\n')[0]).toBe('crm_contact_id,name,phone')
    expect(csv).not.toContain('US.')
    const proof = { id, version: 1, proof: 'The staging table was dropped, ticket 812.' }
    expect(await proveDeletion(developer, proof)).toMatchObject({ code: 'not-allowed' })
    expect((await proveDeletion(owner, proof)).ok).toBe(true)
    expect(await readDataset(owner, id)).toMatchObject({ state: 'deleted', people: 0, provedBy: 'Noor Amsel' })
    expect(await usablePeople(workspaceId, id)).toMatchObject({ code: 'dataset-refused' })
    expect(await proveDeletion(owner, { ...proof, version: 2 })).toMatchObject({ code: 'dataset-deleted' })
    expect(JSON.stringify((await db.dataset.findFirst({ where: { id } }))?.rows)).toBe('[]')
  })

  test('without a decision, or past its date, is on the register and not used', async () => {
    const undecided = await added({ name: 'Undecided', decision: null, decisionDate: null })
    const past = await added({ name: 'Past', decisionDate: '2020-01-01' })
    const kept = await added({ name: 'Kept elsewhere', people: 0 })
    for (const id of [undecided, past, kept]) {
      expect(await usablePeople(workspaceId, id)).toMatchObject({ code: 'dataset-refused' })
      expect(await exportPeople(owner, id)).toMatchObject({ code: 'dataset-refused' })
    }
    const list = (show: 'undecided' | 'overdue' | 'usable') =>
      listDatasets(owner, { filter: { show }, sort: 'name', dir: 'asc', skip: 0, take: 10 })
    expect((await list('undecided')).rows.map(({ name }) => name)).toEqual(['Undecided'])
    expect((await list('overdue')).rows.map(({ name }) => name)).toEqual(['Past'])
    expect((await list('usable')).rows.map(({ name }) => name)).toEqual(['Kept elsewhere'])
    const exported = await exportDatasets(owner, { q: 'past' })
    expect(exported.ok && (await textOf(exported.value))).toContain('Past,Made up')
  })

  test('is past its date when the day has passed in the zone of the workspace', async () => {
    const id = await added({ decisionDate: '2026-11-27' })
    // 23:30 in London on the 27th is the 28th in Dubai already.
    const late = new Date('2026-11-27T23:30:00Z')
    expect(await readDataset(owner, id, late)).toMatchObject({ state: 'usable' })
    await db.workspace.updateMany({ where: { id: workspaceId }, data: { zone: 'Asia/Dubai' } })
    expect(await readDataset(owner, id, late)).toMatchObject({ state: 'overdue' })
    expect(await usablePeople(workspaceId, id, late)).toMatchObject({ code: 'dataset-refused' })
    expect(await firstUsableDataset(workspaceId, late)).toBeNull()
    expect(await firstUsableDataset(workspaceId, new Date('2026-11-27T09:00:00Z'))).toBe(id)
  })

  test('is changed at its version by whoever keeps the register, and its name is there once', async () => {
    const id = await added()
    const change = changeDatasetSchema.parse({ ...input({ name: 'Renamed' }), id, version: 1 })
    expect(await changeDataset(developer, change)).toMatchObject({ code: 'not-allowed' })
    expect(await changeDataset(elsewhere, change)).toMatchObject({ code: 'not-found' })
    expect(await changeDataset(owner, change)).toEqual({ ok: true, value: { version: 2 } })
    expect(await changeDataset(owner, change)).toMatchObject({ code: 'stale-version' })
    expect(await addDataset(owner, input({ name: 'Renamed' }))).toMatchObject({ code: 'dataset-exists' })
    expect(await addDataset(owner, input({ name: 'X', ownerMemberId: 'mem_none' }))).toMatchObject({
      code: 'owner-unknown',
    })
    expect(await db.auditEvent.count({ where: { workspaceId, action: { startsWith: 'dataset.' } } })).toBe(2)
  })

  test('is registered by whoever keeps the register; whoever runs the lab adds invented people alone', async () => {
    const viewer = await seedMember(workspaceId, ['viewer'])
    expect(await addDataset(viewer, input())).toMatchObject({ code: 'not-allowed' })
    expect(await addDataset(developer, input({ people: 0 }))).toMatchObject({ code: 'not-allowed' })
    const id = await added({}, developer)
    expect(await readDataset(elsewhere, id)).toBeNull()
    expect(await exportPeople(viewer, id)).toMatchObject({ code: 'not-allowed' })
    expect(await exportPeople(elsewhere, id)).toMatchObject({ code: 'not-found' })
    expect(await proveDeletion(elsewhere, { id, version: 1, proof: 'Not mine at all' })).toMatchObject({
      code: 'not-found',
    })
  })
})
