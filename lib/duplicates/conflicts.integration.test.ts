import { beforeAll, describe, expect, test } from 'vitest'
import { seedContact } from '@/lib/contacts/testing/people'
import type { Actor } from '@/lib/server/actor'
import { db } from '@/lib/server/db'
import { type SeededNumber, seedMember, seedNumber, seedWorkspace } from '@/lib/server/testing/seed'
import { conflictDetail } from './conflict-detail'
import { exportConflicts } from './export'
import { conflictCounts, listConflicts } from './list-conflicts'
import { conflictsOfEvent, findConflicts, openConflictCount, openConflictsOfContact } from './queries'
import { revealConflict } from './reveal'
import type { ConflictFilter } from './schema'
import { findConflictsSchema } from './schema'
import { stage } from './testing/stage'

const page = { sort: 'lastSeen', dir: 'desc', skip: 0, take: 50 } as const

type World = { workspaceId: string; support: SeededNumber; abroad: SeededNumber; viewer: Actor; lead: Actor }
let world: World
let stranger: Actor

const SHARED = '447700900401'
const RECYCLED = '5511987650402'
const CLAIMED = '447700900403'
const ROTATED = '447700900404'
const PASSED = '447700900405'

/** One conflict of every kind, told by the payloads that make it. Later ones are seen later. */
beforeAll(async () => {
  const workspaceId = await seedWorkspace()
  const support = await seedNumber(workspaceId)
  const abroad = await seedNumber(workspaceId, { label: 'Abroad' })
  const { says, changes } = stage(workspaceId)
  const claims = (value: string) => [{ kind: 'phone' as const, value }]
  await seedContact(workspaceId, { name: 'Ada Moss', crmContactId: 'CRM-1', identifiers: claims(SHARED) })
  await seedContact(workspaceId, { name: 'Bo Moss', crmContactId: 'CRM-2', identifiers: claims(SHARED) })
  await says(support, { phone: SHARED, bsuid: 'GB.401', at: 10 })
  await says(support, { phone: RECYCLED, bsuid: 'BR.402', at: 0 })
  await says(support, { phone: RECYCLED, bsuid: 'BR.499', at: 20, username: 'Nova.Pessoa', wamid: 'wamid.RECYCLED1' })
  await says(support, { phone: RECYCLED, bsuid: 'BR.499', at: 25 })
  await seedContact(workspaceId, { name: 'Cy Fern', crmContactId: 'CRM-3', identifiers: claims(CLAIMED) })
  await says(support, { bsuid: 'GB.403', at: 0 })
  await says(support, { phone: CLAIMED, bsuid: 'GB.403', at: 30 })
  await says(support, { phone: ROTATED, bsuid: 'GB.404', at: 0 })
  await says(support, { bsuid: 'GB.494', at: 5 })
  await changes(support, { previous: 'GB.404', bsuid: 'GB.494', at: 40 })
  await says(support, { bsuid: 'GB.406', parent: 'GB.ENT.406', at: 0 })
  await says(support, { bsuid: 'GB.496', parent: 'GB.ENT.406', at: 50 })
  await says(support, { phone: PASSED, bsuid: 'GB.405', at: 0 })
  await says(abroad, { phone: PASSED, bsuid: 'GB.905', at: 90 })
  await changes(support, { previous: 'GB.405', bsuid: 'GB.495', phone: '447700900495', left: PASSED, at: 60 })
  const [viewer, lead] = [await seedMember(workspaceId, ['viewer']), await seedMember(workspaceId, ['support_lead'])]
  world = { workspaceId, support, abroad, viewer, lead }
  stranger = await seedMember(await seedWorkspace('Elsewhere'), ['admin'])
})

async function rowsOf(filter: ConflictFilter, asked: Partial<Parameters<typeof listConflicts>[1]> = {}) {
  const listed = await listConflicts(world.viewer, { ...page, ...asked, filter })
  if (!listed.ok) throw new Error(listed.code)
  return listed.value.rows
}

