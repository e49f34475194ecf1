import { describe, expect, test } from 'vitest'
import { db, writeTransaction } from '@/lib/server/db'
import { actorOfSession } from '@/lib/server/session-row'
import { seedMember, seedWorkspace } from '@/lib/server/testing/seed'
import { knownDevice } from './device'
import { changeOwnPassword, ownSessions, renameSelf } from './own-account'
import { endOwnSessions, signOut } from './sessions'
import { signIn, startSession } from './sign-in'
import { auditActions, PASSWORD, person, sessionOf, withPassword } from './testing/people'

const from = (address = '198.51.100.20') => ({ address, agent: 'test' })

async function somebody() {
  const workspaceId = await seedWorkspace()
  const actor = await person(workspaceId, 'marketing')
  return { workspaceId, actor, email: await withPassword(actor) }
}

test('the right password opens a new session, and it is in the audit log', async () => {
  const { workspaceId, actor, email } = await somebody()
  const result = await signIn({ email: email.toUpperCase(), password: PASSWORD }, from())
  if (!result.ok) throw new Error(result.code)
  const signedIn = await actorOfSession(result.value.sessionId, '198.51.100.20')
  expect(signedIn).toMatchObject({ memberId: actor.memberId, workspaceId, roles: ['marketing'] })
  expect(knownDevice(result.value.deviceCookie, actor.userId)).not.toBeNull()
  expect(knownDevice(result.value.deviceCookie, 'usr_other')).toBeNull()
  expect(await auditActions(workspaceId)).toEqual(['user.signed-in'])
})

describe('refused in the same words', () => {
  test.each([
    ['a wrong password', (email: string) => ({ email, password: 'three brown otter' })],
    ['an unknown address', () => ({ email: 'nobody@example.test', password: PASSWORD })],
    ['a list of addresses', (email: string) => ({ email: `${email},other@example.test`, password: PASSWORD })],
    ['a look-alike', (email: string) => ({ email: email.replace('e', '\u0435'), password: PASSWORD })],
    ['full-width letters', (email: string) => ({ email: email.replace('u', '\uff55'), password: PASSWORD })],
  ])('%s', async (_name, typed) => {
    const { email } = await somebody()
    expect(await signIn(typed(email), from())).toEqual({ ok: false, code: 'sign-in-refused' })
  })

  test('a member without a password', async () => {
    const workspaceId = await seedWorkspace()
    const actor = await person(workspaceId, 'viewer')
    const { email } = await db.user.findUniqueOrThrow({ where: { id: actor.userId } })
    expect(await signIn({ email, password: '' }, from())).toEqual({ ok: false, code: 'sign-in-refused' })
  })
})

test('unknown and known addresses cost the same work', async () => {
  const { email } = await somebody()
  const seen: (string | null | undefined)[] = []
  const verify = async (hash: string | null | undefined) => {
    seen.push(hash)
    return false
  }
  await signIn({ email, password: 'wrong' }, from(), verify)
  await signIn({ email: 'nobody-at-all@example.test', password: 'wrong' }, from(), verify)
  expect(seen).toHaveLength(2)
  expect(seen[1]).toBeUndefined()
})

test('guesses at one account stop being checked, and its owner still gets in from a browser of theirs', async () => {
  const { email } = await somebody()
  const first = await signIn({ email, password: PASSWORD }, from('198.51.100.30'))
  if (!first.ok) throw new Error(first.code)
  let checked = 0
  const guess = async () => {
    checked += 1
    return false
  }
  for (let n = 0; n < 1_000; n += 1) {
    await signIn({ email, password: `guess ${n}` }, from(`2001:db8:1::${n.toString(16)}`), guess)
  }
  expect(checked).toBeLessThanOrEqual(32)
  expect(await signIn({ email, password: PASSWORD }, from('198.51.100.31'))).toMatchObject({ code: 'too-many' })
  const own = { ...from('198.51.100.32'), deviceCookie: first.value.deviceCookie }
  expect(await signIn({ email, password: PASSWORD }, own)).toMatchObject({ ok: true })
  expect(await signIn({ email, password: PASSWORD }, from('198.51.100.30'))).toMatchObject({ ok: true })
})

test('a session planted before signing in does not survive it', async () => {
  const { actor, email } = await somebody()
  const planted = await sessionOf(actor)
  const result = await signIn({ email, password: PASSWORD }, { ...from(), previousSessionId: planted })
  if (!result.ok) throw new Error(result.code)
  expect(result.value.sessionId).not.toBe(planted)
  expect(await actorOfSession(planted, '127.0.0.1')).toBeNull()
})

