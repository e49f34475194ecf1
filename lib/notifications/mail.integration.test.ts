import { afterEach, beforeEach, expect, test } from 'vitest'
import { db, writeTransaction } from '@/lib/server/db'
import { type Mailer, openMailer } from '@/lib/server/mailer'
import type { MemberActor } from '@/lib/server/session-row'
import { seedMember, seedWorkspace } from '@/lib/server/testing/seed'
import { collectMail } from './collect-mail'
import { notify } from './notify'
import { listChoices, saveChoice } from './preferences'
import { markAllRead, unreadCount } from './queries'
import { sendDueMail } from './send-mail'
import { type Inbox, startInbox } from './testing/inbox'

const BASE = 'https://handrail.example'
/** Before the hour of the digest, and after it, in the zone of a seeded workspace. */
const NIGHT = new Date('2026-11-26T03:00:00Z')
const MORNING = new Date('2026-11-26T19:00:00Z')

let inbox: Inbox
let mailer: Mailer
let workspaceId: string
let juno: MemberActor
let edith: MemberActor
const problems: string[] = []

async function member(name: string): Promise<MemberActor> {
  const actor = await seedMember(workspaceId, ['operations'], name)
  if (actor.kind !== 'member') throw new Error('A seeded member is a member.')
  return actor
}
const addressOf = async ({ userId }: MemberActor) => (await db.user.findUniqueOrThrow({ where: { id: userId } })).email

beforeEach(async () => {
  // What other tests of this file left behind is not this test's mail.
  await db.notification.updateMany({ where: { mailState: 'waiting' }, data: { mailState: 'off' } })
  await db.outbox.deleteMany({})
  problems.length = 0
  inbox = await startInbox()
  mailer = openMailer(`smtp://127.0.0.1:${inbox.port}`, BASE)
  workspaceId = await seedWorkspace('Fernhollow')
  juno = await member('Juno Vale')
  edith = await member('Edith Lark')
})
afterEach(async () => {
  mailer.close()
  await inbox.stop()
})

const tell = (kind: 'approval.requested' | 'approval.withdrawn', title: string, ...to: MemberActor[]) =>
  writeTransaction((tx) =>
    notify(tx, {
      ...{ workspaceId, kind, subjectKind: 'approval', subjectId: `apr_${title}` },
      memberIds: to.map(({ memberId }) => memberId),
      args: { title, by: 'Ines Vale', reason: 'Ready.' },
    }),
  )
/** Notifications are as old as the test says, so that the clock of the machine has no part in it. */
const age = (at: Date) => db.notification.updateMany({ where: { workspaceId }, data: { createdAt: at } })
const send = (now: Date) => sendDueMail(now, mailer, (sentence) => problems.push(sentence))

async function turn(now: Date) {
  await age(now)
  const made = await collectMail(now, BASE)
  return { made, ...(await send(now)) }
}

test('what is urgent leaves at once, the rest in one digest in the morning, each once', async () => {
  await tell('approval.requested', 'Wave-1', juno)
  await tell('approval.withdrawn', 'Wave-2', juno, edith)
  await tell('approval.withdrawn', 'Wave-3', juno)
  expect(await turn(NIGHT)).toMatchObject({ made: 1, sent: 1 })
  expect(inbox.mails[0]).toContain(`To: ${await addressOf(juno)}`)

  expect(inbox.mails[0]).toContain('https://handrail.example/approvals/apr_Wave-1')
  expect(inbox.mails[0]).toContain('Auto-Submitted: auto-generated')
  expect(await turn(MORNING)).toMatchObject({ made: 2, sent: 2 })
  const digest = inbox.mails.find((mail) => mail.includes('apr_Wave-3')) ?? ''
  expect(digest).toContain('Subject: Fernhollow: 2 things since yesterday')
  expect(digest).toContain('apr_Wave-2')
  expect(await turn(MORNING)).toMatchObject({ made: 0, sent: 0 })
  // Later that day there is no second digest; the next morning there is.
  await tell('approval.withdrawn', 'Wave-4', juno)
  expect(await turn(new Date(MORNING.getTime() + 3_600_000))).toMatchObject({ made: 0 })
  expect(await turn(new Date(MORNING.getTime() + 86_400_000))).toMatchObject({ made: 1, sent: 1 })
})

