import { z } from 'zod'
import { INPUT_KEYS, INPUT_STATES, PART_KEYS, SYSTEM_STATES } from './vocabulary'

/** Free text of a field; what is left empty is null. */
const text = (limit: number) =>
  z
    .string()
    .trim()
    .max(limit, `Use at most ${limit} characters.`)
    .transform((value) => value || null)
    .nullable()
const member = z
  .string()
  .max(60)
  .transform((value) => value || null)
  .nullable()

export const inputSchema = z.object({
  key: z.enum(INPUT_KEYS),
  ownerMemberId: member,
  state: z.enum(INPUT_STATES),
  /** A link, a file name or a sentence: where somebody else can see that it is complete. */
  evidence: text(1_000),
  /** 0 while nothing was written down yet. */
  version: z.number().int().min(0),
})
export type InputChange = z.output<typeof inputSchema>

export const systemSchema = z.object({
  system: z.string().trim().min(1, 'Name the system.').max(120, 'Use at most 120 characters.'),
  dependsHow: z.string().trim().min(1, 'Say how it depends on the phone number.').max(500),
  whatBreaks: text(500),
  replacement: text(500),
  ownerMemberId: member,
  state: z.enum(SYSTEM_STATES),
})
export type SystemInput = z.output<typeof systemSchema>

const at = { id: z.string().max(60), version: z.number().int().min(1) }
export const changeSystemSchema = systemSchema.extend(at)
export type SystemChange = z.output<typeof changeSystemSchema>
export const systemAtSchema = z.object(at)
export type SystemAt = z.output<typeof systemAtSchema>

/** A file of the register as text; 500 kB hold thousands of systems. */
export const importSystemsSchema = z.object({
  name: z.string().trim().max(200).default('systems.csv'),
  text: z.string().max(500_000, 'This file is longer than a register of systems can be (500 kB).'),
  dryRun: z.boolean(),
})
export type ImportSystems = z.output<typeof importSystemsSchema>
export const undoImportSchema = z.object({ batchId: z.string().max(60) })

export const handOverSchema = z.object({ fromId: z.string().max(60), toId: z.string().min(1).max(60) })

export const partSchema = z.object({
  part: z.enum(PART_KEYS as [string, ...string[]]),
  ownerId: member,
  doerId: member,
  signerId: member,
  version: z.number().int().min(0),
})
export type PartChange = z.output<typeof partSchema>
