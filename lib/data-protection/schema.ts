import { z } from 'zod'
import { storableText } from '@/lib/shared/text'
import { parseBsuid } from '@/lib/whatsapp/bsuid'
import { DECISIONS } from './vocabulary'

/** One invented or registered person of a test dataset. `crmContactId` is there when the CRM knows them. */
export const datasetPersonSchema = z.object({
  crmContactId: z.string().trim().min(1).max(120).nullable(),
  name: z.string().trim().min(1).max(120),
  /** Digits with the country code. */
  phone: z.string().regex(/^\d{7,15}$/, 'Write the phone as digits with the country code.'),
  bsuid: z.string().refine((value) => parseBsuid(value) !== undefined, 'This is not the shape of a BSUID.'),
  username: z.string().min(3).max(35),
})
export type DatasetPerson = z.output<typeof datasetPersonSchema>

const day = z
  .string()
  .regex(/^(?:\d{4}-\d{2}-\d{2})?$/, 'Choose a date.')
  .transform((value) => value || null)
  .nullable()

export const datasetSchema = z.object({
  name: z.string().trim().min(1, 'Name the dataset.').max(120, 'Use at most 120 characters.').transform(storableText),
  contents: z
    .string()
    .trim()
    .min(1, 'Say what is in it.')
    .max(1_000, 'Use at most 1,000 characters.')
    .transform(storableText),
  ownerMemberId: z
    .string()
    .max(60)
    .transform((value) => value || null)
    .nullable(),
  accessRule: z.string().trim().max(500, 'Use at most 500 characters.').transform(storableText),
  decision: z.enum(DECISIONS).nullable(),
  decisionDate: day,
})
export type DatasetInput = z.output<typeof datasetSchema>

/** A dataset that is made here: so many invented people; 0 registers one that is kept elsewhere. */
export const addDatasetSchema = datasetSchema.extend({ people: z.number().int().min(0).max(1_000) })
export type NewDataset = z.output<typeof addDatasetSchema>

const at = { id: z.string().min(1).max(60), version: z.number().int().min(1) }
export const changeDatasetSchema = datasetSchema.extend(at)
export type DatasetChange = z.output<typeof changeDatasetSchema>
export const proveDeletionSchema = z.object({
  ...at,
  proof: z
    .string()
    .trim()
    .min(10, 'Say how it was deleted and how that can be seen.')
    .max(1_000)
    .transform(storableText),
})
export type DeletionProof = z.output<typeof proveDeletionSchema>
