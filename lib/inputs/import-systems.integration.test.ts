import { beforeEach, expect, test } from 'vitest'
import { db } from '@/lib/server/db'
import type { MemberActor } from '@/lib/server/session-row'
import { seedMember, seedWorkspace } from '@/lib/server/testing/seed'
import { importSystems, listSystemImports, undoSystemsImport } from './import-systems'
import { addSystem, changeSystem, exportSystems, listSystems } from './systems'

let workspaceId: string
let ops: MemberActor
let stranger: MemberActor

async function member(workspace: string, ...roles: Parameters<typeof seedMember>[1]): Promise<MemberActor> {
  const actor = await seedMember(workspace, roles)
  if (actor.kind !== 'member') throw new Error('A seeded member is a member.')
  return actor
}

beforeEach(async () => {
  workspaceId = await seedWorkspace()
  ops = await member(workspaceId, 'operations')
  stranger = await member(await seedWorkspace('Elsewhere'), 'operations')
})

async function read(text: string, dryRun = false) {
  const result = await importSystems(ops, { name: 'systems.csv', text, dryRun })
  if (!result.ok) throw new Error(result.code)
  const { total, created, updated, skipped, failed } = result.value
  expect(created + updated + skipped + failed).toBe(total)
  return result.value
}

const rows = async () =>
  (await listSystems(ops, { sort: 'name', dir: 'asc', skip: 0, take: 50, filter: {} })).rows.map(
    ({ system, state, dependsHow }) => [system, state, dependsHow],
  )

const FILE = [
  'System;depends_how;owner;state;colour',
  'CRM;Phone is the key;;planned;red',
  'Bot;Asks for the phone;Nobody Known;;blue',
  'Report;Counts by phone;;gone;',
  ';Nothing;;;',
  'crm;Twice;;;',
  'Inbox;;;;',
].join('\n')

test('a dry run counts as the import does, and writes nothing', async () => {
  const planned = await read(FILE, true)
  expect(planned).toMatchObject({ batchId: null, total: 6, created: 1, failed: 5, unknownColumns: ['colour'] })
  expect(planned.failures.map(({ row, column }) => [row, column])).toEqual([
    [2, 'owner'],
    [3, 'state'],
    [4, 'system'],
    [5, 'system'],
    [6, 'depends_how'],
  ])
  expect(await rows()).toEqual([])
  expect(await read(FILE)).toMatchObject({ created: 1, failed: 5 })
  expect(await rows()).toEqual([['CRM', 'planned', 'Phone is the key']])
})

test('what was exported imports again unchanged, and a column that is not there changes nothing', async () => {
  const input = { system: '+Bot', dependsHow: 'Asks', whatBreaks: 'All', replacement: null, state: 'planned' as const }
  await addSystem(ops, { ...input, ownerMemberId: ops.memberId })
  const made = await exportSystems(ops, {})
  if (!made.ok) throw new Error(made.code)
  expect(await read(await new Response(made.value).text())).toMatchObject({ total: 1, skipped: 1 })
  expect(await read('system,state\n+bot,replaced\n')).toMatchObject({ updated: 1 })
  expect(await rows()).toEqual([['+bot', 'replaced', 'Asks']])
})

test('an import is undone as a whole; what somebody changed afterwards stays and is named', async () => {
  await addSystem(ops, {
    ...{ system: 'Old', dependsHow: 'By phone', whatBreaks: null, replacement: null },
    ...{ state: 'open' as const, ownerMemberId: null },
  })
  const done = await read('system,depends_how\nOld,By BSUID\nNew,By phone\nKept,By phone\n')
  const batchId = done.batchId ?? ''
  const [kept] = (await listSystems(ops, { sort: 'name', dir: 'asc', skip: 0, take: 1, filter: { q: 'kept' } })).rows
  if (!kept) throw new Error('It was imported.')
  await changeSystem(ops, { ...kept, dependsHow: 'Edited since' })
  expect(await undoSystemsImport(stranger, { batchId })).toMatchObject({ code: 'not-found' })
  const undone = await undoSystemsImport(ops, { batchId })
  expect(undone).toMatchObject({ value: { removed: 1, restored: 1, kept: ['Kept'] } })
  expect(await rows()).toEqual([
    ['Kept', 'open', 'Edited since'],
    ['Old', 'open', 'By phone'],
  ])
  expect(await undoSystemsImport(ops, { batchId })).toMatchObject({ code: 'already-undone' })
  expect(await listSystemImports(ops)).toMatchObject([{ undone: true, total: 3, created: 2, updated: 1 }])
  expect(await db.auditEvent.count({ where: { workspaceId, action: 'input.systems-import-undone' } })).toBe(1)
})

test('a file that is no register is refused with its reason', async () => {
  const refuse = async (text: string) => importSystems(ops, { name: 'x.csv', text, dryRun: false })
  expect(await refuse('')).toMatchObject({ code: 'csv-empty' })
  expect(await refuse('name\nCRM\n')).toMatchObject({ code: 'no-system-column' })
  expect(await refuse('system\n')).toMatchObject({ code: 'csv-no-rows' })
  const viewer = await member(workspaceId, 'viewer')
  expect(await importSystems(viewer, { name: 'x', text: FILE, dryRun: true })).toMatchObject({ code: 'not-allowed' })
  expect(await db.batch.count({ where: { workspaceId } })).toBe(0)
})
