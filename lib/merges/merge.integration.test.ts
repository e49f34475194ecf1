import { beforeEach, describe, expect, test } from 'vitest'
import { editContact } from '@/lib/contacts/edit-contact'
import { type SeededIdentifier, seedContact } from '@/lib/contacts/testing/people'
import { stage } from '@/lib/duplicates/testing/stage'
import type { Actor } from '@/lib/server/actor'
import { db } from '@/lib/server/db'
import { type SeededNumber, seedMember, seedNumber, seedWorkspace } from '@/lib/server/testing/seed'
import { answerUndoQuestion } from './answer-undo'
import { noteCarriedOut } from './carry-out'
import { mergeContacts } from './merge-contacts'
import { type MergeInput, mergeSchema } from './schema'
import { repliesIn, stateOf } from './testing/state'
import { undoMerge } from './undo-merge'

const PHONE = '447700900701'
const NEW_PHONE = '447700900702'

let workspaceId: string
let support: SeededNumber
let owner: Actor
let play: ReturnType<typeof stage>

beforeEach(async () => {
  workspaceId = await seedWorkspace()
  support = await seedNumber(workspaceId)
  owner = await seedMember(workspaceId, ['crm_owner'])
  play = stage(workspaceId)
})

const claim = (value: string): SeededIdentifier[] => [{ kind: 'phone', value }]

function merging(survivorId: string, mergedId: string, more: Partial<MergeInput> = {}) {
  return mergeContacts(owner, mergeSchema.parse({ survivorId, mergedId, ...more }))
}

async function merged(survivorId: string, mergedId: string, more: Partial<MergeInput> = {}): Promise<string> {
  const result = await merging(survivorId, mergedId, more)
  if (!result.ok || !result.value.id) throw new Error(JSON.stringify(result))
  return result.value.id
}

/** The contact that WhatsApp made of whoever has this BSUID. */
async function holderOf(bsuid: string): Promise<string> {
  const row = await db.identifier.findFirstOrThrow({
    where: { workspaceId, kind: 'bsuid', value: bsuid, active: true },
  })
  return row.contactId
}

const contact = (id: string) => db.contact.findUniqueOrThrow({ where: { id } })

/** Ada of the CRM, and the same person as WhatsApp met her, with a conversation of her own. */
async function adaTwice() {
  await play.says(support, { bsuid: 'GB.701', at: 0 })
  const shown = await holderOf('GB.701')
  const known = await seedContact(workspaceId, {
    name: 'Ada Moss',
    crmContactId: 'CRM-701',
    labels: ['vip'],
    identifiers: claim(PHONE),
  })
  return { shown, known }
}

