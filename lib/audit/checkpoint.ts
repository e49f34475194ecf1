import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { env } from '../server/env'
import { keyedHash } from '../server/keys'
import type { Sql } from '../server/sql'

/**
 * A checkpoint says, outside the database, how far a chain had come: whoever cuts its tail or puts an old copy of the
 * database back is found, because the file knows more than the database does. One JSON line each, signed.
 */
const checkpointSchema = z.object({
  workspaceId: z.string(),
  seq: z.number().int(),
  hash: z.string(),
  at: z.string(),
  mac: z.string(),
})

export type Checkpoint = z.infer<typeof checkpointSchema>

export function checkpointFile(): string {
  return path.join(env().dataDir, 'audit-checkpoints.ndjson')
}

function macOf(fields: Omit<Checkpoint, 'mac'>): string {
  return keyedHash('audit', `checkpoint\n${fields.workspaceId}\n${fields.seq}\n${fields.hash}\n${fields.at}`)
}

function readLine(line: string): Checkpoint | undefined {
  try {
    const checkpoint = checkpointSchema.parse(JSON.parse(line))
    return checkpoint.mac === macOf(checkpoint) ? checkpoint : undefined
  } catch {
    return undefined
  }
}

/** The readable checkpoints of a workspace, oldest first. A line cut off by a crash or altered by hand is left out. */
export function readCheckpoints(workspaceId: string, file = checkpointFile()): Checkpoint[] {
  if (!existsSync(file)) return []
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean)
  return lines
    .map(readLine)
    .filter((checkpoint) => checkpoint !== undefined)
    .filter((checkpoint) => checkpoint.workspaceId === workspaceId)
    .sort((a, b) => a.seq - b.seq)
}

const written = new Map<string, number>()

/** Writes one line for every chain that has moved since the last time. Called by the worker's schedule. */
export async function exportCheckpoints(sql: Sql, now = new Date(), file = checkpointFile()): Promise<number> {
  const heads = await sql.all<{ workspaceId: string; seq: number; hash: string }>('SELECT * FROM "AuditHead"')
  const moved = heads.filter((head) => written.get(head.workspaceId) !== Number(head.seq))
  if (moved.length === 0) return 0
  const lines = moved.map((head) => {
    const fields = { workspaceId: head.workspaceId, seq: Number(head.seq), hash: head.hash, at: now.toISOString() }
    return `${JSON.stringify({ ...fields, mac: macOf(fields) })}\n`
  })
  mkdirSync(path.dirname(file), { recursive: true })
  appendFileSync(file, lines.join(''), { mode: 0o600 })
  for (const head of moved) written.set(head.workspaceId, Number(head.seq))
  return moved.length
}
