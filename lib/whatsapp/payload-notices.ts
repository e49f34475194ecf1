import { isObject, type JsonObject, readErrors, readId, readText } from './payload-json'
import { type ContactBook, identifiersOf, isSomebody, readUsername, whoIn } from './payload-people'
import { baseOf, completed, keyByContent, type Place, unreadable, unsupported } from './payload-place'
import type { NoticeSubject, NoticeUpdate, Update, WhoFacts } from './update'

/** Reads one element of a list in a value. One element may hold several people, so it may give several updates. */
export type ElementReader = (place: Place, element: unknown, book: ContactBook) => Update | Update[]

type Said = Pick<NoticeUpdate, 'detail' | 'who' | 'groupId' | 'wamid'> & { timestamp?: unknown; errors?: unknown }

/** `content` is what tells this notice from every other, and the same notice delivered again by the same key. */
export function noticeOf(
  place: Place,
  about: NoticeSubject,
  { content, said }: { content: unknown; said: Said },
): Update {
  const { detail, who, groupId, wamid, timestamp, errors } = said
  return completed(baseOf(place, keyByContent('n', place, content), timestamp), {
    kind: 'notice',
    about,
    detail,
    who: who && isSomebody(who) ? who : undefined,
    groupId,
    wamid,
    errors: readErrors(errors),
  })
}

/** A reader of elements that say one thing about one person. */
function noticeReader(about: NoticeSubject, read: (part: JsonObject) => Said): ElementReader {
  return (place, element, book) => {
    if (!isObject(element)) return unreadable(place, element, `A part of this ${place.field} change is not an object.`)
    const said = read(element)
    const who = book.complete(said.who ?? {})
    return noticeOf(place, about, { content: element, said: { timestamp: element.timestamp, ...said, who } })
  }
}

/** A call names the customer as its caller or, when the business called, as the one it called. */
const readCall = noticeReader('call', (call) => {
  const who =
    call.direction === 'BUSINESS_INITIATED'
      ? identifiersOf({ address: call.to, userId: call.to_user_id, parentUserId: call.to_parent_user_id })
      : identifiersOf({ address: call.from, userId: call.from_user_id, parentUserId: call.from_parent_user_id })
  return { detail: readText(call.event, 100), who, wamid: readId(call.id), errors: call.errors }
})

const readCallStatus = noticeReader('call', (status) => ({
  detail: readText(status.status, 100),
  who: identifiersOf({
    address: status.recipient_id,
    userId: status.recipient_user_id,
    parentUserId: status.recipient_parent_user_id,
  }),
  wamid: readId(status.id),
  errors: status.errors,
}))

const readPreference = noticeReader('preference', (part) => {
  const words = [readText(part.category, 100), readText(part.value, 100)].filter((word) => word !== undefined)
  return { detail: words.join(':') || undefined, who: whoIn(part) }
})

/**
 * One contact of the business app's address book, added or removed. The name in it is what the business calls the person,
 * not what they call themselves, so it is not read. Its phone and BSUID stand together in a signed payload: evidence.
 */
function readBookEntry(place: Place, element: unknown, book: ContactBook): Update {
  if (!isObject(element)) return unreadable(place, element, 'A contact of this address book is not an object.')
  const type = readText(element.type, 100)
  const { contact } = element
  if (type !== 'contact' || !isObject(contact)) return unsupported(place, element, type ? { type } : {})
  const username = readUsername(contact.username)
  const named = identifiersOf({
    address: contact.phone_number || contact.wa_id,
    userId: contact.user_id,
    parentUserId: contact.parent_user_id,
  })
  const who: WhoFacts = book.completeByIdentifier(username ? { ...named, username } : named)
  const timestamp = isObject(element.metadata) ? element.metadata.timestamp : element.timestamp
  const said = { detail: readText(element.action, 100), who, timestamp }
  return noticeOf(place, 'address-book', { content: element, said })
}

const PARTICIPANTS = ['added_participants', 'removed_participants', 'failed_participants', 'participants'] as const

/** People who came, went or could not, each for themselves: the identifiers of one say nothing about another. */
function readGroupChange(place: Place, element: unknown, book: ContactBook): Update | Update[] {
  if (!isObject(element)) return unreadable(place, element, 'A change of a group is not an object.')
  const { timestamp, errors } = element
  const common = {
    detail: readText(element.type, 100),
    groupId: readId(element.group_id) ?? readId(element.id),
    timestamp,
  }
  const { request_id: request } = element
  const named = PARTICIPANTS.flatMap((list) => {
    const people = element[list]
    if (!Array.isArray(people)) return []
    return people.map((person: unknown) => {
      if (!isObject(person)) return unreadable(place, person, 'A participant of this group is not an object.')
      const content = { list, person, request, ...common }
      const who = book.completeByIdentifier(whoIn(person) ?? {})
      return noticeOf(place, 'group', { content, said: { ...common, who, errors: person.errors } })
    })
  })
  if (named.length > 0) return named
  return noticeOf(place, 'group', { content: element, said: { ...common, who: whoIn(element), errors } })
}

/** `errors` beside the lists of a value: something WhatsApp could not do for this number, about no message. */
export function readValueError(place: Place, error: unknown): Update {
  if (!isObject(error)) return unreadable(place, error, 'An error WhatsApp reported is not an object.')
  return noticeOf(place, 'number', { content: error, said: { errors: [error] } })
}

/** Fields that tell about people without being messages, with the lists in them. Facts section 3, last paragraph. [BSUID] */
export const NOTICE_FIELDS: ReadonlyMap<string, ReadonlyMap<string, ElementReader>> = new Map([
  [
    'calls',
    new Map<string, ElementReader>([
      ['calls', readCall],
      ['statuses', readCallStatus],
    ]),
  ],
  ['smb_app_state_sync', new Map<string, ElementReader>([['state_sync', readBookEntry]])],
  ['user_preferences', new Map<string, ElementReader>([['user_preferences', readPreference]])],
  ['group_participants_update', new Map<string, ElementReader>([['groups', readGroupChange]])],
])
