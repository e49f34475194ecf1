import { keyedHash } from '../server/keys'
import { asDate, asDateOrNull, asJson, type Sql, type SqlRow } from '../server/sql'
import { readCheckpoints } from './checkpoint'
import { type Broken, type ChainEntry, checkEnd, checkEntries, type Position, START } from './verify-rules'

export type Verdict = { workspaceId: string; entries: number; broken?: Broken; checkpoints: number }

const PAGE = 5_000

function toEntry(row: SqlRow): ChainEntry {
  const detail = row.detail === null ? null : asJson<unknown>(row.detail)
  const [at, erasedAt, seq] = [asDate(row.at), asDateOrNull(row.erasedAt), Number(row.seq)]
  return { ...(row as unknown as ChainEntry), at, erasedAt, seq, detail }
}

/** Walks a workspace's whole chain and stops at the first bad entry. A million entries take seconds. */
export async function verifyChain(sql: Sql, workspaceId: string): Promise<Verdict> {
  const hash = (text: string): string => keyedHash('audit', text)
  const checkpoints = readCheckpoints(workspaceId)
  const wanted = new Map(checkpoints.map((checkpoint) => [checkpoint.seq, undefined as string | undefined]))
  let position: Position = START
  for (;;) {
    const rows = await sql.all(
      'SELECT * FROM "AuditEvent" WHERE "workspaceId" = ? AND "seq" > ? ORDER BY "seq" LIMIT ?',
      [workspaceId, position.seq, PAGE],
    )
    const entries = rows.map(toEntry)
    for (const entry of entries) if (wanted.has(entry.seq)) wanted.set(entry.seq, entry.hash)
    const checked = checkEntries(entries, position, hash)
    position = checked.position
    const verdict = { workspaceId, entries: position.seq, checkpoints: checkpoints.length }
    if (checked.broken) return { ...verdict, broken: checked.broken }
    if (rows.length < PAGE) break
  }
  const heads = await sql.all<{ seq: number; hash: string }>(
    'SELECT "seq","hash" FROM "AuditHead" WHERE "workspaceId" = ?',
    [workspaceId],
  )
  const head = heads[0] ? { seq: Number(heads[0].seq), hash: heads[0].hash } : undefined
  const known = checkpoints.map(({ seq, hash: expected }) => ({ seq, hash: expected, found: wanted.get(seq) }))
  const broken = checkEnd(position, head, known)
  return { workspaceId, entries: position.seq, checkpoints: checkpoints.length, ...(broken ? { broken } : {}) }
}

/** Every workspace of the database, for `audit:verify`. */
export async function verifyAll(sql: Sql): Promise<Verdict[]> {
  const rows = await sql.all<{ id: string }>(
    'SELECT "id" FROM "Workspace" UNION SELECT DISTINCT "workspaceId" FROM "AuditHead" ORDER BY 1',
  )
  const verdicts: Verdict[] = []
  for (const { id } of rows) verdicts.push(await verifyChain(sql, id))
  return verdicts
}
