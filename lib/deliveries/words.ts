import type { Outcome } from './kinds'

/** What the sentences of a list row and a detail are made of: no identifier values, only which kinds there were. */
export type EventFacts = {
  kind: string
  field: string
  type: string | null
  status: string | null
  outcome: string
  rule: number | null
  /** Kinds the payload carried. */
  carried: readonly CarriedKind[]
  candidates: number
  errorCode: string | null
  /** The code WhatsApp gave with a failure, when it gave one. */
  metaCode: number | null
  /** Whether the contact has no CRM record; null without a contact. */
  provisional: boolean | null
}

export type CarriedKind = 'phone' | 'username' | 'bsuid' | 'parent_bsuid'

const CARRIED: Record<string, CarriedKind> = {
  phone: 'phone',
  username: 'username',
  bsuid: 'bsuid',
  parentBsuid: 'parent_bsuid',
}

/** Which kinds the stored identifiers of an event hold. */
export function carriedKinds(identifiers: Record<string, unknown>): CarriedKind[] {
  return Object.entries(CARRIED).flatMap(([key, kind]) => (identifiers[key] ? [kind] : []))
}

/** A notice is stored as what it is about and what happened: `call:connect`. */
function noticeParts(type: string | null): { about: string; detail: string } {
  const [about = '', ...rest] = (type ?? '').split(':')
  return { about, detail: rest.join(', ').toLowerCase().replaceAll('_', ' ') }
}

function noticeWord(type: string | null): string {
  return noticeParts(type).about.replaceAll('-', ' ') || 'notice'
}

/** What an event is, in the word of a list row: "message", "change", or the name WhatsApp gave to something new. */
export function whatWord(event: Pick<EventFacts, 'kind' | 'type' | 'field'>): string {
  switch (event.kind) {
    case 'identity-change':
      return 'change'
    case 'security-change':
      return 'security code'
    case 'handle-update':
      return 'handle'
    case 'notice':
      return noticeWord(event.type)
    case 'unsupported':
      return event.type ?? (event.field || 'unknown')
    default:
      return event.kind
  }
}

const COUNT_WORDS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'] as const

/** Small counts as words, as people write them. */
function countWord(count: number): string {
  return COUNT_WORDS[count] ?? String(count)
}

function shown({ carried }: EventFacts): string {
  const phone = carried.includes('phone')
  if (carried.includes('bsuid')) return phone ? 'phone and BSUID' : 'BSUID only'
  if (phone) return 'phone only'
  return carried.includes('parent_bsuid') ? 'parent BSUID only' : 'no identifiers'
}

const sentenceCase = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

function becauseOfStatus(event: EventFacts): string {
  if (event.status === 'failed') return event.metaCode ? `failed: ${event.metaCode}` : 'failed, without a code'
  if (event.outcome === 'unmapped') {
    return event.carried.length > 0
      ? `${event.status}, to a person nobody knows`
      : `${event.status}, for an unknown message`
  }
  return event.outcome === 'linked' ? `${event.status}, phone and BSUID together` : (event.status ?? 'status')
}

function becauseOfNotice(event: EventFacts): string {
  const { detail } = noticeParts(event.type)
  const said = detail || 'recorded'
  if (event.outcome === 'linked') return `${said}, phone and BSUID together`
  return event.outcome === 'unmapped' ? `${said}, a person nobody knows` : said
}

function becauseOfChange(event: EventFacts): string {
  if (event.outcome === 'waiting') return 'its earlier BSUID has not been seen yet'
  if (event.outcome === 'conflict') return 'the new BSUID is held by another contact'
  if (event.outcome === 'matched') return 'change already known'
  if (event.outcome === 'failed') return 'the change could not be linked'
  return event.type === 'user_changed_number' ? 'number changed, lineage kept' : 'BSUID rotated, lineage kept'
}

function becauseOfPerson(event: EventFacts): string {
  switch (event.rule) {
    case 1:
      return event.outcome === 'linked' ? 'BSUID known, phone new' : sentenceCase(shown(event))
    case 2:
      return event.outcome === 'linked' ? 'Phone and BSUID, first time together' : sentenceCase(shown(event))
    case 3:
      return 'parent BSUID of a known contact'
    case 4:
      return 'BSUID of one contact, phone of another'
    case 5:
      return 'phone of a contact who has another BSUID'
    case 6:
      return `${countWord(event.candidates)} contacts claim this ${event.carried.includes('phone') ? 'phone' : 'BSUID'}`
    case 7:
      return event.carried.includes('phone') && event.carried.includes('bsuid')
        ? 'phone and BSUID, both new'
        : `${sentenceCase(shown(event))}, nobody holds it`
    default:
      return sentenceCase(shown(event))
  }
}

