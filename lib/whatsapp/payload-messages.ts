import { textOf } from './extract'
import { isObject, type JsonObject, readErrors, readId, readPhoneDigits, readText } from './payload-json'
import { type ContactBook, identifiersOf, isSomebody } from './payload-people'
import { baseOf, completed, keyByWamid, type Place, unreadable, unsupported } from './payload-place'
import { readSystemMessage } from './payload-system'
import type { MessageUpdate, Update, WhoFacts } from './update'

/** The message types a customer can send, and the two WhatsApp writes when it could not pass one on. */
export const MESSAGE_TYPES: ReadonlySet<string> = new Set([
  'text',
  'image',
  'video',
  'audio',
  'voice',
  'document',
  'sticker',
  'location',
  'contacts',
  'button',
  'interactive',
  'order',
  'reaction',
  'request_welcome',
  'unsupported',
  'unknown',
])

const TYPE_LIMIT = 100

/** A phone inside a shared contact is written as the address book has it; only an international one is unambiguous. */
function sharedPhone(phone: unknown): string | undefined {
  if (!isObject(phone)) return undefined
  const written = typeof phone.phone === 'string' ? phone.phone.replace(/[\s().-]/g, '') : undefined
  return readPhoneDigits(phone.wa_id) ?? readPhoneDigits(written)
}

/** WhatsApp writes the account of a number into the vCard as `waid=<digits>`. */
const VCARD_ACCOUNT = /;waid=(\d{5,15})[:;]/i

function phonesOfCard(card: JsonObject): string[] {
  const listed = Array.isArray(card.phones) ? card.phones.flatMap((phone) => sharedPhone(phone) ?? []) : []
  if (listed.length > 0 || typeof card.vcard !== 'string') return listed
  const account = VCARD_ACCOUNT.exec(card.vcard)?.[1]
  return account ? [account] : []
}

/**
 * The sender's own number, answered to `REQUEST_CONTACT_INFO`. Only `origin: contact_request` is the sender's own; any
 * other shared contact may be anybody's and is never bound. Two different numbers decide nothing. [BSUID]
 */
export function sharedOwnPhoneOf(message: JsonObject): string | undefined {
  if (!Array.isArray(message.contacts)) return undefined
  const own = message.contacts.filter((card) => isObject(card) && card.origin === 'contact_request')
  const phones = new Set(own.flatMap((card) => (isObject(card) ? phonesOfCard(card) : [])))
  return phones.size === 1 ? phones.values().next().value : undefined
}

type Heading =
  | { readable: true; wamid: string; type: string; message: JsonObject }
  | { readable: false; update: Update }

function readHeading(place: Place, message: unknown): Heading {
  const refuse = (problem: string, id?: string): Heading => ({
    readable: false,
    update: unreadable(place, message, problem, id),
  })
  if (!isObject(message)) return refuse('This message is not an object, so nothing in it can be read.')
  const wamid = readId(message.id)
  if (!wamid) return refuse('This message has no usable id, so it cannot be told from its copies.')
  const type = readText(message.type, TYPE_LIMIT)
  if (!type) return refuse('This message does not say of what type it is.', wamid)
  return { readable: true, wamid, type, message }
}

type Addressed = {
  wamid: string
  type: string
  message: JsonObject
  direction: MessageUpdate['direction']
  who: WhoFacts
}

function messageOf(place: Place, { wamid, type, message, direction, who }: Addressed): Update {
  const groupId = readId(message.group_id)
  if (!MESSAGE_TYPES.has(type)) return unsupported(place, message, { type, who, wamid, groupId })
  const base = baseOf(place, keyByWamid(direction === 'echo' ? 'e' : 'm', place, wamid), message.timestamp)
  return completed(base, {
    kind: 'message',
    direction,
    wamid,
    messageType: type,
    text: textOf(type, message),
    referralSourceId: isObject(message.referral) ? readId(message.referral.source_id) : undefined,
    groupId,
    who,
    sharedOwnPhone: type === 'contacts' && direction === 'inbound' ? sharedOwnPhoneOf(message) : undefined,
    errors: readErrors(message.errors),
  })
}

const NO_SENDER =
  'This message names no sender: it has neither a phone number nor a BSUID that can be read. It is kept, and nobody was matched.'

/** One element of `messages[]`: a customer's message, or a system notice about a customer. [BSUID] [SYS] */
export function readMessage(place: Place, raw: unknown, book: ContactBook): Update {
  const heading = readHeading(place, raw)
  if (!heading.readable) return heading.update
  const { wamid, type, message } = heading
  if (type === 'system') return readSystemMessage({ place, message, wamid, book })
  const sender = identifiersOf({
    address: message.from,
    userId: message.from_user_id,
    parentUserId: message.from_parent_user_id,
  })
  const who: WhoFacts = book.complete(sender)
  if (!isSomebody(who)) return unreadable(place, message, NO_SENDER, wamid)
  return messageOf(place, { wamid, type, message, who, direction: 'inbound' })
}

const NO_RECIPIENT =
  'This message was sent from another client of the business and names no recipient that can be read. It is kept, and nobody was matched.'

/** One element of `message_echoes[]`: what the business sent from its app. The customer is the recipient. [BSUID] */
export function readEcho(place: Place, raw: unknown, book: ContactBook): Update {
  const heading = readHeading(place, raw)
  if (!heading.readable) return heading.update
  const { wamid, type, message } = heading
  const who = book.complete(
    identifiersOf({ address: message.to, userId: message.to_user_id, parentUserId: message.to_parent_user_id }),
  )
  if (isSomebody(who)) return messageOf(place, { wamid, type, message, who, direction: 'echo' })
  const groupId = readId(message.group_id)
  if (groupId) return unsupported(place, message, { type, wamid, groupId, note: 'Sent to a group, not to a person.' })
  return unreadable(place, message, NO_RECIPIENT, wamid)
}
