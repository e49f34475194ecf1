import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { db, type Prisma, type Tx } from '@/lib/server/db'
import { newId } from '@/lib/shared/ids'
import { IMPORT_KIND, type ImportPlan } from './import-model'

/**
 * The uploaded file waits in the database, not on one machine's disk, so that any instance can read it and a backup has
 * it. It is compressed, cut into parts, and removed as soon as the import has run or was given up.
 */
const compress = promisify(gzip)
const expand = promisify(gunzip)
const PART_LENGTH = 512 * 1024
export const FILE_PART = 'file'

export async function packFile(bytes: Uint8Array): Promise<string[]> {
  const text = (await compress(bytes)).toString('base64')
  const parts: string[] = []
  for (let i = 0; i < text.length; i += PART_LENGTH) parts.push(text.slice(i, i + PART_LENGTH))
  return parts
}

export async function storeFile(tx: Tx, place: { workspaceId: string; batchId: string }, parts: string[]) {
  for (const [i, part] of parts.entries()) {
    await tx.batchRow.create({ data: { id: newId('row'), ...place, row: i, result: FILE_PART, source: part } })
  }
}

/** The bytes as they were uploaded; undefined when the file is not kept any more. */
export async function readFile(workspaceId: string, batchId: string): Promise<Uint8Array | undefined> {
  const parts = await db.batchRow.findMany({
    where: { workspaceId, batchId, result: FILE_PART },
    orderBy: { row: 'asc' },
    select: { source: true },
  })
  if (parts.length === 0) return undefined
  return expand(Buffer.from(parts.map((part) => String(part.source)).join(''), 'base64'))
}

export async function removeFile(tx: Tx, workspaceId: string, batchId: string): Promise<void> {
  await tx.batchRow.deleteMany({ where: { workspaceId, batchId, result: FILE_PART } })
}

export function findImport(workspaceId: string, batchId: string) {
  return db.batch.findFirst({ where: { id: batchId, workspaceId, kind: IMPORT_KIND } })
}

export function planOf(batch: { mapping: Prisma.JsonValue }): ImportPlan {
  return batch.mapping as unknown as ImportPlan
}

export function planJson(plan: ImportPlan): Prisma.InputJsonObject {
  return plan as unknown as Prisma.InputJsonObject
}
