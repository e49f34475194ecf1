import { beforeEach, describe, expect, test } from 'vitest'
import { seedContact } from '@/lib/contacts/testing/people'
import type { Actor } from '@/lib/server/actor'
import { db } from '@/lib/server/db'
import { type SeededNumber, seedMember, seedNumber, seedWorkspace } from '@/lib/server/testing/seed'
import { decideConflict, foreseeDecisions, reopenConflict } from './decide-conflict'
import { type DecideConflict, decideConflictSchema } from './decision-schema'
import { stage } from './testing/stage'

const PHONE = '447700900801'

let workspaceId: string
let support: SeededNumber
let abroad: SeededNumber
let owner: Actor
let play: ReturnType<typeof stage>

beforeEach(async () => {
  workspaceId = await seedWorkspace()
  support = await seedNumber(workspaceId)
  abroad = await seedNumber(workspaceId, { label: 'Abroad' })
  owner = await seedMember(workspaceId, ['crm_owner'])
  play = stage(workspaceId)
})

const openConflict = () => db.conflict.findFirstOrThrow({ where: { workspaceId, state: 'open' } })
const openCount = () => db.conflict.count({ where: { workspaceId, state: 'open' } })

async function decide(decision: DecideConflict['decision'], more: Partial<DecideConflict> = {}, actor = owner) {
  const { id, version } = await openConflict()
  return decideConflict(actor, decideConflictSchema.parse({ id, version, decision, ...more }))
}

/** Decided, and everything it put back is resolved. */
async function decided(decision: DecideConflict['decision'], more: Partial<DecideConflict> = {}) {
  const result = await decide(decision, more)
  if (!result.ok) throw new Error(JSON.stringify(result))
  await play.settle()
  return result.value
}

async function holderOf(kind: string, value: string): Promise<string | null> {
  const row = await db.identifier.findFirst({ where: { workspaceId, kind, value, active: true, standing: 'verified' } })
  return row?.contactId ?? null
}

/** The newest message event: how it ended, whose it is and where an answer goes. */
async function lastEvent() {
  const event = await db.event.findFirstOrThrow({ where: { workspaceId }, orderBy: [{ at: 'desc' }, { id: 'desc' }] })
  const thread = await db.thread.findUniqueOrThrow({ where: { id: event.threadId ?? '' } })
  const message = await db.message.findFirstOrThrow({ where: { workspaceId, wamid: event.wamid ?? '' } })
  const reply = thread.replyTo ?? thread.replyRecipient
  return { ...event, reply, thread, message }
}

const threadsOf = (contactId: string) => db.thread.findMany({ where: { workspaceId, contactId } })

/** Rule 5: a known phone comes with a BSUID nobody knows. */
async function reregistered(): Promise<string> {
  await play.says(support, { phone: PHONE, bsuid: 'GB.801', at: 0 })
  await play.says(support, { phone: PHONE, bsuid: 'GB.899', at: 60 })
  return (await holderOf('bsuid', 'GB.801')) ?? ''
}

