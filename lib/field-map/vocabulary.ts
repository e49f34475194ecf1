/** The words of the field map. The browser loads this file too, so no schema is in it. */

/** The keys by which a customer, a number and a conversation are known, each with one job (facts: rollout). */
export const IDENTITY_KEYS = [
  'phone',
  'username',
  'bsuid',
  'parent_bsuid',
  'business_number',
  'last_known_phone',
  'thread_id',
  'crm_contact_id',
] as const
export type IdentityKey = (typeof IDENTITY_KEYS)[number]

export const TRUSTS = ['recognition', 'continuity', 'anchor'] as const
export type Trust = (typeof TRUSTS)[number]

export const TRUST_WORDS: Record<Trust, { label: string; help: string }> = {
  recognition: { label: 'recognition', help: 'A person reads it to recognise the customer; no system decides by it.' },
  continuity: { label: 'continuity', help: 'Systems follow the customer by it from one conversation to the next.' },
  anchor: { label: 'anchor', help: 'The one record everything else hangs on.' },
}

export type KeyWords = {
  title: string
  job: string
  /** What it may be trusted for, the usual one first. */
  trusts: readonly Trust[]
  /** True where systems may find a customer by it. */
  mayMatch: boolean
}

export const KEY_WORDS: Record<IdentityKey, KeyWords> = {
  phone: {
    title: 'Phone',
    job: 'The number a message came from; it may be missing, and it may pass to somebody else.',
    trusts: ['continuity', 'recognition'],
    mayMatch: true,
  },
  username: {
    title: 'Username',
    job: 'What the customer is called on WhatsApp; it can change any day.',
    trusts: ['recognition'],
    mayMatch: false,
  },
  bsuid: {
    title: 'BSUID',
    job: 'How WhatsApp names the customer inside one portfolio, with or without a phone.',
    trusts: ['continuity'],
    mayMatch: true,
  },
  parent_bsuid: {
    title: 'Parent BSUID',
    job: 'The same across linked portfolios, where Meta has linked them.',
    trusts: ['continuity'],
    mayMatch: true,
  },
  business_number: {
    title: 'Business number',
    job: 'Which of your numbers the conversation is on.',
    trusts: ['recognition'],
    mayMatch: false,
  },
  last_known_phone: {
    title: 'Last known phone',
    job: 'The phone seen last, kept for people to call; it is history and no key.',
    trusts: ['recognition'],
    mayMatch: false,
  },
  thread_id: {
    title: 'Thread id',
    job: 'Which conversation this is, so that the next message continues it.',
    trusts: ['continuity'],
    mayMatch: false,
  },
  crm_contact_id: {
    title: 'CRM contact id',
    job: 'The record that stays when everything else changes.',
    trusts: ['anchor'],
    mayMatch: true,
  },
}

export const MAP_SYSTEM_KINDS = ['crm', 'inbox', 'bot', 'report', 'other'] as const
export type MapSystemKind = (typeof MAP_SYSTEM_KINDS)[number]
export const MAP_SYSTEM_KIND_WORDS: Record<MapSystemKind, string> = {
  crm: 'CRM',
  inbox: 'inbox',
  bot: 'bot or automation',
  report: 'report',
  other: 'other',
}

export const FIELD_TYPES = ['text', 'external_id', 'phone', 'number', 'reference', 'notes', 'labels'] as const
export type FieldType = (typeof FIELD_TYPES)[number]
export const FIELD_TYPE_WORDS: Record<FieldType, string> = {
  text: 'text',
  external_id: 'external id (unique text)',
  phone: 'phone',
  number: 'number',
  reference: 'reference to a record',
  notes: 'notes',
  labels: 'labels or tags',
}

export const FIELD_SORTS = ['system', 'key', 'field', 'updatedAt'] as const
export type FieldSort = (typeof FIELD_SORTS)[number]

export type FieldFilter = {
  q?: string | null
  systemId?: string | null
  key?: IdentityKey | null
  trust?: Trust | null
  /** Only those by which systems find customers. */
  matching?: boolean | null
}

export function isIdentityKey(value: string): value is IdentityKey {
  return (IDENTITY_KEYS as readonly string[]).includes(value)
}

/** The map of a workspace is one subject of approval and of the audit log. */
export const FIELD_MAP_SUBJECT_ID = 'map'