describe('a merge', () => {
  test('makes one contact of two: identifiers, conversations, messages and events, and the reply stays where it went', async () => {
    const { shown, known } = await adaTwice()
    const replies = await repliesIn(workspaceId)
    const result = await merging(known, shown)
    expect(result).toMatchObject({
      ok: true,
      value: { crm: null, identifiers: { survivor: 1, merged: 1 }, labels: ['vip'], threads: [{ from: 'merged' }] },
    })
    expect(await contact(shown)).toMatchObject({ state: 'merged', mergedIntoId: known })
    expect(await contact(known)).toMatchObject({ state: 'active', name: 'Ada Moss', provisional: false })
    for (const count of [
      await db.identifier.count({ where: { contactId: shown } }),
      await db.thread.count({ where: { contactId: shown } }),
      await db.message.count({ where: { contactId: shown } }),
      await db.event.count({ where: { contactId: shown } }),
    ]) {
      expect(count).toBe(0)
    }
    expect(await repliesIn(workspaceId)).toEqual(replies)
    const [entry] = await db.auditEvent.findMany({ where: { workspaceId, action: 'contact.merged' } })
    expect(entry).toMatchObject({ subjectId: known })
  })

  test('is met by the next message, and its undoing gives that message to whom it was from', async () => {
    const { shown, known } = await adaTwice()
    const id = await merged(known, shown)
    await play.says(support, { bsuid: 'GB.701', at: 60, wamid: 'wamid.AFTER' })
    const arrived = () => db.event.findFirstOrThrow({ where: { workspaceId, wamid: 'wamid.AFTER' } })
    expect(await arrived()).toMatchObject({ outcome: 'matched', contactId: known })
    const replies = await repliesIn(workspaceId)
    expect(await undoMerge(owner, id)).toMatchObject({ ok: true, value: { state: 'undone' } })
    expect(await arrived()).toMatchObject({ contactId: shown })
    expect(await repliesIn(workspaceId)).toEqual(replies)
    expect(await contact(shown)).toMatchObject({ state: 'active', mergedIntoId: null, crmContactId: null })
    await play.says(support, { bsuid: 'GB.701', at: 90, wamid: 'wamid.LATER' })
    const later = await db.event.findFirstOrThrow({ where: { workspaceId, wamid: 'wamid.LATER' } })
    expect(later).toMatchObject({ outcome: 'matched', contactId: shown })
  })

  test('an account that changed its BSUID and phone while merged comes back with both', async () => {
    const { shown, known } = await adaTwice()
    const id = await merged(known, shown)
    await play.changes(support, { previous: 'GB.701', bsuid: 'GB.702', phone: NEW_PHONE, at: 60 })
    await play.says(support, { bsuid: 'GB.702', phone: NEW_PHONE, at: 70 })
    expect(await holderOf('GB.702')).toBe(known)
    expect(await undoMerge(owner, id)).toMatchObject({ ok: true, value: { state: 'undone', questions: [] } })
    const held = await db.identifier.findMany({ where: { contactId: shown, active: true }, orderBy: { kind: 'asc' } })
    expect(held.map(({ kind, value }) => `${kind} ${value}`)).toEqual(['bsuid GB.702', `phone ${NEW_PHONE}`])
    expect(await db.identifier.count({ where: { contactId: known } })).toBe(1)
  })

  test('two CRM records: the one that is not kept stays known, and is to be merged in the CRM', async () => {
    const kept = await seedContact(workspaceId, { name: 'Bo', crmContactId: 'CRM-1' })
    const other = await seedContact(workspaceId, { name: 'Bo Fern', crmContactId: 'CRM-2' })
    const before = await stateOf(workspaceId)
    const id = await merged(kept, other, { picks: { name: 'merged', crmContactId: 'merged' } })
    expect(await contact(kept)).toMatchObject({ name: 'Bo Fern', crmContactId: 'CRM-2' })
    expect(await contact(other)).toMatchObject({ crmContactId: 'CRM-1', state: 'merged' })
    const merge = await db.merge.findUniqueOrThrow({ where: { id } })
    expect(merge).toMatchObject({ crmState: 'open', crmKeptId: 'CRM-2', crmMergedId: 'CRM-1' })
    expect(await noteCarriedOut(owner, { id, version: 7, done: true })).toMatchObject({ code: 'stale-version' })
    expect(await noteCarriedOut(owner, { id, version: 1, done: true })).toMatchObject({ ok: true })
    await undoMerge(owner, id)
    expect(await stateOf(workspaceId)).toBe(before)
  })

  test('answers the conflict that asked for it, and what waited in review finds its contact', async () => {
    const one = await seedContact(workspaceId, { crmContactId: 'CRM-1', identifiers: claim(PHONE) })
    const two = await seedContact(workspaceId, { crmContactId: 'CRM-2', identifiers: claim(PHONE) })
    await play.says(support, { phone: PHONE, bsuid: 'GB.701', at: 0, wamid: 'wamid.WHO' })
    const waiting = () => db.event.findFirstOrThrow({ where: { workspaceId, wamid: 'wamid.WHO' } })
    expect(await waiting()).toMatchObject({ outcome: 'ambiguous', contactId: null })
    const id = await merged(one, two)
    expect(await db.conflict.findFirstOrThrow({ where: { workspaceId } })).toMatchObject({
      state: 'decided',
      decision: 'same-person',
    })
    await play.says(support, { bsuid: 'GB.799', at: 5 })
    expect(await waiting()).toMatchObject({ outcome: 'linked', contactId: one })
    await undoMerge(owner, id)
    expect(await db.conflict.findFirstOrThrow({ where: { workspaceId } })).toMatchObject({
      state: 'open',
      decision: null,
    })
  })
})

