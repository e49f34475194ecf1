import { beforeAll, describe, expect, test } from 'vitest'
import { db, writeTransaction } from '@/lib/server/db'
import { newId } from '@/lib/shared/ids'
import { entryPointCreate, entryPointsImport, entryPointsList, entryPointUpdate } from './calls/entry-points'
import { type ApiWorld, auditOf, seedApiWorld, seedToken, send, walk } from './testing/world'

let world: ApiWorld

beforeAll(async () => {
  world = await seedApiWorld()
})

const create = (json: unknown) => send(entryPointCreate, { token: world.token, json })
const patch = (id: string, json: unknown, version?: string) =>
  send(entryPointUpdate, { token: world.token, params: { id }, json, headers: version ? { 'if-match': version } : {} })
const importCsv = (text: string, query: Record<string, string> = {}, token = world.token) =>
  send(entryPointsImport, { token, text, type: 'text/csv; charset=utf-8', query })

describe('adding and listing', () => {
  test('a new one answers 201 with its version, and is listed with every field', async () => {
    const { status, body, headers } = await create({
      name: 'Home page button',
      kind: 'button',
      location: 'larch.example/home',
      currentDestination: 'https://wa.me/447700900100',
      newDestination: 'https://wa.me/u/larch.loam',
      risk: 'digital_critical',
      owner: 'Mara Quill',
      updateDate: '2026-11-24',
      rollbackPath: 'Put the old link back',
      notes: 'Above the fold',
    })
    expect(status).toBe(201)
    expect(headers.get('etag')).toBe('"1"')
    expect(body).toMatchObject({ version: 1, owner: 'Mara Quill', updateDate: '2026-11-24', testResult: 'not_checked' })
    const { body: page } = await send(entryPointsList, { token: world.token, query: { q: 'home page' } })
    expect(page.items).toEqual([body])
  })

  test('the same one again is 409 and names the first; unknown fields and waves are 400', async () => {
    const again = await create({ name: 'home page button', kind: 'button', location: 'larch.example/home' })
    expect(again).toMatchObject({ status: 409, body: { error: { code: 'entry-point-exists' } } })
    expect(again.body.error.details.id).toMatch(/^ep_/)
    expect(await create({ name: 'A', kind: 'button', colour: 'red' })).toMatchObject({ status: 400 })
    expect(await create({ name: 'A', kind: 'hologram' })).toMatchObject({ status: 400 })
    expect(await create({ kind: 'link' })).toMatchObject({
      status: 400,
      body: { error: { details: { fields: [{ field: 'name' }] } } },
    })
    expect(await create({ name: 'A', kind: 'link', wave: 'Nine' })).toMatchObject({
      status: 400,
      body: { error: { code: 'unknown-wave' } },
    })
  })

  test('filters may be given several times or with commas', async () => {
    await create({ name: 'Till receipt', kind: 'invoice' })
    const kinds = new URLSearchParams([
      ['kind', 'button,link'],
      ['kind', 'invoice'],
    ])
    const { body } = await send(entryPointsList, { token: world.token, query: kinds })
    expect(body.items.map((row: { kind: string }) => row.kind).sort()).toEqual(['button', 'invoice'])
    expect((await send(entryPointsList, { token: world.token, query: { kind: 'hologram' } })).status).toBe(400)
  })

  test('pages give every row exactly once while rows are added', async () => {
    for (let n = 0; n < 12; n += 1) await create({ name: `Row ${n}`, kind: 'link' })
    const known = (await db.entryPoint.findMany({ where: { workspaceId: world.workspaceId } })).map((row) => row.id)
    let more = 0
    const between = () => {
      more += 1
      return create({ name: `Late ${more}`, kind: 'ad' })
    }
    const seen = (await walk(entryPointsList, { token: world.token, query: { limit: 9 }, between })).map(
      (row) => row.id,
    )
    expect(new Set(seen).size).toBe(seen.length)
    for (const id of known) expect(seen).toContain(id)
  })
})

