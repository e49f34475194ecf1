import { getCountries } from 'libphonenumber-js'
import { z } from 'zod'
import { IMPORT_FIELDS, IMPORT_KEYS } from './vocabulary'

/** Shapes of what crosses an edge of the contacts room. Lengths keep a row small enough to show, search and export. */

export const LIMITS = {
  crmContactId: 190,
  name: 200,
  email: 254,
  label: 60,
  language: 35,
  perKind: 20,
  labels: 50,
} as const

/** One contact as the API and a mapped CSV row give it. Values are judged one row at a time, by read-contact-rules.ts. */
export const incomingContactSchema = z.object({
  crmContactId: z.union([z.string(), z.number()]).nullish(),
  name: z.string().nullish(),
  email: z.string().nullish(),
  language: z.string().nullish(),
  phones: z.array(z.string()).nullish(),
  bsuids: z.array(z.string()).nullish(),
  usernames: z.array(z.string()).nullish(),
  labels: z.array(z.string()).nullish(),
})
export type ContactInput = z.output<typeof incomingContactSchema>

export const BULK_LIMIT = 10_000

/** `POST /api/v1/contacts/bulk`. A contact of the wrong shape fails alone, so the list takes anything. */
export const bulkContactsSchema = z.object({
  portfolioId: z.string().min(1).optional(),
  contacts: z.array(z.unknown()).max(BULK_LIMIT),
})
export type BulkContacts = z.output<typeof bulkContactsSchema>

export const bulkAnswerSchema = z.object({
  created: z.number().int(),
  updated: z.number().int(),
  skipped: z.number().int(),
  failed: z.number().int(),
  errors: z.array(z.object({ index: z.number().int(), code: z.string(), message: z.string() })),
})
export type BulkAnswer = z.output<typeof bulkAnswerSchema>

// ───────────────────────────────── list and search ─────────────────────────────────

/** `GET /api/v1/contacts`: every value given must fit. */
export const findContactsSchema = z.object({
  phone: z.string().min(1).max(64).optional(),
  bsuid: z.string().min(1).max(300).optional(),
  username: z.string().min(1).max(64).optional(),
  crmContactId: z.string().min(1).max(LIMITS.crmContactId).optional(),
  q: z.string().min(1).max(200).optional(),
  state: z.enum(['known', 'provisional', 'exposed', 'mapped', 'bsuid-only', 'conflict']).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
})
export type FindContacts = z.output<typeof findContactsSchema>

export const apiContactSchema = z.object({
  id: z.string(),
  crmContactId: z.string().nullable(),
  name: z.string().nullable(),
  provisional: z.boolean(),
  identifiers: z.array(
    z.object({
      kind: z.enum(['phone', 'bsuid', 'parent_bsuid', 'username', 'crm_id', 'email']),
      value: z.string(),
      scope: z.string(),
      active: z.boolean(),
      validFrom: z.iso.datetime(),
      validTo: z.iso.datetime().nullable(),
    }),
  ),
})
export type ApiContact = z.output<typeof apiContactSchema>

// ───────────────────────────────── edits ─────────────────────────────────

const emptyToNull = (value: string) => (value === '' ? null : value)

export const editContactSchema = z.object({
  id: z.string().min(1),
  version: z.coerce.number().int().min(1),
  name: z.string().trim().max(LIMITS.name, `A name has at most ${LIMITS.name} characters.`).transform(emptyToNull),
  crmContactId: z
    .string()
    .trim()
    .max(LIMITS.crmContactId, `A CRM contact id has at most ${LIMITS.crmContactId} characters.`)
    .transform(emptyToNull),
})
export type EditContact = z.output<typeof editContactSchema>

export const setLabelsSchema = z.object({
  id: z.string().min(1),
  version: z.coerce.number().int().min(1),
  labels: z.array(z.string().trim().min(1).max(LIMITS.label)).max(LIMITS.labels),
})
export type SetLabels = z.output<typeof setLabelsSchema>

export const contactIdSchema = z.object({ id: z.string().min(1) })

// ───────────────────────────────── import ─────────────────────────────────

const countries: readonly string[] = getCountries()

export const importMappingSchema = z.object({
  columns: z.array(z.enum(IMPORT_FIELDS)).min(1).max(200),
  key: z.enum(IMPORT_KEYS),
  defaultCountry: z.string().refine((code) => countries.includes(code), 'Choose a country from the list.'),
  portfolioId: z.string().min(1).nullable(),
})
export type ImportMapping = z.output<typeof importMappingSchema>

export const checkImportSchema = z.object({ batchId: z.string().min(1), mapping: importMappingSchema })
export const batchIdSchema = z.object({ batchId: z.string().min(1) })

export const UPLOAD_NAME_LENGTH = 200

export const uploadSchema = z.object({
  file: z
    .instanceof(File, { message: 'Choose a file.' })
    .refine((file) => file.size > 0, 'Choose a file that is not empty.'),
})
