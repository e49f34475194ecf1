import { isObject, type JsonObject, readId, readText } from './payload-json'
import { ContactBook, identifiersOf, isSomebody, readUsername, whoIn } from './payload-people'
import { baseOf, keyByContent, type Place, unreadable, unsupported } from './payload-place'
import type { HandleUpdate, Update, WhoFacts } from './update'

const HANDLE_STATUS: Readonly<Record<string, HandleUpdate['status']>> = {
  approved: 'approved',
  deleted: 'deleted',
  reserved: 'reserved',
  /** Its name before the launch. Facts section 1. */
  pending_review: 'reserved',
}

/**
 * `business_username_updates`: what happened to one of our own handles. It names no `phone_number_id`; the number is found
 * by the WABA id and the display number. `context: "revoked"` means that Meta took the name away. [BSUID]
 */
export function readHandleUpdate(place: Place, value: JsonObject): Update {
  const status = readText(value.status, 100)
  if (!status) return unreadable(place, value, 'This change of a username does not say what happened to it.')
  const known = Object.hasOwn(HANDLE_STATUS, status) ? HANDLE_STATUS[status] : undefined
  if (!known) return unsupported(place, value, { type: `username:${status}` })
  const username = readUsername(value.username)
  return {
    ...baseOf(place, keyByContent('h', place, value), value.timestamp),
    kind: 'handle-update',
    ...(username && { username }),
    status: known,
    revoked: value.context === 'revoked',
  }
}

type Reading = { type?: string; who?: WhoFacts; groupId?: string }

/** Reads one element of a list in a value. A chunk of history holds many people, so one element may give many updates. */
export type ElementReader = (place: Place, element: unknown, book: ContactBook) => Update | Update[]

/** A reader that keeps an element as it is, together with what `read` could tell about it. */
function keeping(read: (part: JsonObject) => Reading): (place: Place, element: unknown, book: ContactBook) => Update {
  return (place, element, book) => {
    if (!isObject(element)) return unreadable(place, element, `A part of this ${place.field} change is not an object.`)
    const { who, type, groupId } = read(element)
    const person = book.complete(who ?? {})
    return unsupported(place, element, {
      ...(type && { type }),
      ...(isSomebody(person) && { who: person }),
      ...(groupId && { groupId }),
    })
  }
}

/** A call names the customer as its caller or, when the business called, as the one it called. */
const keepCall = keeping((call) => {
  const who =
    call.direction === 'BUSINESS_INITIATED'
      ? identifiersOf({ address: call.to, userId: call.to_user_id, parentUserId: call.to_parent_user_id })
      : identifiersOf({ address: call.from, userId: call.from_user_id, parentUserId: call.from_parent_user_id })
  return { type: readText(call.event, 100), who }
})

const keepCallStatus = keeping((status) => ({
  type: readText(status.status, 100),
  who: identifiersOf({
    address: status.recipient_id,
    userId: status.recipient_user_id,
    parentUserId: status.recipient_parent_user_id,
  }),
}))

/** The stored conversation of one person. `context` holds the customer's identifiers, `id` the address. */
const keepThread = keeping((thread) => {
  const context = isObject(thread.context) ? thread.context : {}
  const addressed = identifiersOf({ address: thread.id, userId: thread.user_id, parentUserId: thread.parent_user_id })
  return { type: 'thread', who: { ...whoIn(context), ...addressed } }
})

const keepChunk = keeping(() => ({ type: 'chunk' }))

/** History is kept thread by thread, so that each person in it can be found; the rest of the chunk is kept beside them. */
function keepHistory(place: Place, element: unknown, book: ContactBook): Update | Update[] {
  if (!isObject(element) || !Array.isArray(element.threads)) return keepChunk(place, element, book)
  const { threads, ...rest } = element
  const kept = threads.map((thread: unknown) => keepThread(place, thread, book))
  return kept.length === 0 || Array.isArray(rest.errors) ? [...kept, keepChunk(place, rest, book)] : kept
}

/** One contact of the business app's address book, added or removed. The name in it is the business's, not the profile's. */
const keepBookEntry = keeping((part) => {
  const contact = isObject(part.contact) ? part.contact : {}
  const username = readUsername(contact.username)
  const who = identifiersOf({
    address: contact.phone_number || contact.wa_id,
    userId: contact.user_id,
    parentUserId: contact.parent_user_id,
  })
  return { type: readText(part.action, 100), who: username ? { ...who, username } : who }
})

const keepPreference = keeping((part) => ({ type: readText(part.category, 100), who: whoIn(part) }))

/** Who came or went. Several people in one change are not one person, so then nobody is named. */
const keepGroupChange = keeping((group) => {
  const lists = [group.added_participants, group.removed_participants, group.failed_participants, group.participants]
  const people = lists.flatMap((list) => (Array.isArray(list) ? list : [])).filter(isObject)
  const [first] = people
  const groupId = readId(group.group_id) ?? readId(group.id)
  return {
    type: readText(group.type, 100),
    ...(first && people.length === 1 && { who: whoIn(first) }),
    ...(groupId && { groupId }),
  }
})

/**
 * Fields whose content Handrail keeps but does not act on, with the lists in them: one update per element, with the
 * person when the element names one. Facts section 3, last paragraph. [BSUID]
 */
export const KEPT_FIELDS: ReadonlyMap<string, ReadonlyMap<string, ElementReader>> = new Map([
  [
    'calls',
    new Map<string, ElementReader>([
      ['calls', keepCall],
      ['statuses', keepCallStatus],
    ]),
  ],
  ['history', new Map<string, ElementReader>([['history', keepHistory]])],
  ['smb_app_state_sync', new Map<string, ElementReader>([['state_sync', keepBookEntry]])],
  ['user_preferences', new Map<string, ElementReader>([['user_preferences', keepPreference]])],
  ['group_participants_update', new Map<string, ElementReader>([['groups', keepGroupChange]])],
])

/** A change kept whole: a field that is not known, or a known one that holds none of its lists. */
export function keepChange(place: Place, value: JsonObject): Update {
  const who = whoIn(value) ?? new ContactBook(value.contacts, true).only
  return unsupported(place, value, who && isSomebody(who) ? { who } : {})
}
