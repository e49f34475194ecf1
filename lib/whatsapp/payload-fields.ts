import { type JsonObject, readText } from './payload-json'
import { ContactBook, isSomebody, readUsername, whoIn } from './payload-people'
import { baseOf, keyByContent, type Place, unreadable, unsupported } from './payload-place'
import type { HandleUpdate, Update } from './update'

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

/** A change kept whole: a field that is not known, or a known one that holds none of its lists. */
export function keepChange(place: Place, value: JsonObject): Update {
  const who = whoIn(value) ?? new ContactBook(value.contacts, true).only
  return unsupported(place, value, who && isSomebody(who) ? { who } : {})
}