describe('a known phone with an unknown BSUID', () => {
  test('it is the same person: the new account is theirs, the message leaves review, replies follow', async () => {
    const known = await reregistered()
    expect((await lastEvent()).contactId).toBeNull()
    await play.says(support, { bsuid: 'GB.801', at: 30 })
    const done = await decided('chosen', { contactId: known })
    expect(done).toMatchObject({ contactId: known, resolvedAgain: 1 })
    expect(await lastEvent()).toMatchObject({ outcome: 'matched', contactId: known, thread: { inReview: false } })
    expect(await holderOf('bsuid', 'GB.899')).toBe(known)
    const old = await db.identifier.findFirstOrThrow({ where: { workspaceId, value: 'GB.801' } })
    const next = await db.identifier.findFirstOrThrow({ where: { workspaceId, value: 'GB.899' } })
    expect(old).toMatchObject({ active: false, endedReason: 'rotated', replacedById: next.id })
    expect(next).toMatchObject({ evidenceKind: 'person', contactId: known })
    const threads = await threadsOf(known)
    expect(threads.map(({ replyRecipient }) => replyRecipient)).toContain('GB.899')
    expect(JSON.stringify(threads)).not.toContain('GB.801')
    expect(await openCount()).toBe(0)
  })

  test('the number passed on: whoever writes is a person of their own, and the old history stays with its owner', async () => {
    const known = await reregistered()
    const foreseen = await foreseeDecisions(await openConflict())
    expect(foreseen.options.map(({ decision }) => decision)).toEqual(['chosen', 'passed-on', 'new-person'])
    expect(foreseen.replies).toEqual({ moved: 1, unsafe: 0 })
    const done = await decided('passed-on')
    expect(done).toMatchObject({ resolvedAgain: 1, moved: 1, unsafe: 0 })
    const last = await lastEvent()
    expect(last).toMatchObject({ outcome: 'created', reply: PHONE })
    expect(last.contactId).not.toBe(known)
    expect(await holderOf('phone', PHONE)).toBe(last.contactId)
    const [theirs] = await threadsOf(known)
    expect(theirs).toMatchObject({ replyTo: null, replyRecipient: 'GB.801' })
    // The one who had it writes again, by their account alone: nobody asks anything and nothing reaches the new holder.
    await play.says(support, { bsuid: 'GB.801', at: 120 })
    expect(await lastEvent()).toMatchObject({ outcome: 'matched', contactId: known, reply: 'GB.801' })
    expect(await openCount()).toBe(0)
    // A message of before that comes late is still theirs.
    await play.says(support, { phone: PHONE, bsuid: 'GB.801', at: 10, wamid: 'wamid.late' })
    const late = await db.event.findFirstOrThrow({ where: { workspaceId, wamid: 'wamid.late' } })
    expect(late).toMatchObject({ contactId: known, outcome: 'matched' })
    expect(await holderOf('phone', PHONE)).toBe(last.contactId)
  })

  test('somebody else shares the number: a contact of their own, and nobody is asked about these two again', async () => {
    const known = await reregistered()
    const done = await decided('new-person', { note: 'Couple, one phone.' })
    expect(done.contactId).not.toBe(known)
    expect(await lastEvent()).toMatchObject({ contactId: done.contactId, thread: { contactId: done.contactId } })
    expect(await holderOf('phone', PHONE)).toBe(known)
    expect(await openCount()).toBe(0)
    await play.says(support, { phone: PHONE, bsuid: 'GB.899', at: 90 })
    expect(await lastEvent()).toMatchObject({ contactId: done.contactId })
    expect(await openCount()).toBe(0)
    expect(await holderOf('phone', PHONE)).toBe(known)
  })

  test('a phone that was seen with its holder afterwards has not passed on', async () => {
    await reregistered()
    await play.says(support, { phone: PHONE, bsuid: 'GB.801', at: 300 })
    expect(await decide('passed-on')).toMatchObject({ ok: false, code: 'phone-seen-since' })
    expect(await decide('passed-on', { since: '2026-11-22' })).toMatchObject({ ok: false, code: 'passed-on-too-late' })
    expect(await openCount()).toBe(1)
  })

  test('a conversation that leads nowhere but to the number is named: nobody should answer there', async () => {
    await play.says(support, { phone: PHONE, at: 0 })
    await play.says(abroad, { phone: PHONE, bsuid: 'US.801', at: 10 })
    await play.says(abroad, { phone: PHONE, bsuid: 'US.899', at: 60 })
    const foreseen = await foreseeDecisions(await openConflict())
    expect(foreseen.replies).toEqual({ moved: 1, unsafe: 1 })
    expect(await decided('passed-on')).toMatchObject({ moved: 1, unsafe: 1 })
  })
})

describe('the BSUID of one and the phone of another', () => {
  async function twoPeople() {
    const other = await seedContact(workspaceId, {
      name: 'Cy Fern',
      crmContactId: 'CRM-8',
      identifiers: [{ kind: 'phone', value: PHONE }],
    })
    await play.says(support, { bsuid: 'GB.803', at: 0 })
    await play.says(support, { phone: PHONE, bsuid: 'GB.803', at: 30 })
    return { other, writer: (await holderOf('bsuid', 'GB.803')) ?? '' }
  }

  test('the number passed on: the claim ends, and the phone is the writer’s', async () => {
    const { other, writer } = await twoPeople()
    await decided('passed-on', { since: '2026-11-01' })
    expect(await holderOf('phone', PHONE)).toBe(writer)
    expect(await lastEvent()).toMatchObject({ outcome: 'linked', contactId: writer })
    const claim = await db.identifier.findFirstOrThrow({ where: { contactId: other, kind: 'phone' } })
    expect(claim).toMatchObject({ active: false, endedReason: 'passed-on' })
    expect(claim.validTo?.toISOString()).toBe('2026-11-01T00:00:00.000Z')
  })

  test('kept apart nothing moves, the same disagreement is not asked again, and it can be asked again on purpose', async () => {
    const { other, writer } = await twoPeople()
    await db.duplicatePair.create({
      data: {
        ...{ id: 'dup_x', workspaceId, score: 50, reasons: [], vetoes: [], evidenceHash: 'x' },
        ...{ lowId: [other, writer].sort()[0] ?? '', highId: [other, writer].sort()[1] ?? '' },
      },
    })
    expect(await decided('apart')).toMatchObject({ resolvedAgain: 0 })
    await play.says(support, { phone: PHONE, bsuid: 'GB.803', at: 60 })
    expect(await openCount()).toBe(0)
    expect(await holderOf('phone', PHONE)).toBeNull()
    expect(await db.duplicatePair.findUniqueOrThrow({ where: { id: 'dup_x' } })).toMatchObject({ state: 'dismissed' })
    const { id, version } = await db.conflict.findFirstOrThrow({ where: { workspaceId } })
    expect(await reopenConflict(owner, { id, version: version - 1 })).toMatchObject({ code: 'stale-version' })
    expect(await reopenConflict(owner, { id, version })).toMatchObject({ ok: true })
    expect(await openCount()).toBe(1)
  })
})

