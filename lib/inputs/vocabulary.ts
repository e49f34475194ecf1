/** The inputs a rollout needs before anything is decided (facts: rollout, required inputs), in the order they are asked. */
export const INPUT_KEYS = [
  'numbers',
  'entry-points',
  'crm-fields',
  'inbox',
  'automations',
  'dashboards',
  'data-policy',
] as const
export type InputKey = (typeof INPUT_KEYS)[number]

export const INPUT_STATES = ['open', 'collecting', 'complete'] as const
export type InputState = (typeof INPUT_STATES)[number]

export const INPUT_STATE_WORDS: Record<InputState, string> = {
  open: 'not begun',
  collecting: 'being collected',
  complete: 'complete',
}

export type InputWords = {
  title: string
  /** What has to be listed, in a sentence. */
  wanted: string
  /** What shows that it is complete. */
  evidence: string
  /** Where Handrail holds it, when it does. */
  room: { href: string; label: string } | null
}

export const INPUT_WORDS: Record<InputKey, InputWords> = {
  numbers: {
    title: 'Business numbers and their portfolio',
    wanted: 'Every WhatsApp number in use, the portfolio it belongs to, and who may change it at Meta.',
    evidence: 'A list compared with WhatsApp Manager on a named day.',
    room: { href: '/settings/numbers', label: 'Numbers in Settings' },
  },
  'entry-points': {
    title: 'Existing entry points',
    wanted: 'Every place where a customer starts a conversation, on paper and on screens.',
    evidence: 'The sheet, with every kind accounted for.',
    room: { href: '/entry-points/kinds', label: 'Kinds of entry points' },
  },
  'crm-fields': {
    title: 'CRM fields and deduplication rules',
    wanted: 'Which field holds the phone, which keys match customers, and what makes two records one.',
    evidence: 'An export of the field definitions and the rules as they are today.',
    room: { href: '/field-map', label: 'Field map' },
  },
  inbox: {
    title: 'Inbox labels, queues, macros, escalation paths',
    wanted: 'How a conversation finds its queue today, which macros agents use, and who takes over.',
    evidence: 'The workflows, each with an owner, compared with the inbox tool.',
    room: { href: '/routing', label: 'Workflows' },
  },
  automations: {
    title: 'Bot flows, handlers, automations, templates',
    wanted: 'Everything that reads a webhook or sends a message, and which step needs a phone number.',
    evidence: 'A list of flows and templates with the fields each of them reads.',
    room: { href: '/inputs/systems', label: 'Systems that depend on phones' },
  },
  dashboards: {
    title: 'Dashboards that depend on phone numbers',
    wanted: 'Reports keyed by phone number, source label or conversation id, and who reads them.',
    evidence: 'A list of reports with their key and their reader.',
    room: { href: '/inputs/systems', label: 'Systems that depend on phones' },
  },
  'data-policy': {
    title: 'Policy on customer data, access and AI tools',
    wanted: 'Who may see identifiers and payloads, what may leave the house, and which AI tools are allowed.',
    evidence: 'The policy in force, with its date and its owner.',
    room: null,
  },
}

export const SYSTEM_STATES = ['open', 'planned', 'replaced', 'keeps_phone'] as const
export type SystemState = (typeof SYSTEM_STATES)[number]

export const SYSTEM_STATE_WORDS: Record<SystemState, string> = {
  open: 'nothing decided',
  planned: 'replacement planned',
  replaced: 'replaced',
  keeps_phone: 'keeps the phone',
}

export const SYSTEM_SORTS = ['name', 'state', 'updatedAt'] as const
export type SystemSort = (typeof SYSTEM_SORTS)[number]

/** What of the register may be missing. */
export const SYSTEM_LACKS = ['owner', 'replacement'] as const
export type SystemFilter = {
  q?: string | null
  state?: SystemState | null
  lacks?: (typeof SYSTEM_LACKS)[number] | null
}

export function isInputKey(value: string): value is InputKey {
  return (INPUT_KEYS as readonly string[]).includes(value)
}

export function isSystemState(value: string): value is SystemState {
  return (SYSTEM_STATES as readonly string[]).includes(value)
}

/** The parts of a rollout and the role each belongs to (facts: rollout, owners), in the order of the migration. */
export const PARTS = [
  ['handle-clarity', 'Handle clarity', 'marketing'],
  ['public-links', 'Public links', 'marketing'],
  ['qr-codes', 'QR codes', 'marketing'],
  ['ads', 'Ads', 'marketing'],
  ['customer-language', 'Customer-facing language', 'marketing'],
  ['identifier-fields', 'Identifier fields', 'crm_owner'],
  ['deduplication', 'Deduplication', 'crm_owner'],
  ['reporting', 'Reporting impact', 'crm_owner'],
  ['calendar', 'Rollout calendar', 'operations'],
  ['handoffs', 'Handoffs', 'operations'],
  ['queue-rules', 'Queue rules', 'operations'],
  ['quality-checks', 'Quality checks', 'operations'],
  ['webhook-parsing', 'Webhook parsing', 'developer'],
  ['bot-behaviour', 'Bot behaviour', 'developer'],
  ['sending-logic', 'Sending logic', 'developer'],
  ['error-handling', 'Error handling', 'developer'],
  ['scripts', 'Scripts', 'support_lead'],
  ['training', 'Training', 'support_lead'],
  ['escalation', 'Escalation', 'support_lead'],
  ['verification', 'Verification', 'support_lead'],
] as const
export type Part = (typeof PARTS)[number][0]
export type PartRole = (typeof PARTS)[number][2]

export const PART_KEYS = PARTS.map(([key]) => key)
