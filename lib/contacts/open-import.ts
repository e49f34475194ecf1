import type { Actor } from '@/lib/server/actor'
import { type CsvFile, openCsv } from '@/lib/shared/csv-read'
import { fail, ok, type Result } from '@/lib/shared/result'
import { readGround } from './import-ground'
import type { ImportPlan } from './import-model'
import type { RowReader } from './import-rows'
import { findImport, planOf, readFile } from './import-store'
import { checkMapping, layoutOf, type MappingProblem } from './mapping-rules'
import type { ImportMapping } from './schema'

export type OpenedImport = {
  batch: NonNullable<Awaited<ReturnType<typeof findImport>>>
  plan: ImportPlan
  file: CsvFile
}

/** An import whose file is still kept. `import-not-open` when it has run, was given up, or was cleaned away. */
export async function openImport(
  workspaceId: string,
  batchId: string,
): Promise<Result<OpenedImport, 'not-found' | 'import-not-open'>> {
  const batch = await findImport(workspaceId, batchId)
  if (!batch) return fail('not-found')
  const bytes = await readFile(workspaceId, batchId)
  const opened = bytes ? openCsv(bytes) : undefined
  return opened?.ok ? ok({ batch, plan: planOf(batch), file: opened.value }) : fail('import-not-open')
}

export type ReaderProblem = MappingProblem | 'portfolio-unknown' | 'import-no-portfolio'

/** What reads the rows of an opened file, once the mapping was found usable for it. */
export async function rowReader(
  actor: Actor,
  { file, mapping }: { file: CsvFile; mapping: ImportMapping },
): Promise<Result<RowReader, ReaderProblem>> {
  const checked = checkMapping(mapping, file.header.length)
  if (!checked.ok) return checked
  const { portfolioId, defaultCountry, columns } = mapping
  const ground = await readGround(actor, { portfolioId, defaultCountry, crmIdRequired: false })
  if (!ground) return fail('portfolio-unknown')
  if (columns.includes('bsuid') && ground.portfolioId === null) return fail('import-no-portfolio')
  return ok({ file, columns, layout: layoutOf(columns), ground })
}