/** The rule and the beginning of what disagrees: enough to tell the six apart. */
const kinds = async (filter: ConflictFilter) => (await rowsOf(filter)).map((row) => row.what)

const PASSED_ON = 'A phone that had passed to somebody else'
const PARENT = 'A parent BSUID of another account'
const ROTATION = 'A changed BSUID that another contact has'
const CLAIM = 'BSUID of one contact, phone of another'
const RECYCLE = 'A phone whose contact has another BSUID'
const SEVERAL = 'Two contacts claim this phone'

describe('the list', () => {
  test('shows what is open, the last seen first, masked, with the contacts that could be meant', async () => {
    const rows = await rowsOf({})
    expect(rows.map((row) => row.what)).toEqual([PASSED_ON, PARENT, ROTATION, CLAIM, RECYCLE, SEVERAL])
    const several = rows.at(-1)
    expect(several).toMatchObject({
      contacts: { labels: [{ text: 'CRM-1', isCrmId: true }, { text: 'CRM-2' }], more: 0 },
      placedWith: null,
      phone: '+44 •••• 401',
      events: 1,
      number: 'Support',
    })
    expect(rows.find((row) => row.what === RECYCLE)).toMatchObject({ events: 2, username: '@No••••' })
    expect(JSON.stringify(rows)).not.toMatch(/7700900|119876|nova\.pessoa/i)
  })

  test('finds by identifier in any spelling, by wamid, by name, by CRM id and by our own ids', async () => {
    for (const q of [
      '+55 11 98765-0402',
      '+55 11 8765-0402',
      '@nova.pessoa',
      'NOVA.pessoa',
      'wamid.RECYCLED',
      'BR.499',
    ]) {
      expect(await kinds({ q }), q).toEqual([RECYCLE])
    }
    for (const q of ['07700 900401', 'Ada', 'ada moss', 'bo m', 'CRM-2', 'crm-1', 'Moss']) {
      expect(await kinds({ q }), q).toEqual([SEVERAL])
    }
    const [row] = await rowsOf({ q: 'CRM-3' })
    const detail = await conflictDetail(world.viewer, row?.id ?? '')
    const last = detail.ok ? detail.value.events.last?.id : undefined
    for (const q of [row?.id, last]) expect(await kinds({ q })).toEqual([CLAIM])
    for (const q of ['77009004', 'GB.4', 'br.499', 'nova', '%', '_o Moss', 'wamid.recycled1', 'nobody']) {
      expect(await kinds({ q }), q).toEqual([])
    }
  })

  test('finds by what a contact holds though the payload did not show it', async () => {
    expect(await kinds({ q: 'BR.402' })).toEqual([RECYCLE])
    expect(await kinds({ q: 'GB.404' })).toEqual([ROTATION])
  })

  test('finds a conflict in which nobody ever showed a phone', async () => {
    for (const q of ['GB.496', 'GB.ENT.406', 'GB.406']) expect(await kinds({ q }), q).toEqual([PARENT])
    expect((await rowsOf({ q: 'GB.496' }))[0]).toMatchObject({ phone: null, bsuid: 'GB.••••' })
  })

  test('narrows by kind, rule, question, place, number, portfolio and days', async () => {
    const { support, abroad } = world
    expect(await kinds({ kind: 'claimed-by-several' })).toEqual([SEVERAL])
    expect(await kinds({ rule: '5' })).toEqual([PARENT, RECYCLE])
    expect(await kinds({ rule: '8' })).toEqual([PASSED_ON, ROTATION])
    expect(await kinds({ proposal: 'duplicate-review' })).toEqual([ROTATION, CLAIM])
    expect(await kinds({ proposal: 'split' })).toEqual([PASSED_ON])
    expect(await kinds({ placed: 'in-review' })).toEqual([PARENT, RECYCLE, SEVERAL])
    expect(await kinds({ placed: 'with-contact' })).toEqual([PASSED_ON, ROTATION, CLAIM])
    expect(await rowsOf({ numberId: support.numberId })).toHaveLength(6)
    expect(await kinds({ numberId: abroad.numberId })).toEqual([])
    expect(await rowsOf({ portfolioId: support.portfolioId })).toHaveLength(6)
    expect(await kinds({ portfolioId: abroad.portfolioId })).toEqual([])
    expect(await rowsOf({ from: '2026-11-20', to: '2026-11-20' })).toHaveLength(6)
    expect(await kinds({ from: '2026-11-21' })).toEqual([])
    expect(await kinds({ to: '2026-11-19' })).toEqual([])
    expect(await kinds({ state: 'decided' })).toEqual([])
    expect(await rowsOf({ state: 'all' })).toHaveLength(6)
    expect(await kinds({ q: 'BR.499', rule: '6' })).toEqual([])
  })

  test('sorts, and pages without a gap', async () => {
    expect((await rowsOf({}, { sort: 'events', take: 1 })).map((row) => row.what)).toEqual([RECYCLE])
    const opened = (await rowsOf({}, { sort: 'opened', dir: 'asc' })).map((row) => row.what)
    expect(opened).toEqual([SEVERAL, RECYCLE, CLAIM, ROTATION, PARENT, PASSED_ON])
    const parts = [await rowsOf({}, { take: 4 }), await rowsOf({}, { take: 4, skip: 4 })]
    expect(parts.flat().map((row) => row.what)).toEqual(await kinds({}))
  })

  test('counts for the tabs and the rail', async () => {
    const counts = await conflictCounts(world.viewer)
    expect(counts.ok && [counts.value.open.count, counts.value.inReview.count, counts.value.all.count]).toEqual([
      6, 3, 6,
    ])
    expect(await openConflictCount(world.lead)).toBe(6)
  })
})

