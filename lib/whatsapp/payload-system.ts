import { isObject, type JsonObject, readText } from './payload-json'
import { type ContactBook, identifiersOf, isSomebody, whoIn } from './payload-people'
import { baseOf, keyByContent, keyByWamid, type Place, unreadable, unsupported } from './payload-place'
import type { IdentityChangeUpdate, Update, WhoFacts } from './update'

type SystemMessage = { place: Place; message: JsonObject; wamid: string; book: ContactBook }
type Previous = IdentityChangeUpdate['previous']

/** The names of a number change over the years: `customer_changed_number` came first and has the same fields. [SYS] */
const NUMBER_CHANGE = new Set(['user_changed_number', 'customer_changed_number'])

/** The state after the change. `new_wa_id` is the name of `wa_id` in the oldest shape. [SYS] */
function newState(system: JsonObject): WhoFacts {
  return identifiersOf({
    address: system.wa_id || system.new_wa_id,
    userId: system.user_id,
    parentUserId: system.parent_user_id,
  })
}

/**
 * The state before the change. `previous_user_id` when it is given. Older shapes leave it out; then the old BSUID may be
 * `from_user_id` (undocumented), as the old phone is `from`. A value that equals the new one says nothing about the past.
 * `body` names both in prose and is never parsed.
 */
function oldState(message: JsonObject, system: JsonObject, next: WhoFacts): Previous {
  const stated = identifiersOf({ userId: system.previous_user_id, parentUserId: system.previous_parent_user_id })
  const sender = identifiersOf({
    address: message.from || system.customer,
    userId: message.from_user_id,
    parentUserId: message.from_parent_user_id,
  })
  const bsuid = stated.bsuid ?? sender.bsuid
  const parentBsuid = stated.parentBsuid ?? sender.parentBsuid
  return {
    ...(sender.phone && sender.phone !== next.phone && { phone: sender.phone }),
    ...(bsuid && bsuid !== next.bsuid && { bsuid }),
    ...(parentBsuid && parentBsuid !== next.parentBsuid && { parentBsuid }),
  }
}

const NO_NEW_STATE =
  'This identity change does not say what the new identifier is, so it cannot be applied. Nothing was moved.'

function readIdentityChange(form: IdentityChangeUpdate['form'], system: JsonObject, source: SystemMessage): Update {
  const { place, message, wamid, book } = source
  const next = newState(system)
  const says = form === 'user_changed_user_id' ? next.bsuid !== undefined : isSomebody(next)
  if (!says) return unreadable(place, message, NO_NEW_STATE, wamid)
  return {
    ...baseOf(place, keyByWamid('i', place, wamid), message.timestamp),
    kind: 'identity-change',
    wamid,
    form,
    // Not the only contact of the value: it may describe the state before the change.
    who: book.completeByIdentifier(next),
    previous: oldState(message, system, next),
  }
}

const NOBODY_CHANGED =
  'This notice of a changed security code names nobody: it has neither a phone number nor a BSUID that can be read.'

function readSecurityChange(system: JsonObject, { place, message, wamid, book }: SystemMessage): Update {
  const who = whoIn(message) ?? newState(system)
  const known = book.complete(isSomebody(who) ? who : identifiersOf({ address: system.customer }))
  if (!isSomebody(known)) return unreadable(place, message, NOBODY_CHANGED, wamid)
  return {
    ...baseOf(place, keyByWamid('x', place, wamid), message.timestamp),
    kind: 'security-change',
    wamid,
    who: known,
  }
}

/** A message of `type: system`: an identity change in any of its shapes, or a changed security code. [SYS] [LOG] */
export function readSystemMessage(source: SystemMessage): Update {
  const { place, message, wamid } = source
  const { system } = message
  if (!isObject(system)) return unreadable(place, message, 'This system message has no content.', wamid)
  const stated = readText(system.type, 100)
  const type = stated ?? (system.new_wa_id || system.wa_id ? 'user_changed_number' : undefined)
  if (type === 'user_changed_user_id') return readIdentityChange(type, system, source)
  if (type && NUMBER_CHANGE.has(type)) return readIdentityChange('user_changed_number', system, source)
  if (type === 'customer_identity_changed') return readSecurityChange(system, source)
  const who = whoIn(message)
  return unsupported(place, message, { type: `system:${type ?? 'untyped'}`, wamid, ...(who && { who }) })
}

/** `{previous, current}`; drafts also had a plain current value. */
function readPair(value: unknown): { previous?: unknown; current?: unknown } {
  return isObject(value) ? { previous: value.previous, current: value.current } : { current: value }
}

/**
 * One element of the field `user_id_update`, withdrawn on 11 August 2026 and accepted when it still comes. [LOG] It is
 * not said whether `wa_id` is the old or the new phone: it is read as the current one, because a phone that is already
 * the contact's changes nothing, while ending a phone that is still in use would.
 */
export function readUserIdUpdate(place: Place, update: unknown): Update {
  if (!isObject(update))
    return unreadable(place, update, 'This change of a BSUID is not an object, so nothing in it can be read.')
  const user = readPair(update.user_id)
  const parent = readPair(update.parent_user_id)
  const who = identifiersOf({ address: update.wa_id, userId: user.current, parentUserId: parent.current })
  if (!who.bsuid) return unreadable(place, update, NO_NEW_STATE)
  const old = identifiersOf({ userId: user.previous, parentUserId: parent.previous })
  return {
    ...baseOf(place, keyByContent('u', place, update), update.timestamp),
    kind: 'identity-change',
    form: 'user_id_update',
    who,
    previous: {
      ...(old.bsuid && old.bsuid !== who.bsuid && { bsuid: old.bsuid }),
      ...(old.parentBsuid && old.parentBsuid !== who.parentBsuid && { parentBsuid: old.parentBsuid }),
    },
  }
}
