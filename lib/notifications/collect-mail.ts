import { db, type Tx, writeTransaction } from '@/lib/server/db'
import { asJson } from '@/lib/server/sql'
import { newId } from '@/lib/shared/ids'
import { KIND_CHOICES } from './catalogue'
import { digestDay } from './mail-rules'
import { type MailItem, mailWords } from './mail-text'
import { isKind, placeOf, sentenceOf } from './queries'
import { MAIL_CHOICES, type MailChoice } from './vocabulary'

/** What was not sent after this long (no mail server was set up) is not sent any more. */
const OLD_MS = 3 * 86_400_000
const AT_ONCE = 200
const MEMBERS = 500

type Waiting = Awaited<ReturnType<typeof waitingOf>>[number]

function waitingOf(tx: Tx, memberId: string) {
  return tx.notification.findMany({
    where: { memberId, mailState: 'waiting' },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: AT_ONCE,
  })
}

async function choicesOf(tx: Tx, memberId: string): Promise<(kind: string) => MailChoice> {
  const stored = await tx.notificationChoice.findMany({ where: { memberId } })
  const chosen = new Map(stored.map(({ kind, email }) => [kind, MAIL_CHOICES.find((one) => one === email)]))
  return (kind) => chosen.get(kind) ?? (isKind(kind) ? KIND_CHOICES[kind].mail : 'never')
}

const itemOf = (row: Waiting): MailItem => ({
  sentence: sentenceOf(row.kind, asJson(row.args)),
  href: placeOf(row),
  at: row.createdAt,
})

type Settled = { rows: readonly Waiting[]; to: 'queued' | 'off' }

/** Another process was at the same notifications: it has told of them, and this transaction is given up. */
class Taken extends Error {}

async function settle(tx: Tx, { rows, to }: Settled): Promise<void> {
  if (rows.length === 0) return
  const ids = rows.map(({ id }) => id)
  const where = { id: { in: ids }, mailState: 'waiting' }
  const { count } = await tx.notification.updateMany({ where, data: { mailState: to } })
  if (count !== ids.length) throw new Taken()
}

/**
 * Makes e-mails of what waits: what a person wants at once, and from the morning on the one digest of the day. Writing
 * the message and settling its notifications is one transaction, so nothing is lost and nothing is told twice. What was
 * read in the app meanwhile needs no e-mail. Returns how many messages were made.
 */
export async function collectMail(now: Date, baseUrl: string): Promise<number> {
  const members = await db.notification.findMany({
    where: { mailState: 'waiting' },
    distinct: ['memberId'],
    select: { memberId: true },
    take: MEMBERS,
  })
  let made = 0
  for (const { memberId } of members) {
    try {
      made += await writeTransaction((tx) => collectFor(tx, memberId, { now, baseUrl }))
    } catch (error) {
      if (!(error instanceof Taken)) throw error
    }
  }
  return made
}

async function collectFor(tx: Tx, memberId: string, at: { now: Date; baseUrl: string }): Promise<number> {
  const { now, baseUrl } = at
  const member = await tx.member.findUnique({ where: { id: memberId }, include: { user: true } })
  const all = await waitingOf(tx, memberId)
  const gone = !member || member.disabledAt !== null || member.user.disabledAt !== null
  if (gone) {
    await settle(tx, { rows: all, to: 'off' })
    return 0
  }
  const workspace = await tx.workspace.findUniqueOrThrow({ where: { id: member.workspaceId } })
  const choiceOf = await choicesOf(tx, memberId)
  const needless = (row: Waiting): boolean =>
    choiceOf(row.kind) === 'never' ||
    now.getTime() - row.createdAt.getTime() > OLD_MS ||
    (row.readAt !== null && row.readAt > row.createdAt)
  await settle(tx, { rows: all.filter(needless), to: 'off' })
  const wanted = all.filter((row) => !needless(row))
  const day = digestDay(now, workspace.zone)
  const parts = {
    now: wanted.filter(({ kind }) => choiceOf(kind) === 'now'),
    digest: day ? wanted.filter(({ kind }) => choiceOf(kind) === 'digest') : [],
  }
  let made = 0
  for (const kind of ['now', 'digest'] as const) {
    const rows = parts[kind]
    // The id of a digest is the person and the day: there is one.
    const id = kind === 'digest' ? `out_${memberId}_${day}` : newId('out')
    if (rows.length === 0 || (kind === 'digest' && (await tx.outbox.count({ where: { id } })) > 0)) continue
    const words = mailWords({
      kind,
      baseUrl,
      name: member.user.name,
      workspace: workspace.name,
      items: rows.map(itemOf),
    })
    await settle(tx, { rows, to: 'queued' })
    await tx.outbox.create({
      data: {
        ...{ id, workspaceId: workspace.id, channel: 'email', target: member.user.email },
        ...{ payload: words, nextTryAt: now },
      },
    })
    made += 1
  }
  return made
}
