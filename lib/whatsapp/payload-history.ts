import { phoneMatchKey } from '@/lib/shared/phone'
import { isObject, type JsonObject, readErrors, readId, readText } from './payload-json'
import { MESSAGE_TYPES } from './payload-messages'
import { noticeOf } from './payload-notices'
import { ContactBook, identifiersOf, isSomebody, whoIn } from './payload-people'
import { baseOf, completed, keyByWamid, type Place, unreadable, unsupported } from './payload-place'
import type { MessageStatus, MessageUpdate, Update, WhoFacts } from './update'

/**
 * The field `history`: the conversations of the last 180 days, sent once when a number of the WhatsApp Business app is
 * connected, in chunks of threads of messages. `https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/history`
 *
 * Each message becomes an update of its own, so that each can be found. It is marked as past: it is no news, and the
 * identifiers beside it are what WhatsApp knew when it wrote the payload, not when the message was written.
 */

/** A picture or a voice message first comes without its content. */
const PLACEHOLDER = 'media_placeholder'

/** As the history writes them, in whatever case. A message of a customer has a status too: whether the business read it. */
const STATUS: Readonly<Record<string, MessageStatus>> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  played: 'played',
  error: 'failed',
}

type Thread = {
  /** The customer, by the address of the thread and what stands beside it. */
  person: WhoFacts
  book: ContactBook
}

function threadOf(thread: JsonObject): Thread {
  const context = isObject(thread.context) ? thread.context : {}
  const addressed = identifiersOf({ address: thread.id, userId: thread.user_id, parentUserId: thread.parent_user_id })
  const person = { ...whoIn(context), ...addressed }
  const card = {
    wa_id: person.phone,
    user_id: person.bsuid,
    parent_user_id: person.parentBsuid,
    username: person.username,
  }
  return { person, book: new ContactBook([card], true) }
}

function same(a: WhoFacts, b: WhoFacts): boolean {
  if (a.bsuid !== undefined && a.bsuid === b.bsuid) return true
  return a.phone !== undefined && b.phone !== undefined && phoneMatchKey(a.phone) === phoneMatchKey(b.phone)
}

function senderOf(message: JsonObject): WhoFacts {
  const { from, from_user_id: userId, from_parent_user_id: parentUserId } = message
  return identifiersOf({ address: from, userId, parentUserId })
}

function recipientOf(message: JsonObject): WhoFacts {
  const { to, to_user_id: userId, to_parent_user_id: parentUserId } = message
  return identifiersOf({ address: to, userId, parentUserId })
}

function isFromBusiness(message: JsonObject, place: Place, person: WhoFacts): boolean {
  const context = isObject(message.history_context) ? message.history_context : {}
  if (typeof context.from_me === 'boolean') return context.from_me
  const sender = senderOf(message)
  if (same(sender, person)) return false
  if (sender.phone !== undefined && sender.phone === place.displayPhoneNumber) return true
  // Only a message of the business names its recipient; one of the customer in a thread with the customer's address
  // was caught above, so another sender can only be the business under another spelling.
  return isSomebody(recipientOf(message)) || (isSomebody(person) && sender.phone !== undefined)
}

function statusOf(message: JsonObject): MessageStatus | undefined {
  const context = isObject(message.history_context) ? message.history_context : {}
  const status = readText(context.status, 100)?.toLowerCase()
  return status !== undefined && Object.hasOwn(STATUS, status) ? STATUS[status] : undefined
}

const NO_PERSON =
  'This message of the stored history names nobody: neither its thread nor the message has an identifier.'

/** `media` says that this is the content of a message that came before as a placeholder: another update about it. */
function readPastMessage(place: Place, raw: unknown, { thread, media }: { thread: Thread; media?: boolean }): Update {
  if (!isObject(raw)) return unreadable(place, raw, 'A message of the stored history is not an object.')
  const wamid = readId(raw.id)
  if (!wamid) return unreadable(place, raw, 'A message of the stored history has no usable id.')
  const type = readText(raw.type, 100)
  if (!type) return unreadable(place, raw, 'A message of the stored history does not say of what type it is.', wamid)
  const echo = isFromBusiness(raw, place, thread.person)
  const who = thread.book.complete(echo ? recipientOf(raw) : senderOf(raw))
  if (!isSomebody(who)) return unreadable(place, raw, NO_PERSON, wamid)
  if (type !== PLACEHOLDER && !MESSAGE_TYPES.has(type)) return unsupported(place, raw, { type, who, wamid })
  const update: Pick<MessageUpdate, 'kind' | 'direction' | 'wamid' | 'messageType' | 'who' | 'errors' | 'past'> = {
    kind: 'message',
    direction: echo ? 'echo' : 'inbound',
    wamid,
    messageType: type,
    who,
    errors: readErrors(raw.errors),
    past: { shownAt: place.entryTime ?? place.receivedAt, ...(echo && { status: statusOf(raw) }) },
  }
  return completed(baseOf(place, keyByWamid(media ? 'pm' : 'p', place, wamid), raw.timestamp), update)
}

function readThread(place: Place, raw: unknown): Update[] {
  if (!isObject(raw)) return [unreadable(place, raw, 'A thread of the stored history is not an object.')]
  const thread = threadOf(raw)
  if (!Array.isArray(raw.messages) || raw.messages.length === 0) {
    return [noticeOf(place, 'history', { content: raw, said: { detail: 'thread', who: thread.person } })]
  }
  return raw.messages.map((message: unknown) => readPastMessage(place, message, { thread }))
}

/** One chunk. Errors say that the business did not share its history. A chunk without content leaves its own trace. */
export function readHistory(place: Place, element: unknown): Update | Update[] {
  if (!isObject(element)) return unreadable(place, element, 'A chunk of the stored history is not an object.')
  const { threads, errors } = element
  const failed = Array.isArray(errors)
    ? errors.map((error: unknown) => noticeOf(place, 'history', { content: error, said: { errors: [error] } }))
    : []
  const read = Array.isArray(threads) ? threads.flatMap((thread: unknown) => readThread(place, thread)) : []
  if (failed.length + read.length > 0) return [...failed, ...read]
  return noticeOf(place, 'history', { content: element, said: { detail: 'chunk' } })
}

/** `messages` beside `history`: the content of pictures and voice messages of the last two weeks. */
export function readHistoryMedia(place: Place, element: unknown): Update {
  const person = isObject(element) ? counterpart(place, element) : {}
  return readPastMessage(place, element, { thread: { person, book: new ContactBook([], false) }, media: true })
}

/** Without a thread around it, the customer is whoever is not our own number. */
function counterpart(place: Place, message: JsonObject): WhoFacts {
  const isOurs = (who: WhoFacts) => who.phone !== undefined && who.phone === place.displayPhoneNumber
  const recipient = recipientOf(message)
  if (isSomebody(recipient) && !isOurs(recipient)) return recipient
  const sender = senderOf(message)
  return isOurs(sender) ? {} : sender
}