test('a disabled user and a member of nothing are told so, once the password was right', async () => {
  const { actor, email } = await somebody()
  await writeTransaction((tx) => tx.member.update({ where: { id: actor.memberId }, data: { disabledAt: new Date() } }))
  expect(await signIn({ email, password: PASSWORD }, from())).toEqual({ ok: false, code: 'no-workspace' })
  await writeTransaction((tx) => tx.user.update({ where: { id: actor.userId }, data: { disabledAt: new Date() } }))
  expect(await signIn({ email, password: PASSWORD }, from())).toEqual({ ok: false, code: 'account-disabled' })
})

describe('a session is over at once', () => {
  test('after signing out', async () => {
    const { workspaceId, actor } = await somebody()
    const sessionId = await sessionOf(actor)
    await signOut({ ...actor, sessionId })
    expect(await actorOfSession(sessionId, '127.0.0.1')).toBeNull()
    expect(await auditActions(workspaceId)).toEqual(['user.signed-out'])
  })

  test('after its last day, after three idle days, and when its user is disabled', async () => {
    const { actor } = await somebody()
    const sessionId = await sessionOf(actor)
    const inDays = (days: number) => new Date(Date.now() + days * 86_400_000)
    expect(await actorOfSession(sessionId, '127.0.0.1', inDays(2.9))).not.toBeNull()
    expect(await actorOfSession(sessionId, '127.0.0.1', inDays(3.1))).toBeNull()
    expect(await actorOfSession(sessionId, '127.0.0.1', inDays(15))).toBeNull()
    await writeTransaction((tx) => tx.user.update({ where: { id: actor.userId }, data: { disabledAt: new Date() } }))
    expect(await actorOfSession(sessionId, '127.0.0.1')).toBeNull()
  })

  test('after the password changed; the browser that changed it gets a new one', async () => {
    const { actor, email } = await somebody()
    const [here, elsewhere] = [await sessionOf(actor), await sessionOf(actor)]
    const me = { ...actor, sessionId: here }
    const wrong = await changeOwnPassword(me, { current: 'not it at all', next: 'four brown otters' }, from())
    expect(wrong).toEqual({ ok: false, code: 'wrong-password' })
    const same = await changeOwnPassword(me, { current: PASSWORD, next: PASSWORD }, from())
    expect(same).toEqual({ ok: false, code: 'same-password' })
    const changed = await changeOwnPassword(me, { current: PASSWORD, next: 'four brown otters' }, from())
    if (!changed.ok) throw new Error(changed.code)
    expect(await actorOfSession(here, '127.0.0.1')).toBeNull()
    expect(await actorOfSession(elsewhere, '127.0.0.1')).toBeNull()
    expect(await actorOfSession(changed.value.sessionId, '127.0.0.1')).not.toBeNull()
    expect(await signIn({ email, password: PASSWORD }, from())).toMatchObject({ code: 'sign-in-refused' })
  })
})

test('people end their own sessions, and nobody else can', async () => {
  const { actor } = await somebody()
  const [here, there, third] = [await sessionOf(actor), await sessionOf(actor), await sessionOf(actor)]
  const me = { ...actor, sessionId: here }
  const stranger = (await somebody()).actor
  expect(await endOwnSessions(stranger, { sessionId: there })).toEqual({ ok: false, code: 'not-found' })
  expect((await ownSessions(me)).map((session) => session.current)).toEqual([true, false, false])
  expect(await endOwnSessions(me, { sessionId: there })).toEqual({ ok: true, value: { ended: 1 } })
  expect(await endOwnSessions(me, 'others')).toEqual({ ok: true, value: { ended: 1 } })
  expect(await actorOfSession(third, '127.0.0.1')).toBeNull()
  expect(await actorOfSession(here, '127.0.0.1')).not.toBeNull()
})

test('the workspace a person last worked in is opened again', async () => {
  const { actor } = await somebody()
  const second = await seedWorkspace('Quillhaven')
  await seedMember(second, ['viewer'])
  await writeTransaction(async (tx) => {
    const member = await tx.member.create({
      data: { id: `${actor.memberId}2`, workspaceId: second, userId: actor.userId },
    })
    await tx.memberRole.create({ data: { memberId: member.id, workspaceId: second, role: 'viewer' } })
  })
  await sessionOf({ ...actor, workspaceId: second })
  const started = await startSession(actor.userId, from())
  if (!started.ok) throw new Error(started.code)
  expect(await actorOfSession(started.value.sessionId, '')).toMatchObject({ workspaceId: second, roles: ['viewer'] })
})

test('a changed name is in the audit log with the old one', async () => {
  const { workspaceId, actor } = await somebody()
  await renameSelf(actor, { name: 'Wren Hollis' })
  await renameSelf(actor, { name: 'Wren Hollis' })
  const events = await db.auditEvent.findMany({ where: { workspaceId } })
  expect(events.map((event) => event.detail)).toEqual([
    { before: { name: 'Test Person' }, after: { name: 'Wren Hollis' } },
  ])
})