describe('refused, with nothing changed', () => {
  async function refusal(survivorId: string, mergedId: string, more: Partial<MergeInput> = {}): Promise<unknown> {
    const before = await stateOf(workspaceId)
    const result = await merging(survivorId, mergedId, more)
    const dry = await merging(survivorId, mergedId, { ...more, dryRun: true })
    expect(dry).toEqual(result)
    expect(await stateOf(workspaceId)).toBe(before)
    expect(await db.merge.count({ where: { workspaceId, state: 'done', survivorId, mergedId } })).toBe(0)
    if (result.ok) throw new Error('it was merged')
    const reasons = result.details?.reasons as { code: string }[] | undefined
    return reasons?.map(({ code }) => code) ?? result.code
  }

  test('with itself (chatwoot #2486)', async () => {
    const { known } = await adaTwice()
    expect(await refusal(known, known)).toEqual(['merge-self'])
  })

  test('merged already, in either direction, and a contact that does not exist', async () => {
    const { known, shown } = await adaTwice()
    const third = await seedContact(workspaceId, { name: 'Cy' })
    await merged(known, shown)
    expect(await refusal(third, shown)).toEqual(['merge-gone'])
    expect(await refusal(shown, third)).toEqual(['merge-gone'])
    expect(await refusal(third, 'c_nobody')).toBe('not-found')
  })

  test('changed since somebody compared them', async () => {
    const { known, shown } = await adaTwice()
    await editContact(owner, { id: known, version: 1, name: 'Ada Fern', crmContactId: 'CRM-701' })
    expect(await refusal(known, shown, { versions: { survivor: 1, merged: (await contact(shown)).version } })).toEqual([
      'merge-stale',
    ])
  })

  test('two accounts in one portfolio, unless somebody writes down how they know; the reason is kept', async () => {
    await play.says(support, { bsuid: 'GB.701', at: 0 })
    await play.says(support, { bsuid: 'GB.799', at: 0 })
    const [one, two] = [await holderOf('GB.701'), await holderOf('GB.799')]
    expect(await refusal(one, two)).toEqual(['merge-needs-reason'])
    expect(await refusal(one, two, { acknowledged: '  ' })).toEqual(['merge-needs-reason'])
    const id = await merged(one, two, { acknowledged: 'She wrote from her work phone while we spoke.' })
    expect(await db.merge.findUniqueOrThrow({ where: { id } })).toMatchObject({
      acknowledged: 'She wrote from her work phone while we spoke.',
    })
  })

  test('the CRM id of the side that has none', async () => {
    const { known, shown } = await adaTwice()
    expect(await refusal(known, shown, { picks: { crmContactId: 'merged' } })).toEqual(['merge-nothing-to-pick'])
  })

  test('for every role but admin and CRM owner, and from another workspace', async () => {
    const { known, shown } = await adaTwice()
    for (const role of ['marketing', 'operations', 'support_lead', 'developer', 'approver', 'viewer'] as const) {
      owner = await seedMember(workspaceId, [role])
      expect(await refusal(known, shown)).toBe('not-allowed')
      expect(await undoMerge(owner, 'mrg_any')).toMatchObject({ code: 'not-allowed' })
    }
    owner = await seedMember(await seedWorkspace('Elsewhere'), ['admin'])
    expect(await refusal(known, shown)).toBe('not-found')
  })

  test('two people merge the same pair at once: one does', async () => {
    const { known, shown } = await adaTwice()
    const results = await Promise.all([
      merging(known, shown),
      merging(shown, known, { picks: { crmContactId: 'merged' } }),
    ])
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await db.merge.count({ where: { workspaceId } })).toBe(1)
    expect(await db.contact.count({ where: { workspaceId, state: 'active' } })).toBe(1)
  })
})

