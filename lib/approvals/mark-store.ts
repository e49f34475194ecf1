import { sqlOf, type Tx } from '@/lib/server/db'
import type { SqlValue } from '@/lib/server/sql'
import type { Dependent } from './dependents-store'

export type Cause = { kind: string; id: string; title: string }

const ROWS_PER_INSERT = 500
const COLUMNS =
  '"workspaceId","subjectKind","subjectId","title","ownerMemberId","causeKind","causeId","causeTitle","markedAt"'

/** Marks records as stale. A record that is marked already keeps one mark, with the newer cause. */
export async function writeMarks(
  tx: Tx,
  workspaceId: string,
  { marked, cause, now }: { marked: readonly Dependent[]; cause: Cause; now: Date },
): Promise<void> {
  const sql = sqlOf(tx)
  const at = sql.dialect === 'postgresql' ? '::timestamp' : ''
  const one = `(?,?,?,?,?,?,?,?,?${at})`
  for (let i = 0; i < marked.length; i += ROWS_PER_INSERT) {
    const part = marked.slice(i, i + ROWS_PER_INSERT)
    const values: SqlValue[] = part.flatMap(({ kind, id, title, ownerMemberId }) => [
      ...[workspaceId, kind, id, title, ownerMemberId, cause.kind, cause.id, cause.title],
      now,
    ])
    await sql.run(
      `INSERT INTO "StaleMark" (${COLUMNS}) VALUES ${part.map(() => one).join(',')}
       ON CONFLICT ("workspaceId","subjectKind","subjectId") DO UPDATE SET "title" = excluded."title",
       "ownerMemberId" = excluded."ownerMemberId", "causeKind" = excluded."causeKind", "causeId" = excluded."causeId",
       "causeTitle" = excluded."causeTitle", "markedAt" = excluded."markedAt"`,
      values,
    )
  }
}
