import { expect, test } from 'vitest'
import { type Actor, actorId } from '@/lib/server/actor'
import { db } from '@/lib/server/db'
import { seedMember } from '@/lib/server/testing/seed'
import { sheetMark } from './change-store'
import { addCommentSchema } from './comment-schema'
import { commentThread, waitingMentions } from './comments'
import { seedEntryPoint, seedSheet } from './testing/sheet'
import { addComment, editComment, removeComment, seeMentions } from './write-comment'

async function seedThread() {
  const world = await seedSheet()
  const row = await seedEntryPoint(world.marketing, { name: 'Till receipt' })
  const say = async (actor: Actor, text: string): Promise<string> => {
    const said = await addComment(actor, { entryPointId: row.id, text })
    if (!said.ok) throw new Error(said.code)
    return said.value.id
  }
  const waiting = (actor: Actor) => waitingMentions(actor.workspaceId, actorId(actor) ?? '')
  return { ...world, row, say, waiting }
}

test('a comment is shown with its author and audited; whoever is mentioned hears of it until they have seen it', async () => {
  const { marketing, operations, row, say, waiting } = await seedThread()
  const mark = await sheetMark(marketing.workspaceId)
  const id = await say(marketing, 'Is this reprinted, @Odo Marsh? Asked by @Mara Quill')
  expect((await commentThread(operations, row.id)).comments).toMatchObject([
    { id, authorName: 'Mara Quill', own: false, edited: false, mentioned: ['Mara Quill', 'Odo Marsh'].sort() },
  ])
  expect(await waiting(operations)).toEqual({ count: 1, first: row.id })
  expect(await waiting(marketing)).toEqual({ count: 0, first: null })
  const audited = await db.auditEvent.findMany({ where: { subjectKind: 'comment', subjectId: id } })
  expect(audited.map(({ action }) => action)).toEqual(['comment.added'])
  expect(await seeMentions(operations, { entryPointId: row.id })).toEqual({ ok: true, value: { seen: 1 } })
  expect(await waiting(operations)).toEqual({ count: 0, first: null })
  expect(await sheetMark(marketing.workspaceId)).toBe(mark)
})

test('an edit needs the version it began with, and tells only those who are new in it', async () => {
  const { marketing, operations, viewer, row, say, waiting } = await seedThread()
  const id = await say(marketing, '@Odo Marsh please look')
  const edit = (version: number, text: string) => editComment(marketing, { id, version, text })
  expect(await edit(1, '@Odo Marsh and @Vera Lund please look')).toMatchObject({ ok: true })
  expect(await edit(1, 'an old page')).toEqual({ ok: false, code: 'stale-version' })
  expect((await commentThread(viewer, row.id)).comments).toMatchObject([{ version: 2, edited: true }])
  expect([(await waiting(operations)).count, (await waiting(viewer)).count]).toEqual([1, 1])
})

test('a deleted comment leaves its place and nothing of its text, and unread mentions go with it', async () => {
  const { marketing, operations, row, say, waiting } = await seedThread()
  const id = await say(marketing, '@Odo Marsh the wrong row')
  expect(await removeComment(marketing, { id, version: 1 })).toMatchObject({ ok: true })
  expect((await commentThread(operations, row.id)).comments).toMatchObject([{ id, text: null, mentioned: [] }])
  expect((await waiting(operations)).count).toBe(0)
  expect(await editComment(marketing, { id, version: 2, text: 'again' })).toEqual({ ok: false, code: 'not-found' })
})

test('only the author changes a comment; a viewer, a token and another workspace say nothing', async () => {
  const { workspaceId, marketing, operations, viewer, stranger, row, say } = await seedThread()
  const id = await say(marketing, 'Mine')
  const refused = { ok: false, code: 'not-allowed' }
  expect(await editComment(operations, { id, version: 1, text: 'Yours' })).toEqual(refused)
  expect(await removeComment(operations, { id, version: 1 })).toEqual(refused)
  const token: Actor = { kind: 'token', tokenId: 't', name: 'CRM', scopes: ['*'], workspaceId, origin: '127.0.0.1' }
  for (const actor of [viewer, token]) {
    expect(await addComment(actor, { entryPointId: row.id, text: 'No' })).toEqual(refused)
    expect(await editComment(actor, { id, version: 1, text: 'No' })).toEqual(refused)
    expect(await removeComment(actor, { id, version: 1 })).toEqual(refused)
  }
  const missing = { ok: false, code: 'not-found' }
  expect(await addComment(stranger, { entryPointId: row.id, text: 'Hello' })).toEqual(missing)
  expect(await editComment(stranger, { id, version: 1, text: 'Hello' })).toEqual(missing)
  expect(await removeComment(stranger, { id, version: 1 })).toEqual(missing)
  expect(await seeMentions(stranger, { entryPointId: row.id })).toEqual(missing)
  expect((await commentThread(stranger, row.id)).comments).toEqual([])
  expect((await commentThread(marketing, row.id)).comments).toMatchObject([{ text: 'Mine', version: 1 }])
})

test('of two edits at once exactly one is kept, and a name of another workspace reaches nobody', async () => {
  const { marketing, stranger, row, say, waiting } = await seedThread()
  const id = await say(marketing, '@Stig Rowan')
  expect((await waiting(stranger)).count).toBe(0)
  const edits = ['one', 'two', 'three'].map((text) => editComment(marketing, { id, version: 1, text }))
  expect((await Promise.all(edits)).filter((one) => one.ok)).toHaveLength(1)
  await seedMember(marketing.workspaceId, ['marketing'], 'Late Comer')
  expect((await commentThread(marketing, row.id)).people).toContain('Late Comer')
})

test('an empty comment and one that is too long are refused with a sentence', () => {
  expect(addCommentSchema.safeParse({ entryPointId: 'ep', text: ' \n ' }).success).toBe(false)
  expect(addCommentSchema.safeParse({ entryPointId: 'ep', text: 'x'.repeat(4_001) }).success).toBe(false)
})