async function detailOf(filter: ConflictFilter) {
  const [row] = await rowsOf(filter)
  const detail = await conflictDetail(world.viewer, row?.id ?? '')
  if (!detail.ok) throw new Error(detail.code)
  return detail.value
}

/** Of each strip whose it is, and how its phone and BSUID compare. */
function compared({ strips }: Awaited<ReturnType<typeof detailOf>>) {
  return strips.map((strip) => [
    strip.of === 'contact' ? (strip.contact.crmContactId ?? 'provisional') : strip.of,
    strip.cells.phone.remark ?? strip.cells.phone.compared,
    strip.cells.bsuid.remark ?? strip.cells.bsuid.compared,
  ])
}

describe('the detail', () => {
  test('compares a claim: the BSUID is one contact’s, the phone only claimed by the CRM', async () => {
    const detail = await detailOf({ kind: 'phone-held-by-another' })
    expect(compared(detail)).toEqual([
      ['provisional', null, 'holds it'],
      ['now', 'agree', 'agree'],
      ['CRM-3', 'claims it', null],
    ])
    expect(detail.strips[1]).toMatchObject({ decisive: 'bsuid' })
    expect(detail).toMatchObject({ proposal: { basis: 'claim' }, events: { count: 1 } })
    expect(detail.placements).toEqual([
      expect.objectContaining({ inReview: false, contact: expect.objectContaining({ label: 'Sheena Nelson' }) }),
    ])
  })

  test('a phone with another BSUID: the message waits in a conversation of its own', async () => {
    const detail = await detailOf({ kind: 'phone-with-other-bsuid' })
    expect(compared(detail)).toEqual([
      ['now', 'agree', null],
      ['provisional', 'holds it', 'another'],
    ])
    expect(detail.events).toMatchObject({ count: 2, newest: [{ outcome: 'conflict' }, { outcome: 'conflict' }] })
    expect(detail.placements).toEqual([expect.objectContaining({ inReview: true, contact: null, events: 2 })])
    expect(detail.proposal.question).toContain('somebody else who has the number now')
  })

  test('a change of BSUID: what it said was before is joined with one contact, what is now with the other', async () => {
    const detail = await detailOf({ kind: 'rotation-to-held-bsuid' })
    expect(compared(detail)).toEqual([
      ['provisional', null, 'the one before'],
      ['before', null, 'agree'],
      ['now', null, 'agree'],
      ['provisional', null, 'holds it'],
    ])
    expect(detail.strips.every((strip) => strip.decisive === null)).toBe(true)
    expect(detail.proposal.basis).toBe('account')
  })

  test('a parent BSUID, and identifiers to be separated', async () => {
    expect(compared(await detailOf({ kind: 'parent-held-by-another' }))).toEqual([
      ['now', null, 'agree'],
      ['provisional', null, 'holds the parent'],
    ])
    const passed = await detailOf({ kind: 'phone-passed-on' })
    expect(passed.separated).toEqual([expect.objectContaining({ kind: 'bsuid', text: 'GB.••••', active: true })])
    expect(compared(passed)[0]).toEqual(['provisional', 'holds it', 'holds it'])
  })

  test('reads as it was when it comes again and again, masked, with its history', async () => {
    const detail = await detailOf({ kind: 'claimed-by-several' })
    expect(detail.headline).toBe('Two contacts could be meant by one phone')
    expect(detail.history.at(-1)).toMatchObject({ who: 'Handrail', what: 'opened this conflict' })
    expect(JSON.stringify(detail)).not.toMatch(/7700900|GB\.401/)
  })
})

