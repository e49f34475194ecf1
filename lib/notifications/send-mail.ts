import { db, writeTransaction } from '@/lib/server/db'
import type { Mailer } from '@/lib/server/mailer'
import { asJson } from '@/lib/server/sql'
import { afterFailure, mailFailure, nextTry } from './mail-rules'
import type { MailWords } from './mail-text'

const AT_ONCE = 50
/** A process that dies while it sends leaves the message to the next try after this. */
const LEASE_MS = 5 * 60_000

type Row = Awaited<ReturnType<typeof dueMail>>[number]

function dueMail(now: Date) {
  return db.outbox.findMany({
    where: { channel: 'email', state: 'waiting', nextTryAt: { lte: now } },
    orderBy: [{ nextTryAt: 'asc' }, { id: 'asc' }],
    take: AT_ONCE,
  })
}

/** Takes a message for this process; false when another one has it. */
async function take({ id, tries, nextTryAt }: Row, now: Date): Promise<boolean> {
  const taken = await writeTransaction((tx) =>
    tx.outbox.updateMany({
      where: { id, state: 'waiting', tries, nextTryAt },
      data: { tries: { increment: 1 }, nextTryAt: new Date(now.getTime() + LEASE_MS) },
    }),
  )
  return taken.count === 1
}

export type Sent = { sent: number; failed: number; unreachable: boolean }

/**
 * Sends what is due. While the mail server does not answer, everything waits and the rest of this turn is left alone; a
 * message keeps its Message-ID through all tries, so that one that was sent twice is shown once.
 */
export async function sendDueMail(now: Date, mailer: Mailer, onFailure: (sentence: string) => void): Promise<Sent> {
  const outcome: Sent = { sent: 0, failed: 0, unreachable: false }
  for (const row of await dueMail(now)) {
    if (!(await take(row, now))) continue
    const { id, target } = row
    const tries = row.tries + 1
    try {
      await mailer.send({ id, to: target, ...asJson<MailWords>(row.payload) })
      const done = { state: 'sent', sentAt: now, lastError: null }
      await writeTransaction((tx) => tx.outbox.updateMany({ where: { id }, data: done }))
      outcome.sent += 1
    } catch (error) {
      const failure = mailFailure(error)
      const { state, at } = failure.unreachable
        ? { state: 'waiting', at: nextTry(tries, now) }
        : afterFailure(failure, tries, now)
      const data = { state, nextTryAt: at, lastError: failure.sentence }
      await writeTransaction((tx) => tx.outbox.updateMany({ where: { id }, data }))
      onFailure(failure.sentence)
      if (state === 'failed') outcome.failed += 1
      if (failure.unreachable) return { ...outcome, unreachable: true }
    }
  }
  return outcome
}