const FAILED: Record<string, string> = {
  'number-unknown': 'sent to a number that is not set up here',
  'number-has-error': 'a problem of the number',
  'update-unreadable': 'could not be read',
  'no-identifiers': 'no phone and no BSUID in it',
  'processing-failed': 'could not be processed',
}

/** The reason of a list row, in a few plain words; the whole story is the why-trace of the detail. */
export function becauseWords(event: EventFacts): string {
  if (event.outcome === 'pending') return 'waiting for the worker'
  if (event.kind === 'unsupported')
    return event.type ? 'type is not understood yet; kept' : 'field is not understood yet; kept'
  if (event.kind === 'unreadable') return 'could not be read; kept'
  if (event.errorCode && FAILED[event.errorCode]) return FAILED[event.errorCode] ?? ''
  if (event.kind === 'status') return becauseOfStatus(event)
  if (event.kind === 'identity-change') return becauseOfChange(event)
  if (event.kind === 'security-change') return 'security code changed; moves nothing'
  if (event.kind === 'handle-update') return 'news about one of our own handles'
  if (event.kind === 'notice') return becauseOfNotice(event)
  if (event.field === 'history')
    return event.outcome === 'unmapped' ? 'stored history, of nobody known' : 'stored history'
  return becauseOfPerson(event)
}

function messageHeadline(event: EventFacts): string {
  if (event.field === 'history') return 'A message from before this number was connected'
  const whom = event.provisional ? 'a provisional contact' : 'an existing customer'
  switch (event.outcome as Outcome) {
    case 'matched':
      return `Recognised as ${whom}`
    case 'linked':
      return `Linked to ${whom}`
    case 'created':
      return 'Somebody new, kept as a provisional contact'
    case 'conflict':
      return 'Two contacts disagree over this message'
    case 'ambiguous':
      return `${sentenceCase(countWord(event.candidates))} contacts could be meant`
    case 'failed':
      return 'This message could not be resolved'
    default:
      return 'This message has no person yet'
  }
}

function statusHeadline(event: EventFacts): string {
  if (event.outcome === 'unmapped') return 'A status for somebody who is not known'
  if (event.status === 'failed') return 'A message could not be delivered'
  const word =
    event.status === 'sent' ? 'was sent' : event.status === 'played' ? 'was played' : `was ${event.status ?? 'seen'}`
  return `A message to ${event.provisional ? 'a provisional contact' : 'a known customer'} ${word}`
}

function changeHeadline(event: EventFacts): string {
  switch (event.outcome as Outcome) {
    case 'linked':
      return 'Somebody changed, and their history was kept'
    case 'matched':
      return 'A change that was already known'
    case 'conflict':
      return 'A change that runs into another contact'
    case 'waiting':
      return 'A change that waits for the one before it'
    default:
      return 'A change that could not be linked to anybody'
  }
}

const NOTICE_HEADLINES: Record<string, string> = {
  call: 'A call',
  preference: 'A customer changed what they want to receive',
  'address-book': 'A change in the address book of the business app',
  group: 'Somebody in a group',
  number: 'WhatsApp reported a problem with the number',
  history: 'A part of the stored history',
}

/** The first line of the detail: what became of this event, as a person would say it. */
export function headline(event: EventFacts): string {
  if (event.outcome === 'pending') return 'Waiting to be resolved'
  switch (event.kind) {
    case 'message':
      return messageHeadline(event)
    case 'status':
      return statusHeadline(event)
    case 'identity-change':
      return changeHeadline(event)
    case 'security-change':
      return 'A customer’s security code changed'
    case 'handle-update':
      return 'News about one of our handles'
    case 'notice':
      return NOTICE_HEADLINES[noticeParts(event.type).about] ?? 'A notice from WhatsApp'
    case 'unsupported':
      return 'Not understood yet, and kept'
    default:
      return 'Could not be read, and kept'
  }
}

/** What kind of thing it was, for the line under the headline: "Text message", "Status \"read\"". */
export function kindWords(event: Pick<EventFacts, 'kind' | 'type' | 'status' | 'field'>): string {
  switch (event.kind) {
    case 'message':
      return event.type ? `${sentenceCase(event.type.replaceAll('_', ' '))} message` : 'Message'
    case 'status':
      return `Status “${event.status ?? 'unknown'}”`
    case 'identity-change':
      return event.type === 'user_changed_number' ? 'Number change' : 'BSUID change'
    case 'security-change':
      return 'Security code change'
    case 'handle-update':
      return 'Handle update'
    case 'notice':
      return sentenceCase([noticeWord(event.type), noticeParts(event.type).detail].filter(Boolean).join(': '))
    default:
      return `Update of the field “${event.field || 'unnamed'}”`
  }
}
