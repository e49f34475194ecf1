import { phoneMatchKey } from '@/lib/shared/phone'
import { type Bsuid, isParentBsuid, parseBsuid } from './bsuid'
import { isObject, type JsonObject, readPhoneDigits, readText } from './payload-json'
import type { WhoFacts } from './update'

const NAME_LIMIT = 256

/** The identifiers a payload gives for one person, before they are told apart. */
export type RawIdentifiers = { address?: unknown; userId?: unknown; parentUserId?: unknown }

/**
 * Sorts identifiers into their kinds. An address field (`from`, `to`, `wa_id`, `recipient_id`) holds a phone, but one that
 * looks like a BSUID is a BSUID; a user id field never becomes a phone. [BSUID] Keys without a value are left out.
 */
export function identifiersOf(raw: RawIdentifiers): WhoFacts {
  const who: WhoFacts = {}
  const addressed = parseBsuid(raw.address)
  const named = parseBsuid(raw.userId)
  for (const id of [named, addressed]) {
    if (!id) continue
    if (isParentBsuid(id)) who.parentBsuid ??= id
    else who.bsuid ??= id
  }
  const parent: Bsuid | undefined = parseBsuid(raw.parentUserId)
  if (parent) who.parentBsuid = parent
  const phone = readPhoneDigits(raw.address)
  if (phone) who.phone = phone
  return who
}

/** Whether anything in `who` says which person it is. A username or a name does not: neither is a match key. */
export function isSomebody(who: WhoFacts): boolean {
  return who.phone !== undefined || who.bsuid !== undefined || who.parentBsuid !== undefined
}

/** A username without `@`, in the case received. */
export function readUsername(value: unknown): string | undefined {
  const name = readText(value, NAME_LIMIT)
  return name?.startsWith('@') ? name.slice(1) || undefined : name
}

/** One element of `contacts[]`: `{profile:{name,username}, wa_id?, user_id?, parent_user_id?}`. [BSUID] */
export function readCard(value: unknown): WhoFacts | undefined {
  if (!isObject(value)) return undefined
  const card = identifiersOf({ address: value.wa_id, userId: value.user_id, parentUserId: value.parent_user_id })
  const profile = isObject(value.profile) ? value.profile : {}
  const username = readUsername(profile.username) ?? readUsername(value.username)
  const profileName = readText(profile.name, NAME_LIMIT)
  if (username) card.username = username
  if (profileName) card.profileName = profileName
  return card
}

function differ(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && a !== b
}

function keyOf(phone: string | undefined): string | undefined {
  return phone === undefined ? undefined : phoneMatchKey(phone)
}

/** Whether two sets of identifiers cannot be one person. The same BSUID outweighs two spellings of a phone. */
function contradicts(a: WhoFacts, b: WhoFacts): boolean {
  if (a.bsuid !== undefined && a.bsuid === b.bsuid) return false
  return differ(a.bsuid, b.bsuid) || differ(keyOf(a.phone), keyOf(b.phone)) || differ(a.parentBsuid, b.parentBsuid)
}

/**
 * The `contacts[]` of one value, looked up by identifier and never by position: WhatsApp batches messages of several
 * people and does not promise the same order. [BSUID]
 */
export class ContactBook {
  readonly #byBsuid = new Map<string, WhoFacts>()
  readonly #byParent = new Map<string, WhoFacts>()
  readonly #byPhone = new Map<string, WhoFacts>()
  readonly #only: WhoFacts | undefined

  /** `soleUpdate` says that the value holds exactly one message or status, which may then take the only contact. */
  constructor(contacts: unknown, soleUpdate: boolean) {
    const cards = Array.isArray(contacts) ? contacts.flatMap((contact) => readCard(contact) ?? []) : []
    for (const card of cards) {
      if (card.bsuid && !this.#byBsuid.has(card.bsuid)) this.#byBsuid.set(card.bsuid, card)
      if (card.parentBsuid && !this.#byParent.has(card.parentBsuid)) this.#byParent.set(card.parentBsuid, card)
      const phone = keyOf(card.phone)
      if (phone && !this.#byPhone.has(phone)) this.#byPhone.set(phone, card)
    }
    this.#only = soleUpdate && cards.length === 1 ? cards[0] : undefined
  }

  #find(who: WhoFacts): WhoFacts | undefined {
    const candidates = [
      who.bsuid && this.#byBsuid.get(who.bsuid),
      who.phone && this.#byPhone.get(phoneMatchKey(who.phone)),
      who.parentBsuid && this.#byParent.get(who.parentBsuid),
    ]
    for (const card of candidates) if (card && !contradicts(card, who)) return card
    return undefined
  }

  /** `who` with what the contact entry of the same identifier adds. The update's own identifiers come first. */
  completeByIdentifier(who: WhoFacts): WhoFacts {
    return { ...this.#find(who), ...who }
  }

  /** As above; an update that is alone in its value may also take the only contact, unless the two contradict each other. */
  complete(who: WhoFacts): WhoFacts {
    const only = this.#only && !contradicts(this.#only, who) ? this.#only : undefined
    return { ...(this.#find(who) ?? only), ...who }
  }

  /** The contact of a value that holds exactly one update, for updates that name nobody themselves. */
  get only(): WhoFacts | undefined {
    return this.#only
  }
}

/** The person an object names with the usual names of the fields, whatever webhook it belongs to. */
export function whoIn(source: JsonObject): WhoFacts | undefined {
  const card = readCard(source) ?? {}
  const sender = identifiersOf({
    address: source.from,
    userId: source.from_user_id,
    parentUserId: source.from_parent_user_id,
  })
  const who = isSomebody(card) ? card : { ...card, ...sender }
  return isSomebody(who) ? who : undefined
}