describe('changing', () => {
  test('needs the version it is based on: 428 without, 400 when it is none, 409 with both when it is old', async () => {
    const { id } = (await create({ name: 'Van signage', kind: 'signage' })).body
    expect(await patch(id, { notes: 'x' })).toMatchObject({ status: 428, body: { error: { code: 'version-missing' } } })
    expect(await patch(id, { notes: 'x' }, 'W/"1"')).toMatchObject({ status: 400 })
    expect(await patch(id, { notes: 'x' }, '*')).toMatchObject({ status: 400 })
    const changed = await patch(id, { notes: 'Repainted' }, '"1"')
    expect(changed).toMatchObject({ status: 200, body: { version: 2, notes: 'Repainted' } })
    expect(changed.headers.get('etag')).toBe('"2"')
    const stale = await patch(id, { notes: 'Mine' }, '"1"')
    expect(stale.status).toBe(409)
    expect(stale.body.error).toMatchObject({
      code: 'stale-version',
      details: { current: { id, version: 2, notes: 'Repainted' }, yours: { version: 1, notes: 'Mine' } },
    })
    expect(await db.entryPoint.findUniqueOrThrow({ where: { id } })).toMatchObject({ version: 2, notes: 'Repainted' })
  })

  test('of eight changes at once exactly one wins', async () => {
    const { id } = (await create({ name: 'Shared row', kind: 'link' })).body
    const answers = await Promise.all(Array.from({ length: 8 }, (_, n) => patch(id, { notes: `Take ${n}` }, '"1"')))
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, ...Array(7).fill(409)])
    expect((await db.entryPoint.findUniqueOrThrow({ where: { id } })).version).toBe(2)
  })

  test('another workspace’s row does not exist', async () => {
    const { id } = (await create({ name: 'Ours alone', kind: 'link' })).body
    const { token } = await seedToken(world.otherId, ['*'])
    const sent = { token, params: { id }, json: { notes: 'x' }, headers: { 'if-match': '"1"' } }
    expect((await send(entryPointUpdate, sent)).status).toBe(404)
    expect((await send(entryPointsList, { token })).body.items).toEqual([])
  })

  test('every change by a token is in the audit log under its name', async () => {
    const events = await auditOf(world.workspaceId, 'entry-point.updated')
    expect(events[0]).toMatchObject({ actorKind: 'token', detail: { after: { notes: 'Repainted' } } })
  })
})

const HEADER = 'name,kind,location,current_destination,new_destination,risk,owner,update_date,wave,rollback_path,notes'

describe('importing', () => {
  const good = `${HEADER}\nPoster A,signage,Leeds,,,printed,Odo Marsh,2026-12-01,,,\nFlyer,packaging,,,,printed,,,,,`

  test('a dry run counts and writes nothing; the import does what it said', async () => {
    const before = await db.entryPoint.count({ where: { workspaceId: world.workspaceId } })
    const dry = await importCsv(good, { dryRun: '1' })
    expect(dry.body).toMatchObject({ batchId: null, total: 2, created: 2, updated: 0, skipped: 0, failed: 0 })
    expect(await db.entryPoint.count({ where: { workspaceId: world.workspaceId } })).toBe(before)
    const real = await importCsv(good, { fileName: 'posters.csv' })
    expect(real.body).toMatchObject({ total: 2, created: 2, failed: 0, batchId: expect.stringMatching(/^imp_/) })
    expect((await importCsv(good)).body).toMatchObject({ created: 0, updated: 0, skipped: 2 })
  })

  test('columns come in any order, unknown ones are reported, bad rows fail by row and column', async () => {
    const text =
      'colour,kind,name,update_date\nred,link,Footer link,2026-11-24\nblue,hologram,Odd one,\n,link,,\n,link,Bad date,31/31/2026'
    const { status, body } = await importCsv(text)
    expect(status).toBe(200)
    expect(body).toMatchObject({ total: 4, created: 1, failed: 3, unknownColumns: ['colour'] })
    expect(body.created + body.updated + body.skipped + body.failed).toBe(body.total)
    expect(body.errors.map(({ row, column }: { row: number; column: string }) => [row, column])).toEqual([
      [2, 'kind'],
      [3, 'name'],
      [4, 'update_date'],
    ])
  })

  test('what is no CSV of entry points is refused whole', async () => {
    expect(await importCsv('')).toMatchObject({ status: 400, body: { error: { code: 'csv-empty' } } })
    expect(await importCsv('a,b\n1,2')).toMatchObject({ status: 400, body: { error: { code: 'no-columns' } } })
    expect((await importCsv('PK\u0003\u0004\u0000\u0000')).status).toBe(400)
    expect((await importCsv(good, { dryRun: 'maybe' })).status).toBe(400)
  })

  test('archived rows are listed apart', async () => {
    const { id } = (await create({ name: `Old ${newId('row')}`, kind: 'link' })).body
    await writeTransaction((tx) => tx.entryPoint.update({ where: { id }, data: { archivedAt: new Date() } }))
    const archived = await send(entryPointsList, { token: world.token, query: { archived: '1' } })
    expect(archived.body.items.map((row: { id: string }) => row.id)).toEqual([id])
    expect(await patch(id, { notes: 'x' }, '"1"')).toMatchObject({
      status: 409,
      body: { error: { code: 'entry-point-archived' } },
    })
  })
})