describe('a phone that several claim', () => {
  const claim = { identifiers: [{ kind: 'phone' as const, value: PHONE }] }

  test('it is this one: the claim is confirmed and the account linked', async () => {
    const ada = await seedContact(workspaceId, { name: 'Ada Moss', crmContactId: 'CRM-1', ...claim })
    await seedContact(workspaceId, { name: 'Bo Moss', crmContactId: 'CRM-2', ...claim })
    await play.says(support, { phone: PHONE, bsuid: 'GB.804', at: 0 })
    await decided('chosen', { contactId: ada })
    expect(await lastEvent()).toMatchObject({ outcome: 'linked', contactId: ada })
    expect([await holderOf('phone', PHONE), await holderOf('bsuid', 'GB.804')]).toEqual([ada, ada])
    expect(await openCount()).toBe(0)
  })

  test('it is none of them: a contact of their own', async () => {
    const ada = await seedContact(workspaceId, { name: 'Ada Moss', crmContactId: 'CRM-1', ...claim })
    const bo = await seedContact(workspaceId, { name: 'Bo Moss', crmContactId: 'CRM-2', ...claim })
    await play.says(support, { phone: PHONE, bsuid: 'GB.804', at: 0 })
    const { contactId } = await decided('new-person')
    expect([ada, bo]).not.toContain(contactId)
    expect(await lastEvent()).toMatchObject({ contactId })
    expect([await holderOf('phone', PHONE), await openCount()]).toEqual([contactId, 0])
  })

  test('a contact it does not name cannot be chosen', async () => {
    await seedContact(workspaceId, { name: 'Ada Moss', crmContactId: 'CRM-1', ...claim })
    await seedContact(workspaceId, { name: 'Bo Moss', crmContactId: 'CRM-2', ...claim })
    const cy = await seedContact(workspaceId, { name: 'Cy Moss', crmContactId: 'CRM-3' })
    await play.says(support, { phone: PHONE, at: 0 })
    expect(await decide('chosen', { contactId: cy })).toMatchObject({ code: 'decision-not-possible' })
    expect(await decide('split')).toMatchObject({ code: 'decision-not-possible' })
  })
})

test('an account that was taken for the contact is separated with its conversations, and goes on by itself', async () => {
  await play.says(support, { phone: PHONE, bsuid: 'GB.805', at: 0 })
  await play.says(abroad, { phone: PHONE, bsuid: 'US.905', at: 90 })
  await play.changes(support, { previous: 'GB.805', bsuid: 'GB.895', phone: '447700900895', left: PHONE, at: 60 })
  const first = (await holderOf('bsuid', 'GB.895')) ?? ''
  expect(await holderOf('bsuid', 'US.905')).toBe(first)
  const { contactId } = await decided('split')
  expect(contactId).not.toBe(first)
  expect([await holderOf('bsuid', 'US.905'), await holderOf('bsuid', 'GB.895')]).toEqual([contactId, first])
  const event = await db.event.findFirstOrThrow({ where: { workspaceId, numberId: abroad.numberId, kind: 'message' } })
  expect(event.contactId).toBe(contactId)
  const message = await db.message.findFirstOrThrow({ where: { workspaceId, wamid: event.wamid ?? '' } })
  expect(message).toMatchObject({ contactId, threadId: event.threadId })
  await play.says(abroad, { bsuid: 'US.905', at: 200 })
  expect(await lastEvent()).toMatchObject({ outcome: 'matched', contactId })
  await play.says(support, { bsuid: 'GB.895', at: 210 })
  expect(await lastEvent()).toMatchObject({ outcome: 'matched', contactId: first })
  expect(await openCount()).toBe(0)
})

test('every decision is in the log with what it did, once, and only the first of two people decides', async () => {
  const known = await reregistered()
  const { id, version } = await openConflict()
  const input = decideConflictSchema.parse({ id, version, decision: 'chosen', contactId: known, note: 'They called.' })
  const answers = await Promise.all([decideConflict(owner, input), decideConflict(owner, input)])
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
  expect(answers.find(({ ok }) => !ok)).toMatchObject({ code: 'conflict-decided' })
  const entries = await db.auditEvent.findMany({ where: { workspaceId, action: 'conflict.decided' } })
  expect(entries).toHaveLength(1)
  expect(JSON.stringify(entries)).toContain('They called.')
})

test('is refused to those who only read, and does not exist elsewhere', async () => {
  await reregistered()
  const viewer = await seedMember(workspaceId, ['viewer'])
  expect(await decide('new-person', {}, viewer)).toMatchObject({ code: 'not-allowed' })
  const stranger = await seedMember(await seedWorkspace('Elsewhere'), ['admin'])
  expect(await decide('new-person', {}, stranger)).toMatchObject({ code: 'not-found' })
  const { id, version } = await openConflict()
  expect(await reopenConflict(viewer, { id, version })).toMatchObject({ code: 'not-allowed' })
  expect(await reopenConflict(stranger, { id, version })).toMatchObject({ code: 'not-found' })
  expect(await reopenConflict(owner, { id, version })).toMatchObject({ code: 'conflict-not-reopened' })
  expect(await openCount()).toBe(1)
})
