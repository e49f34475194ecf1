import { createHash } from 'node:crypto'
import { type Actor, actorId, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { db } from '@/lib/server/db'
import { CsvError, type CsvFile, type CsvProblem, openCsv } from '@/lib/shared/csv-read'
import { newId } from '@/lib/shared/ids'
import { fail, ok, type Result } from '@/lib/shared/result'
import { cutText, storableText } from '@/lib/shared/text'
import { IMPORT_KIND, type ImportPlan } from './import-model'
import { packFile, planJson, storeFile } from './import-store'
import { suggestColumns, suggestKey } from './mapping-rules'
import { UPLOAD_NAME_LENGTH } from './schema'

const SAMPLE_ROWS = 20

type Counted = { rows: number; sample: string[][] }

/** Reads to the end, so that a file that cannot be split is refused before anybody maps it. */
function countRows(file: CsvFile): Result<Counted, CsvProblem | 'csv-no-rows'> {
  const counted: Counted = { rows: 0, sample: [] }
  try {
    for (const record of file.records()) {
      counted.rows += 1
      if (counted.sample.length < SAMPLE_ROWS) counted.sample.push(record.cells)
    }
  } catch (error) {
    if (error instanceof CsvError) return fail(error.code, { row: error.row })
    throw error
  }
  return counted.rows === 0 ? fail('csv-no-rows') : ok(counted)
}

async function firstPlan(actor: Actor, file: CsvFile, sample: string[][]): Promise<ImportPlan> {
  const workspace = await db.workspace.findUniqueOrThrow({
    where: { id: actor.workspaceId },
    select: { defaultCountry: true },
  })
  const portfolios = await db.portfolio.findMany({ where: { workspaceId: actor.workspaceId }, select: { id: true } })
  const columns = suggestColumns(file.header, sample)
  const { header, encoding, delimiter } = file
  const mapping = {
    columns,
    key: suggestKey(columns),
    defaultCountry: workspace.defaultCountry,
    portfolioId: portfolios.length === 1 ? (portfolios[0]?.id ?? null) : null,
  }
  return { header: header.map(storableText), encoding, delimiter, mapping }
}

export type Upload = { fileName: string; bytes: Uint8Array }

/**
 * Takes an uploaded CSV file in: it is read to the end once, kept, and given a first mapping. Nothing is imported yet.
 * Returns the id of the batch, which is the address of the mapping screen.
 */
export async function stageImport(
  actor: Actor,
  upload: Upload,
): Promise<Result<{ batchId: string }, 'not-allowed' | 'csv-no-rows' | CsvProblem>> {
  if (!can(actor, 'contacts:write')) return fail('not-allowed')
  const opened = openCsv(upload.bytes)
  if (!opened.ok) return opened
  const counted = countRows(opened.value)
  if (!counted.ok) return counted
  const plan = await firstPlan(actor, opened.value, counted.value.sample)
  const parts = await packFile(upload.bytes)
  const place = { workspaceId: actor.workspaceId, batchId: newId('imp') }
  const fileName = cutText(storableText(upload.fileName), UPLOAD_NAME_LENGTH) || 'contacts.csv'
  return transact(actor, async (tx, record) => {
    await tx.batch.create({
      data: {
        id: place.batchId,
        workspaceId: place.workspaceId,
        kind: IMPORT_KIND,
        fileName,
        fileHash: createHash('sha256').update(upload.bytes).digest('hex'),
        state: 'staged',
        mapping: planJson(plan),
        total: counted.value.rows,
        createdById: actorId(actor),
      },
    })
    await storeFile(tx, place, parts)
    const subject = { kind: 'batch', id: place.batchId }
    record({ action: 'contacts.import-uploaded', subject, more: { fileName, rows: counted.value.rows } })
    return ok({ batchId: place.batchId })
  })
}