describe('rooms that point here', () => {
  test('an event leads to its conflict, a contact to every open one it is in', async () => {
    const detail = await detailOf({ kind: 'claimed-by-several' })
    const pointers = await conflictsOfEvent(world.viewer, detail.events.last?.id ?? '')
    expect(pointers).toEqual([expect.objectContaining({ id: detail.id, words: detail.headline })])
    for (const strip of detail.strips) {
      if (strip.of !== 'contact') continue
      const open = await openConflictsOfContact(world.viewer, strip.contact.id)
      expect(open.map((one) => one.id)).toEqual([detail.id])
      expect(open[0]?.otherIds).toHaveLength(1)
    }
  })

  test('the API finds by any candidate and shares the reading', async () => {
    const token: Actor = { ...world.viewer, kind: 'token', tokenId: 'tok', name: 'CRM', scopes: ['duplicates:read'] }
    const contact = await db.contact.findFirstOrThrow({
      where: { workspaceId: world.workspaceId, crmContactId: 'CRM-2' },
    })
    const found = await findConflicts(token, findConflictsSchema.parse({ contactId: contact.id }))
    expect(found.ok && found.value.items).toEqual([
      expect.objectContaining({
        kind: 'claimed-by-several',
        identifiers: expect.arrayContaining([{ kind: 'phone', value: '+44 •••• 401' }]),
      }),
    ])
  })
})

const audits = (action: string) => db.auditEvent.findMany({ where: { workspaceId: world.workspaceId, action } })