describe('an undoing', () => {
  test('never overwrites what was edited since: it asks, field by field', async () => {
    const { known, shown } = await adaTwice()
    const id = await merged(known, shown)
    const { version } = await contact(known)
    await editContact(owner, { id: known, version, name: 'Ada Moss-Fern', crmContactId: 'CRM-701' })
    const undone = await undoMerge(owner, id)
    expect(undone).toMatchObject({
      ok: true,
      value: { state: 'undo_conflict', questions: [{ key: 'field name', kind: 'field', decided: false }] },
    })
    expect(await contact(known)).toMatchObject({ name: 'Ada Moss-Fern' })
    const merge = await db.merge.findUniqueOrThrow({ where: { id } })
    const answer = { mergeId: id, key: 'field name', choice: 'change' } as const
    expect(await answerUndoQuestion(owner, { ...answer, version: 1 })).toMatchObject({ code: 'stale-version' })
    const decided = await answerUndoQuestion(owner, { ...answer, version: merge.version })
    expect(decided).toMatchObject({ ok: true, value: { state: 'undone' } })
    expect(await contact(known)).toMatchObject({ name: 'Ada Moss' })
    const again = await answerUndoQuestion(owner, { ...answer, version: merge.version + 1 })
    expect(again).toMatchObject({ code: 'merge-question-closed' })
    const stranger = await seedMember(await seedWorkspace('Elsewhere'), ['admin'])
    expect(await answerUndoQuestion(stranger, { ...answer, version: 3 })).toMatchObject({ code: 'not-found' })
  })

  test('merges of one contact are taken apart in the reverse of their order', async () => {
    const { known, shown } = await adaTwice()
    const first = await merged(known, shown)
    const third = await seedContact(workspaceId, { name: 'Ada M.' })
    const later = await merged(third, known, { picks: { crmContactId: 'merged' } })
    expect(await undoMerge(owner, first)).toMatchObject({ code: 'merge-later', details: { mergeId: later } })
    expect(await undoMerge(owner, later)).toMatchObject({ ok: true })
    expect(await undoMerge(owner, first)).toMatchObject({ ok: true, value: { state: 'undone' } })
    expect(await undoMerge(owner, first)).toMatchObject({ code: 'merge-undone' })
  })

  test('a CRM id that somebody else has by now is asked about, and nobody loses theirs', async () => {
    const kept = await seedContact(workspaceId, { crmContactId: 'CRM-1' })
    const other = await seedContact(workspaceId, { crmContactId: 'CRM-2' })
    const id = await merged(kept, other, { picks: { crmContactId: 'merged' } })
    await db.contact.update({ where: { id: other }, data: { crmContactId: null } })
    const third = await seedContact(workspaceId, { crmContactId: 'CRM-1' })
    const undone = await undoMerge(owner, id)
    expect(undone).toMatchObject({ value: { questions: [{ key: 'crm-id survivor' }] } })
    expect(await contact(third)).toMatchObject({ crmContactId: 'CRM-1' })
    expect(await contact(other)).toMatchObject({ crmContactId: 'CRM-2' })
    const answer = await answerUndoQuestion(owner, {
      mergeId: id,
      key: 'crm-id survivor',
      choice: 'change',
      version: 2,
    })
    expect(answer).toMatchObject({ code: 'merge-cannot-restore' })
  })

  test('two people undo at once: one does', async () => {
    const { known, shown } = await adaTwice()
    const id = await merged(known, shown)
    const results = await Promise.all([undoMerge(owner, id), undoMerge(owner, id)])
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
  })
})
