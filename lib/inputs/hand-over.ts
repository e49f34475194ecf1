import { kindEdited, subjectEdited } from '@/lib/approvals/subject-edited'
import { type Actor, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { db, sqlOf, type Tx } from '@/lib/server/db'
import type { Sql } from '@/lib/server/sql'
import { newId } from '@/lib/shared/ids'
import { fail, ok, type Result } from '@/lib/shared/result'
import { mayOwn } from './required-inputs'
import { OWNERSHIP_SUBJECT_ID } from './subject-id'

type Owned = {
  key: string
  table: string
  /** The column that names the owner; an id of a member. */
  column: string
  one: string
  many: string
  /** Only what still has to be done by somebody: finished work keeps the name of who did it. */
  living?: string
  versioned?: false
  /** A second column that holds the owner's name. */
  nameColumn?: string
}

/** Everything in a workspace that names a member as its owner. A room that adds an owner adds its line here. */
const OWNED: readonly Owned[] = [
  {
    key: 'parts',
    table: 'Responsibility',
    column: 'ownerId',
    one: 'part of the rollout',
    many: 'parts of the rollout',
  },
  { key: 'parts-done', table: 'Responsibility', column: 'doerId', one: 'part to do', many: 'parts to do' },
  { key: 'parts-signed', table: 'Responsibility', column: 'signerId', one: 'part to sign', many: 'parts to sign' },
  { key: 'inputs', table: 'RequiredInput', column: 'ownerMemberId', one: 'required input', many: 'required inputs' },
  {
    ...{ key: 'systems', table: 'SystemDependency', column: 'ownerMemberId', living: '"archivedAt" IS NULL' },
    ...{ one: 'system on the register', many: 'systems on the register' },
  },
  {
    ...{ key: 'entry-points', table: 'EntryPoint', column: 'ownerMemberId', nameColumn: 'ownerName' },
    ...{ living: '"archivedAt" IS NULL', one: 'entry point', many: 'entry points' },
  },
  {
    ...{ key: 'waves', table: 'Wave', column: 'ownerMemberId', living: `"state" NOT IN ('done','rolled_back')` },
    ...{ one: 'wave', many: 'waves' },
  },
  {
    ...{ key: 'workflows', table: 'Workflow', column: 'ownerMemberId', living: '"archivedAt" IS NULL' },
    ...{ one: 'workflow', many: 'workflows' },
  },
  { key: 'handles', table: 'Handle', column: 'ownerMemberId', one: 'handle decision', many: 'handle decisions' },
  { key: 'contacts', table: 'Contact', column: 'ownerMemberId', one: 'contact', many: 'contacts' },
  {
    ...{ key: 'conflicts', table: 'Conflict', column: 'assigneeId', living: `"state" = 'open'` },
    ...{ one: 'open conflict', many: 'open conflicts' },
  },
  {
    ...{ key: 'tests', table: 'TestRecord', column: 'ownerId', living: `"fixState" IN ('open','fixing','fixed')` },
    ...{ one: 'failing test', many: 'failing tests' },
  },
  {
    ...{ key: 'test-cases', table: 'TestCase', column: 'ownerId', versioned: false as const },
    ...{ one: 'case of a test plan', many: 'cases of test plans' },
  },
  {
    ...{ key: 'datasets', table: 'Dataset', column: 'ownerMemberId', living: '"provedAt" IS NULL' },
    ...{ one: 'test dataset', many: 'test datasets' },
  },
  {
    ...{ key: 'phone-exceptions', table: 'PhoneException', column: 'ownerId', living: '"archivedAt" IS NULL' },
    ...{ one: 'place that needs a phone', many: 'places that need a phone' },
  },
  {
    ...{ key: 'calendar', table: 'Workspace', column: 'calendarOwnerMemberId' },
    ...{ one: 'calendar of the rollout', many: 'calendars of the rollout' },
  },
  {
    ...{ key: 'stale', table: 'StaleMark', column: 'ownerMemberId', versioned: false as const },
    ...{ one: 'record to look at again', many: 'records to look at again' },
  },
]

export type OwnedCount = { key: string; words: string; count: number }

const scopeOf = ({ table }: Owned): string => (table === 'Workspace' ? '"id"' : '"workspaceId"')
const livingOf = ({ living }: Owned): string => (living ? ` AND ${living}` : '')

async function countOwned(sql: Sql, workspaceId: string, memberId: string): Promise<OwnedCount[]> {
  const counts: OwnedCount[] = []
  for (const owned of OWNED) {
    const { key, table, column, one, many } = owned
    const [row] = await sql.all<{ n: number }>(
      `SELECT COUNT(*) AS "n" FROM "${table}" WHERE ${scopeOf(owned)} = ? AND "${column}" = ?${livingOf(owned)}`,
      [workspaceId, memberId],
    )
    const count = Number(row?.n ?? 0)
    if (count > 0) counts.push({ key, words: count === 1 ? one : many, count })
  }
  return counts
}

/** What a member owns now, by kind; empty when nothing would be left without an owner. */
export function ownedBy({ workspaceId }: Actor, memberId: string): Promise<OwnedCount[]> {
  return countOwned(sqlOf(db), workspaceId, memberId)
}

type Code = 'not-allowed' | 'not-found' | 'owner-unknown' | 'hand-over-to-self' | 'nothing-to-hand-over'

/**
 * Gives everything one member owns to another, in one transaction with one event that counts it. What was signed off and
 * names its owner becomes stale, as after any other edit.
 */
export async function handOver(
  actor: Actor,
  { fromId, toId }: { fromId: string; toId: string },
): Promise<Result<{ counts: OwnedCount[] }, Code>> {
  if (!can(actor, 'members:write')) return fail('not-allowed')
  if (fromId === toId) return fail('hand-over-to-self')
  const { workspaceId } = actor
  return transact<{ counts: OwnedCount[] }, Code>(actor, async (tx, record) => {
    const from = await tx.member.findFirst({ where: { id: fromId, workspaceId } })
    if (!from) return fail('not-found')
    if (!(await mayOwn(tx, workspaceId, toId))) return fail('owner-unknown')
    const sql = sqlOf(tx)
    const counts = await countOwned(sql, workspaceId, fromId)
    if (counts.length === 0) return fail('nothing-to-hand-over')
    await moveAll(tx, sql, { workspaceId, fromId, toId })
    record({
      action: 'member.handed-over',
      subject: { kind: 'member', id: fromId },
      before: { owner: fromId },
      after: { owner: toId },
      more: { counts: Object.fromEntries(counts.map(({ key, count }) => [key, count])) },
      correlationId: newId('imp'),
    })
    await subjectEdited(tx, actor, { kind: 'ownership', subjectId: OWNERSHIP_SUBJECT_ID })
    for (const kind of ['wave', 'handle', 'routing'] as const) await kindEdited(tx, actor, kind)
    return ok({ counts })
  })
}

async function moveAll(tx: Tx, sql: Sql, who: { workspaceId: string; fromId: string; toId: string }): Promise<void> {
  const { workspaceId, fromId, toId } = who
  const to = await tx.member.findFirstOrThrow({ where: { id: toId, workspaceId }, include: { user: true } })
  for (const owned of OWNED) {
    const { table, column, nameColumn, versioned } = owned
    const sets = [`"${column}" = ?`]
    const params = [toId]
    if (nameColumn) {
      sets.push(`"${nameColumn}" = ?`)
      params.push(to.user.name)
    }
    if (versioned !== false) sets.push('"version" = "version" + 1')
    await sql.run(
      `UPDATE "${table}" SET ${sets.join(', ')} WHERE ${scopeOf(owned)} = ? AND "${column}" = ?${livingOf(owned)}`,
      [...params, workspaceId, fromId],
    )
  }
}
