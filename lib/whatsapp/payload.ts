import { keepChange, readHandleUpdate } from './payload-fields'
import { readHistory, readHistoryMedia } from './payload-history'
import { isObject, type JsonObject, readId, readText, readTime } from './payload-json'
import { readEcho, readMessage } from './payload-messages'
import { type ElementReader, NOTICE_FIELDS, readValueError } from './payload-notices'
import { ContactBook } from './payload-people'
import { type Place, placeOf, unreadable, unsupported } from './payload-place'
import { readStatus } from './payload-statuses'
import { readUserIdUpdate } from './payload-system'
import type { Update } from './update'

/** `problem` is set when the body as a whole cannot be read; then there are no updates, and the delivery itself is the record. */
export type DeliveryReading = { updates: Update[]; problem?: string }

/**
 * Reads one POST body into its updates, in the order in which they stand: one per message, status, identity change and
 * unknown thing. Never throws, and one bad update never costs its neighbours: what is not understood becomes
 * `unsupported`, what is malformed becomes `unreadable` with a sentence. Text in the result is safe to store (NUL and lone
 * surrogates are U+FFFD). Reading the same bytes with the same `receivedAt` gives the same result. [BSUID] [HOOK]
 */
export function readDelivery(rawBody: Buffer | string, receivedAt: Date): DeliveryReading {
  const body = parseBody(rawBody)
  if ('problem' in body) return { updates: [], problem: body.problem }
  const { entry: entries } = body.object
  if (!Array.isArray(entries)) {
    return {
      updates: [],
      problem: 'The body has no list of entries, so it is not a WhatsApp webhook that can be read.',
    }
  }
  return { updates: entries.flatMap((entry: unknown) => readEntry(entry, receivedAt)) }
}

function parseBody(rawBody: Buffer | string): { object: JsonObject } | { problem: string } {
  const text = typeof rawBody === 'string' ? rawBody : rawBody.toString('utf8')
  if (text.trim() === '') return { problem: 'The body is empty.' }
  try {
    const object: unknown = JSON.parse(text)
    return isObject(object) ? { object } : { problem: 'The body is JSON, but not an object.' }
  } catch {
    return { problem: 'The body is not JSON. It may have been cut off on the way.' }
  }
}

function readEntry(entry: unknown, receivedAt: Date): Update[] {
  const nowhere: Place = { field: '', receivedAt }
  if (!isObject(entry)) return [unreadable(nowhere, entry, 'An entry of this delivery is not an object.')]
  const place: Place = { ...nowhere, wabaId: readId(entry.id), entryTime: readTime(entry.time, receivedAt) }
  if (!Array.isArray(entry.changes)) {
    return [unreadable(place, entry, 'An entry of this delivery has no list of changes.')]
  }
  return entry.changes.flatMap((change: unknown) => readChange(place, change))
}

function readChange(entryPlace: Place, change: unknown): Update[] {
  if (!isObject(change)) return [unreadable(entryPlace, change, 'A change in this delivery is not an object.')]
  const field = readText(change.field, 100)
  if (!field) return [unreadable(entryPlace, change, 'A change in this delivery does not name its field.')]
  const { value } = change
  if (!isObject(value)) {
    return [unreadable({ ...entryPlace, field }, change, `The content of this ${field} change is not an object.`)]
  }
  const place = placeOf({ ...entryPlace, field }, value)
  if (HANDLE_FIELDS.has(field)) return [readHandleUpdate(place, value)]
  const readers = FIELDS.get(field)
  return readers ? readLists(place, value, readers) : [keepChange(place, value)]
}

/** The plural is documented, the singular was seen in drafts. [BSUID] */
const HANDLE_FIELDS = new Set(['business_username_updates', 'business_username_update'])

const FIELDS = new Map<string, ReadonlyMap<string, ElementReader>>([
  ...NOTICE_FIELDS,
  [
    'history',
    new Map<string, ElementReader>([
      ['history', readHistory],
      ['messages', readHistoryMedia],
    ]),
  ],
  ['smb_message_echoes', new Map<string, ElementReader>([['message_echoes', readEcho]])],
  ['user_id_update', new Map<string, ElementReader>([['user_id_update', readUserIdUpdate]])],
  [
    'messages',
    new Map<string, ElementReader>([
      ['messages', readMessage],
      ['statuses', readStatus],
    ]),
  ],
])

function countOf(value: JsonObject, names: Iterable<string>): number {
  let count = 0
  for (const name of names) {
    const list = value[name]
    if (Array.isArray(list)) count += list.length
  }
  return count
}

/**
 * Reads every list of a value in the order of the payload. A list under a name we do not know is kept as unsupported, and
 * so is a value that holds no list at all: there is no way for content to disappear here. `contacts` describes the other
 * lists and is no update of its own.
 */
function readLists(place: Place, value: JsonObject, readers: ReadonlyMap<string, ElementReader>): Update[] {
  const book = new ContactBook(value.contacts, countOf(value, readers.keys()) === 1)
  const updates: Update[] = []
  for (const [name, list] of Object.entries(value)) {
    if (name === 'contacts') continue
    const read = readers.get(name) ?? (name === 'errors' ? readValueError : undefined)
    if (read) for (const update of readList({ place, name, list, book }, read)) updates.push(update)
    else if (Array.isArray(list) && list.length > 0)
      updates.push(unsupported(place, list, { type: readText(name, 100) }))
  }
  return updates.length > 0 ? updates : [keepChange(place, value)]
}

type NamedList = { place: Place; name: string; list: unknown; book: ContactBook }

function readList({ place, name, list, book }: NamedList, read: ElementReader): Update[] {
  if (Array.isArray(list)) return list.flatMap((element: unknown) => read(place, element, book))
  return [unreadable(place, { [name]: list }, `"${name}" in this ${place.field} change is not a list.`)]
}
