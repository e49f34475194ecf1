/**
 * What a sample payload is made of: the number it arrives at and one person. A sample decides which of the identifiers
 * the payload reveals, so a whole person can always be given. Phones are digits as in `wa_id`.
 */
export type SampleParams = {
  phoneNumberId: string
  displayPhoneNumber: string
  wabaId: string
  phone?: string
  bsuid?: string
  parentBsuid?: string
  username?: string
  profileName?: string
  wamid: string
  at: Date
  text?: string
  /** After a change of phone number or BSUID. */
  newPhone?: string
  newBsuid?: string
  newParentBsuid?: string
  newUsername?: string
  /** A phone that belongs to somebody else. */
  otherPhone?: string
  groupId?: string
  /** Another number of the same portfolio. */
  secondNumber?: SampleNumber
  /** A number of another portfolio, where the same person has another BSUID. */
  foreignNumber?: SampleNumber
  foreignBsuid?: string
}

export type SampleNumber = { phoneNumberId: string; displayPhoneNumber: string; wabaId: string }

export type SampleCase = Required<SampleParams>

/** Everybody and everything here is invented; the phones are from the ranges Ofcom and NANPA keep for fiction. */
const DEFAULTS = {
  phone: '447700900118',
  bsuid: 'GB.13491208655302741918',
  parentBsuid: 'GB.ENT.11815799212886844830',
  username: 'wren.hollis',
  profileName: 'Wren Hollis',
  text: 'Do you have the blue hydrangea in stock?',
  newPhone: '447700900119',
  newBsuid: 'GB.20000000000000000003',
  newParentBsuid: 'GB.ENT.20000000000000000003',
  newUsername: 'wrenhollis_garden',
  otherPhone: '447700900120',
  groupId: 'Y2FwaV9ncm91cDox',
  secondNumber: { phoneNumberId: '106540352242923', displayPhoneNumber: '442079460102', wabaId: '102290129340398' },
  foreignNumber: { phoneNumberId: '206540352242922', displayPhoneNumber: '442079460201', wabaId: '202290129340398' },
  foreignBsuid: 'GB.90000000000000000007',
} as const satisfies Partial<SampleParams>

/** Fills what the caller left out. A key given as undefined counts as left out. */
export function completeSample(params: SampleParams): SampleCase {
  const given: Partial<SampleParams> = { ...params }
  for (const key of Object.keys(DEFAULTS) as (keyof typeof DEFAULTS)[]) if (given[key] === undefined) delete given[key]
  return { ...DEFAULTS, ...(given as SampleParams) }
}

/**
 * One variation of the payload pack. `build` makes the payload under test; `before` what has to be delivered first for it
 * to mean something. `signature: 'wrong'` says that it must be sent with a signature that does not fit.
 */
export type SampleDefinition = {
  name: string
  title: string
  /** One line: what goes wrong in a system that does not handle this. */
  reason: string
  build: (sample: SampleCase) => object
  before?: (sample: SampleCase) => object[]
  signature?: 'wrong'
}

export function timestamp(at: Date, plusSeconds = 0): string {
  return String(Math.floor(at.getTime() / 1000) + plusSeconds)
}

/** A further id beside the given one, when one delivery has several messages. */
export function nextWamid(wamid: string, step: number): string {
  return `${wamid}${String.fromCharCode(64 + step)}`
}

/** One change of one field in WhatsApp's envelope. [HOOK] */
export function envelope(wabaId: string, field: string, value: object): object {
  return { object: 'whatsapp_business_account', entry: [{ id: wabaId, changes: [{ field, value }] }] }
}

export function metadataOf({ displayPhoneNumber, phoneNumberId }: SampleNumber): object {
  return { display_phone_number: displayPhoneNumber, phone_number_id: phoneNumberId }
}

export function numberValue(number: SampleNumber, content: object): object {
  return { messaging_product: 'whatsapp', metadata: metadataOf(number), ...content }
}

export function messagesEnvelope(number: SampleNumber, content: object): object {
  return envelope(number.wabaId, 'messages', numberValue(number, content))
}

/** Which identifiers a payload reveals. WhatsApp leaves out what it withholds, so the rest has no key at all. [BSUID] */
export type Revealed = { phone?: string; bsuid?: string; parentBsuid?: string; username?: string; profileName?: string }

/** One element of `contacts[]`. */
export function contactOf(who: Revealed): object {
  return {
    profile: { ...(who.profileName && { name: who.profileName }), ...(who.username && { username: who.username }) },
    ...(who.phone && { wa_id: who.phone }),
    ...(who.bsuid && { user_id: who.bsuid }),
    ...(who.parentBsuid && { parent_user_id: who.parentBsuid }),
  }
}

/** The sender's part of one element of `messages[]`. */
export function senderOf(who: Revealed): object {
  return {
    ...(who.phone && { from: who.phone }),
    ...(who.bsuid && { from_user_id: who.bsuid }),
    ...(who.parentBsuid && { from_parent_user_id: who.parentBsuid }),
  }
}

/** The recipient's part of one element of `statuses[]`. */
export function recipientOf(who: Revealed): object {
  return {
    ...(who.phone && { recipient_id: who.phone }),
    ...(who.bsuid && { recipient_user_id: who.bsuid }),
    ...(who.parentBsuid && { recipient_parent_user_id: who.parentBsuid }),
  }
}

/** One incoming message with its contact. `content` is the type and its part; a text when left out. */
export function incoming(sample: SampleCase, who: Revealed, content?: object): object {
  const message = {
    ...senderOf(who),
    id: sample.wamid,
    timestamp: timestamp(sample.at),
    ...(content ?? { type: 'text', text: { body: sample.text } }),
  }
  return messagesEnvelope(sample, { contacts: [contactOf(who)], messages: [message] })
}