test('nothing is lost while the mail server is down, and nothing is told twice when it is back', async () => {
  const { port } = inbox
  await inbox.stop()
  for (const n of [1, 2, 3]) {
    await tell('approval.requested', `Wave-${n}`, juno)
    await age(NIGHT)
    await collectMail(NIGHT, BASE)
  }
  expect(await send(NIGHT)).toEqual({ sent: 0, failed: 0, unreachable: true })
  expect(problems).toEqual(['The mail server did not answer (ESOCKET).'])
  for (let hour = 1; hour <= 30; hour += 1) await send(new Date(NIGHT.getTime() + hour * 3_600_000))
  expect(await db.outbox.count({ where: { workspaceId, state: 'waiting' } })).toBe(3)
  inbox = await startInbox(port)
  const back = new Date(NIGHT.getTime() + 48 * 3_600_000)
  expect(await send(back)).toMatchObject({ sent: 3, failed: 0 })
  expect(await send(back)).toMatchObject({ sent: 0 })
  expect([1, 2, 3].map((n) => inbox.mails.filter((mail) => mail.includes(`apr_Wave-${n}`)).length)).toEqual([1, 1, 1])
})

test('an address that is refused for good is given up with a sentence, and stops nobody else', async () => {
  inbox.refuse.add(await addressOf(juno))
  await tell('approval.requested', 'Wave-1', juno, edith)
  expect(await turn(NIGHT)).toMatchObject({ made: 2, sent: 1, failed: 0 })
  for (const minutes of [2, 10]) await send(new Date(NIGHT.getTime() + minutes * 60_000))
  expect(await db.outbox.findMany({ where: { workspaceId, state: 'failed' } })).toMatchObject([
    { tries: 3, lastError: 'The mail server refused this message for good (550).' },
  ])
  expect(problems.join()).not.toContain('@')
})

test('two processes at once tell a person once, and one that died leaves its message to the next', async () => {
  await tell('approval.requested', 'Wave-1', juno)
  await tell('approval.withdrawn', 'Wave-2', juno)
  await age(MORNING)
  const made = await Promise.all([1, 2, 3].map(() => collectMail(MORNING, BASE)))
  expect(made.reduce((sum, one) => sum + one, 0)).toBe(2)
  const died: Mailer = { send: () => new Promise(() => {}), close: () => {} }
  void sendDueMail(MORNING, died, () => {})
  await expect.poll(() => db.outbox.count({ where: { workspaceId, tries: 1 } })).toBe(1)
  const [a, b] = await Promise.all([send(MORNING), send(MORNING)])
  expect(a.sent + b.sent).toBe(1)
  expect(await send(new Date(MORNING.getTime() + 6 * 60_000))).toMatchObject({ sent: 1 })
  const ids = inbox.mails.map((mail) => /Message-ID: (.*)/i.exec(mail)?.[1])
  expect(new Set(ids).size).toBe(2)
})

test('each person chooses for each kind; what was read and who left needs no e-mail', async () => {
  await saveChoice(juno, { kind: 'approval.requested', inApp: false, email: 'never' })
  await saveChoice(edith, { kind: 'approval.withdrawn', inApp: true, email: 'now' })
  expect((await listChoices(juno)).find(({ kind }) => kind === 'approval.requested')).toMatchObject({
    ...{ inApp: false, email: 'never' },
  })
  expect((await listChoices(edith)).find(({ kind }) => kind === 'approval.requested')).toMatchObject({ email: 'now' })
  await tell('approval.requested', 'Wave-1', juno)
  expect(await unreadCount(juno)).toBe(0)
  await tell('approval.withdrawn', 'Wave-2', edith)
  expect(await turn(NIGHT)).toMatchObject({ made: 1, sent: 1 })
  expect(inbox.mails[0]).toContain('apr_Wave-2')

  await tell('approval.withdrawn', 'Wave-3', juno)
  await age(NIGHT)
  await markAllRead(juno, new Date(NIGHT.getTime() + 1_000))
  await tell('approval.requested', 'Wave-4', edith)
  await db.member.update({ where: { id: edith.memberId }, data: { disabledAt: NIGHT } })
  expect(await collectMail(MORNING, BASE)).toBe(0)
  expect(await db.notification.count({ where: { workspaceId, mailState: 'waiting' } })).toBe(0)
  expect(await db.auditEvent.count({ where: { workspaceId, action: 'notifications.choice-changed' } })).toBe(2)
})
