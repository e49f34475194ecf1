import type { SampleName } from '@/lib/whatsapp/samples'
import type { Expected } from './model'
import type { PackGroup } from './vocabulary'

const BASE = 'https://developers.facebook.com/documentation/business-messaging/whatsapp'

/** The public pages the facts of the pack come from. */
export const SOURCES = {
  BSUID: { title: 'Business-scoped user IDs', url: `${BASE}/business-scoped-user-ids` },
  HOOK: { title: 'Create a webhook endpoint', url: `${BASE}/webhooks/create-webhook-endpoint` },
  MSG: { title: 'Messages webhook reference', url: `${BASE}/webhooks/reference/messages` },
  SYS: { title: 'System messages webhook reference', url: `${BASE}/webhooks/reference/messages/system` },
  LOG: { title: 'Changelog', url: `${BASE}/changelog/` },
} as const
export type SourceKey = keyof typeof SOURCES

export type PackFacts = {
  group: PackGroup
  /** The public fact that makes this payload possible. */
  fact: string
  source: SourceKey
  /** Whether the CRM knows the person by phone before the first delivery, or nobody does. */
  knows: 'customer' | 'stranger'
  expected: Expected
}

const answered = { sameThread: false, route: 'some', error: 'none' } as const
const quiet = { sameThread: false, route: 'none', error: 'none' } as const

const CUSTOMER: Expected = { person: 'customer', ...answered }
const CUSTOMER_GOES_ON: Expected = { ...CUSTOMER, sameThread: true }
const SAME: Expected = { person: 'same', ...answered, sameThread: true }
const NEW: Expected = { person: 'new', ...answered }
const JOINED: Expected = { person: 'known-or-nobody', ...quiet }
const OURS: Expected = { person: 'nobody', ...quiet }

const ALWAYS_A_BSUID = 'Since April 2026 every messages webhook carries the BSUID, with or without a username.'
const PHONE_MAY_GO = 'The phone is left out when the user has a username and no message was exchanged for 30 days.'
const SHOWN_ONCE = 'That two identifiers are one person is only ever shown by their standing in one signed payload.'
const STATUS_JOIN = 'A status names its message by wamid, and statuses come in any order.'
const FAILED_SHAPE = 'A failed status has no contacts, and no recipient_user_id when it was sent to a phone.'
const AGAIN = 'WhatsApp delivers more than once and tries for seven days.'
const SYSTEM_SHAPE = 'Identity changes come as messages of type system, without contacts and often without from.'
const TYPES = 'The content of a message stands under the name of its type, not always in text.body.'
const HANDLES =
  'What happens to our own handle comes in the field business_username_updates, without a phone_number_id.'

/** Written out for each, because each has a different person behind it. */
function people(fact: string, knows: PackFacts['knows'], expected: Expected, source: SourceKey = 'BSUID'): PackFacts {
  return { group: 'people', fact, source, knows, expected }
}
const content = (knows: PackFacts['knows']): PackFacts => ({
  ...{ group: 'contents', fact: TYPES, source: 'MSG', knows },
  expected: knows === 'customer' ? CUSTOMER : NEW,
})
const status = (fact: string, expected: Expected = JOINED): PackFacts => ({
  ...{ group: 'statuses', fact, source: 'BSUID', knows: 'customer', expected },
})
const change = (fact: string, source: SourceKey, expected: Expected = { ...CUSTOMER, route: 'none' }): PackFacts => ({
  ...{ group: 'changes', fact, source, knows: 'customer', expected },
})
const notice = (fact: string, expected: Expected, source: SourceKey = 'BSUID'): PackFacts => ({
  ...{ group: 'notices', fact, source, knows: 'customer', expected },
})

