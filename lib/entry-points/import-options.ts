import { z } from 'zod'
import { CSV_COLUMNS } from './import-columns'
import { KINDS, RISKS } from './kinds'

const word = z.string().max(200)
const count = z.number().int().min(0)

/** What a person chose on the import screen, sent along with the file each time. */
export const importOptionsSchema = z.object({
  dryRun: z.boolean(),
  /** Heading to field; an empty field leaves the column out. */
  columns: z.record(word, z.enum(['', ...CSV_COLUMNS])).default({}),
  kinds: z.record(word, z.enum(KINDS)).default({}),
  risks: z.record(word, z.enum(RISKS)).default({}),
  planWaves: z.boolean().default(false),
  /** Of a workbook with several sheets. */
  sheet: word.optional(),
  agreed: z.object({ created: count, updated: count, skipped: count, failed: count }).optional(),
})
export type ImportOptions = z.output<typeof importOptionsSchema>
