import type { Separation } from '@/lib/identity/person-decisions'
import { sqlOf, type Tx } from '@/lib/server/db'
import { asJson, inList } from '@/lib/server/sql'
import { newId } from '@/lib/shared/ids'
import { tell } from '@/lib/webhooks/tell'
import type { StoredConflict } from './store'

/** What decisions about conflicts read and write beside the identifiers themselves. */

export async function eventsOf(tx: Tx, { workspaceId, id }: StoredConflict): Promise<string[]> {
  const rows = await tx.conflictMention.findMany({ where: { workspaceId, conflictId: id, kind: 'event' } })
  return rows.map(({ value }) => value)
}

/** The contacts among these that are there still. */
export async function present(reader: Pick<Tx, 'contact'>, workspaceId: string, ids: string[]): Promise<string[]> {
  const rows = await reader.contact.findMany({
    where: { workspaceId, id: { in: ids }, state: 'active' },
    select: { id: true },
  })
  const there = new Set(rows.map(({ id }) => id))
  return ids.filter((id) => there.has(id))
}

type Written = {
  decision: string
  decidedById: string | null
  decidedAt: Date
  note: string | null
  contactId?: string | undefined
}

/** False when somebody was faster. */
export async function writeDecision(
  tx: Tx,
  { id, workspaceId, version }: StoredConflict,
  written: Written,
): Promise<boolean> {
  const { contactId, ...decided } = written
  const { count } = await tx.conflict.updateMany({
    where: { id, workspaceId, version, state: 'open' },
    data: { ...decided, ...(contactId ? { contactId } : {}), state: 'decided', version: { increment: 1 } },
  })
  return count === 1
}

/** The same disagreement as it will be seen once the new contact is there: answered beforehand, so that nobody is asked twice. */
export async function answerBeforehand(
  tx: Tx,
  conflict: StoredConflict,
  sibling: Written & { key: string; contactId: string },
): Promise<void> {
  const { candidates, identifiers, ...told } = conflict
  const evidence = asJson<Record<string, unknown>>(identifiers)
  await tx.conflict.create({
    data: {
      ...told,
      ...sibling,
      id: newId('cf'),
      ...{
        rule: '4',
        kind: 'phone-held-by-another',
        proposal: 'choose-contact',
        state: 'decided',
        events: 0,
        version: 1,
      },
      candidates: [...new Set([sibling.contactId, ...(candidates as string[])])],
      identifiers: { ...evidence, kind: 'phone-held-by-another' } as object,
    },
  })
}

/** "Not the same" of the pair of contacts the conflict was about, if one was suggested. */
export async function dismissPairOf(tx: Tx, workspaceId: string, contactIds: string[], by: string | null, at: Date) {
  const [lowId, highId, another] = [...contactIds].sort()
  if (!lowId || !highId || another) return
  await tx.duplicatePair.updateMany({
    where: { workspaceId, lowId, highId, state: { in: ['open', 'apart'] } },
    data: { state: 'dismissed', decidedById: by, decidedAt: at, version: { increment: 1 } },
  })
}

type Split = { workspaceId: string; from: string; separation: Separation }

/** Gives the account a contact of its own. Returns it, and the events that have to be resolved again. */
export async function separate(tx: Tx, { workspaceId, from, separation }: Split) {
  const to = newId('c')
  await tx.contact.create({ data: { id: to, workspaceId, provisional: true } })
  const eventIds = await eventsWith(tx, workspaceId, from, new Set(separation.bsuids))
  const sql = sqlOf(tx)
  const move = (table: string, column: string, ids: readonly string[]) =>
    sql.run(
      `UPDATE "${table}" SET "contactId" = ? WHERE "workspaceId" = ? AND "contactId" = ? AND "${column}" IN ${inList(sql)}`,
      [to, workspaceId, from, JSON.stringify(ids)],
    )
  await move('Identifier', 'id', separation.identifierIds)
  await move('Thread', 'id', separation.threadIds)
  await move('Event', 'threadId', separation.threadIds)
  await move('Message', 'threadId', separation.threadIds)
  await sql.run(
    `UPDATE "ThreadKey" SET "active" = ?, "activeKey" = NULL WHERE "workspaceId" = ? AND "id" IN ${inList(sql)}`,
    [false, workspaceId, JSON.stringify(separation.keyIds)],
  )
  await tell(sql, workspaceId, [
    { event: 'contact.created', contactId: to, changed: [] },
    { event: 'contact.changed', contactId: from, changed: ['identifiers'] },
  ])
  return { contactId: to, eventIds }
}

/** Events of the contact that showed one of these BSUIDs. */
async function eventsWith(tx: Tx, workspaceId: string, contactId: string, bsuids: ReadonlySet<string>) {
  const rows = await tx.event.findMany({
    where: { workspaceId, contactId },
    select: { id: true, identifiers: true },
  })
  return rows
    .filter(({ identifiers }) => bsuids.has(String(asJson<{ bsuid?: string }>(identifiers).bsuid ?? '')))
    .map(({ id }) => id)
}