/** For every payload of the pack the fact behind it, who it is about, and what a good handler does. */
export const PACK_FACTS: Record<SampleName, PackFacts> = {
  'phone-only': people('Payloads from before April 2026 carry a phone and no BSUID.', 'customer', CUSTOMER, 'LOG'),
  'phone-and-bsuid': people(ALWAYS_A_BSUID, 'customer', CUSTOMER),
  'bsuid-only-known': people(PHONE_MAY_GO, 'customer', CUSTOMER_GOES_ON),
  'bsuid-only-unknown': people(PHONE_MAY_GO, 'stranger', NEW),
  'username-present': people('A username is optional, shown to people, and no address.', 'customer', CUSTOMER),
  'username-changed': people('A username can change at any time; phone and BSUID stay.', 'stranger', SAME),
  'phone-appears-later': people('Phone presence is not monotonic: it can appear after the BSUID.', 'stranger', SAME),
  'phone-held-by-another': people(SHOWN_ONCE, 'stranger', { ...SAME, sameThread: false, route: 'any', error: 'clear' }),
  'parent-bsuid': people('Enrolled portfolios get a parent BSUID as well, shared among them.', 'stranger', NEW),
  'several-numbers': people('All numbers of one portfolio see the same BSUID.', 'customer', CUSTOMER),
  'two-portfolios': people('The same person has another BSUID in another portfolio.', 'customer', CUSTOMER),
  'group-message': people('Group messages add group_id; the sender is a participant.', 'customer', CUSTOMER, 'MSG'),
  'shared-contact': people('A contact shared as contact_request is the number of the sender.', 'customer', CUSTOMER),
  'shared-contact-other': people('A contact shared otherwise may be anybody’s.', 'stranger', NEW),
  batch: people(
    'One POST holds up to 1,000 updates; contacts are matched by id, never by place.',
    'stranger',
    NEW,
    'HOOK',
  ),
  emoji: content('customer'),
  'ad-click': content('stranger'),
  'button-reply': content('stranger'),
  'list-reply': content('stranger'),
  image: content('customer'),
  reaction: content('customer'),
  'unsupported-message': { ...content('stranger'), expected: { ...NEW, error: 'clear' } },
  audio: content('customer'),
  video: content('stranger'),
  document: content('customer'),
  sticker: content('stranger'),
  location: content('customer'),
  order: content('stranger'),
  'interactive-button': content('stranger'),
  'flow-answer': content('stranger'),
  'request-welcome': content('stranger'),
  rotation: change('The BSUID changes when the user changes phone number.', 'SYS'),
  'rotation-without-previous': change(SYSTEM_SHAPE, 'SYS', { ...CUSTOMER, route: 'none' }),
  'rotation-untold': change(SYSTEM_SHAPE, 'SYS', { person: 'any', ...quiet, error: 'clear' }),
  'rotation-withdrawn-field': change('The field user_id_update was withdrawn on 11 August 2026.', 'LOG'),
  'number-change': change(SYSTEM_SHAPE, 'SYS'),
  'number-change-oldest': change('The oldest shape of a number change has two phones and no BSUID.', 'SYS'),
  'security-code': change('customer_identity_changed tells of a new security code and moves nothing.', 'SYS', JOINED),
  'status-sent': status('A send to a phone does not reveal the BSUID; its status does.'),
  'status-delivered': status('The username stands in delivered and read only.'),
  'status-read': status(STATUS_JOIN),
  'status-played': status(STATUS_JOIN),
  'status-failed-phone': status(FAILED_SHAPE, { ...JOINED, error: 'clear' }),
  'status-failed-bsuid': status(FAILED_SHAPE, { ...JOINED, error: 'clear' }),
  'authentication-to-bsuid': status('One-tap, zero-tap and copy-code templates need a phone: error 131062.', {
    ...{ ...JOINED, error: 'clear' },
  }),
  'status-out-of-order': status(STATUS_JOIN),
  'status-duplicate': status(AGAIN),
  'status-group': status('In a group there is one status per participant.'),
  'status-unknown-message': status('A status can belong to a message that another system sent.'),
  call: notice('A call carries phone and BSUID like a message.', JOINED),
  'address-book': notice('smb_app_state_sync carries many contacts in one change.', { ...OURS, person: 'any' }),
  history: notice('The history sync carries messages of the last half year.', { ...OURS, person: 'any' }),
  'history-declined': notice('A business may refuse to share its history; that comes as an error.', {
    ...{ ...OURS, error: 'clear' },
  }),
  'group-participants': notice('group_participants_update names several people in one change.', {
    ...{ ...OURS, person: 'any' },
  }),
  duplicate: people(AGAIN, 'customer', CUSTOMER_GOES_ON, 'HOOK'),
  echo: notice('smb_message_echoes tells what a colleague wrote in the business app.', { ...OURS, person: 'any' }),
  'handle-approved': notice(HANDLES, OURS),
  'handle-revoked': notice('Since 15 September 2026 a handle that Meta took away has context revoked.', OURS, 'LOG'),
  'handle-reserved': notice('A reserved name is held for the number and not visible yet.', OURS),
  'handle-replaced': notice('A revoked and replaced name comes as approved, with a generated name.', OURS, 'LOG'),
  'handle-deleted': notice(HANDLES, OURS),
  preference: notice('user_preferences tells that somebody stopped marketing messages.', JOINED),
  'value-error': notice('Errors of the number itself stand in value.errors, without a message.', {
    ...{ ...OURS, error: 'clear' },
  }),
  'unknown-field': {
    ...{ group: 'faults', fact: 'WhatsApp adds fields without notice.', source: 'LOG', knows: 'customer' },
    expected: { ...OURS, person: 'known-or-nobody', error: 'clear' },
  },
  'unknown-type': {
    ...{ group: 'faults', fact: 'WhatsApp adds types of messages without notice.', source: 'LOG', knows: 'stranger' },
    expected: { person: 'any', sameThread: false, route: 'any', error: 'clear' },
  },
  'no-sender': {
    ...{ group: 'faults', fact: PHONE_MAY_GO, source: 'BSUID', knows: 'customer' },
    expected: { ...OURS, error: 'clear' },
  },
  'bad-signature': {
    ...{
      group: 'faults',
      fact: 'X-Hub-Signature-256 is the HMAC of the raw bytes.',
      source: 'HOOK',
      knows: 'customer',
    },
    expected: { ...OURS, error: 'refused' },
  },
}