describe('revealing and exporting', () => {
  test('shows the plain values by their source, once it is recorded', async () => {
    const detail = await detailOf({ kind: 'rotation-to-held-bsuid' })
    const revealed = await revealConflict(world.lead, { id: detail.id })
    if (!revealed.ok) throw new Error(revealed.code)
    expect(revealed.value).toMatchObject({ 'before.bsuid': 'GB.404', 'now.bsuid': 'GB.494' })
    const sources = detail.strips.flatMap(({ cells }) => [cells.phone.source, cells.bsuid.source]).filter(Boolean)
    for (const source of sources) expect(Object.keys(revealed.value)).toContain(source)
    expect(Object.values(revealed.value)).toContain('+44 7700 900404')
    const [entry] = await audits('identity.revealed')
    expect(entry).toMatchObject({ subjectKind: 'conflict', subjectId: detail.id })
    expect(JSON.stringify(entry?.detail)).not.toMatch(/900404|GB\.404/)
    const after = await conflictDetail(world.viewer, detail.id)
    expect(after.ok && after.value.history[0]).toMatchObject({ what: 'revealed identifiers' })
  })

  test('exports what the list shows, also without a phone; plain only for those who may see it', async () => {
    const text = async (plain: boolean, filter: ConflictFilter = {}) => {
      const result = await exportConflicts(world.lead, { filter, plain })
      if (!result.ok) throw new Error(result.code)
      return new Response(result.value).text()
    }
    const masked = await text(false)
    expect(masked.trim().split('\r\n')).toHaveLength(7)
    expect(masked).not.toMatch(/7700900|GB\.496|119876/)
    expect(masked).toContain('parent-held-by-another')
    expect(await text(true)).toContain('GB.496')
    expect((await text(false, { q: '+44 7700 900401' })).trim().split('\r\n')).toHaveLength(2)
    const entries = await audits('conflicts.exported')
    expect(entries).toHaveLength(3)
    expect(JSON.stringify(entries)).not.toContain('900401')
  })
})

describe('somebody without the right', () => {
  test('a role that may not reveal reads masked and is refused the rest, without a trace of a value', async () => {
    const { id } = await detailOf({ kind: 'claimed-by-several' })
    const before = (await audits('identity.revealed')).length
    expect(await revealConflict(world.viewer, { id })).toEqual({ ok: false, code: 'not-allowed' })
    expect(await exportConflicts(world.viewer, { filter: {}, plain: true })).toEqual({ ok: false, code: 'not-allowed' })
    expect((await audits('identity.revealed')).length).toBe(before)
  })

  test('a token without the scope reads nothing', async () => {
    const token: Actor = { ...world.viewer, kind: 'token', tokenId: 'tok', name: 'x', scopes: ['contacts:read'] }
    const refused = { ok: false, code: 'not-allowed' }
    const { id } = await detailOf({ kind: 'claimed-by-several' })
    expect(await listConflicts(token, { ...page, filter: {} })).toEqual(refused)
    expect(await conflictCounts(token)).toEqual(refused)
    expect(await conflictDetail(token, id)).toEqual(refused)
    expect(await findConflicts(token, findConflictsSchema.parse({}))).toEqual(refused)
    expect(await exportConflicts(token, { filter: {}, plain: false })).toEqual(refused)
    expect(await openConflictCount(token)).toBe(0)
    expect(await openConflictsOfContact(token, 'c_1')).toEqual([])
    expect(await conflictsOfEvent(token, 'ev_1')).toEqual([])
  })

  test('from another workspace nothing of it exists', async () => {
    const detail = await detailOf({ kind: 'claimed-by-several' })
    const { id } = detail
    const contact = detail.strips.find((strip) => strip.of === 'contact')?.key ?? ''
    expect(await conflictDetail(stranger, id)).toEqual({ ok: false, code: 'not-found' })
    expect(await revealConflict(stranger, { id })).toEqual({ ok: false, code: 'not-found' })
    expect(await conflictsOfEvent(stranger, detail.events.last?.id ?? '')).toEqual([])
    expect(await openConflictsOfContact(stranger, contact)).toEqual([])
    for (const q of [id, 'Ada', 'CRM-1', '+44 7700 900401', 'GB.401', 'wamid.RECYCLED1', detail.events.last?.id]) {
      const listed = await listConflicts(stranger, { ...page, filter: { q, state: 'all' } })
      expect(listed.ok && listed.value, q).toMatchObject({ rows: [], total: 0 })
    }
    const file = await exportConflicts(stranger, { filter: { state: 'all' }, plain: true })
    expect(file.ok && (await new Response(file.value).text()).trim().split('\r\n')).toHaveLength(1)
  })
})
