/** Closed sets and their words that screens share with the server. Small on purpose: the browser loads this file. */

export const CONTACT_SORTS = ['name', 'crmContactId', 'lastContactAt', 'createdAt'] as const
export type ContactSort = (typeof CONTACT_SORTS)[number]

export const CONTACT_ORIGINS = ['crm', 'provisional'] as const

/** What is known of a person on WhatsApp: `exposed` is found by phone alone, so a username can make them a stranger. */
export const CONTACT_COVERAGES = ['exposed', 'mapped', 'bsuid-only', 'none'] as const

export type ContactFilters = {
  q?: string | null
  origin?: (typeof CONTACT_ORIGINS)[number] | null
  coverage?: (typeof CONTACT_COVERAGES)[number] | null
  /** A number id or a portfolio id. */
  place?: string | null
  label?: string | null
  conflict?: boolean | null
}

/** What a column of a file can be. */
export const IMPORT_FIELDS = [
  'ignore',
  'crmContactId',
  'name',
  'email',
  'phone',
  'bsuid',
  'username',
  'labels',
  'language',
] as const
export type ImportField = (typeof IMPORT_FIELDS)[number]

export const FIELD_WORDS: Record<ImportField, string> = {
  ignore: 'Leave out',
  crmContactId: 'CRM contact id',
  name: 'Name',
  email: 'E-mail',
  phone: 'Phone',
  bsuid: 'BSUID',
  username: 'WhatsApp username',
  labels: 'Labels',
  language: 'Language',
}

/**
 * How a row finds the contact it is about. `username` can be asked for, because people do, and is refused: a username
 * can change hands any day (product.md section 3, rule 3).
 */
export const IMPORT_KEYS = ['crmContactId', 'identifiers', 'username'] as const
export type ImportKey = (typeof IMPORT_KEYS)[number]

export const KIND_WORDS = {
  phone: 'Phone',
  bsuid: 'BSUID',
  parent_bsuid: 'Parent BSUID',
  username: 'Username',
  email: 'E-mail',
  crm_id: 'CRM id',
} as const
