import type { Bsuid } from './bsuid'

/** What one update says about a person. `phone` is digits as WhatsApp sends them (`wa_id`, no plus); absent means withheld. */
export type WhoFacts = {
  phone?: string
  bsuid?: Bsuid
  parentBsuid?: Bsuid
  /** Without `@`, in the case received. Never a match key. */
  username?: string
  profileName?: string
}

export type MessageStatus = 'sent' | 'delivered' | 'read' | 'played' | 'failed'

export type WhatsAppError = { code: number; title?: string; message?: string; details?: string }

/** Common to every update. `key` is the idempotency key: the same update delivered again has the same key. */
type Base = {
  key: string
  /** `entry[].id` */
  wabaId?: string
  phoneNumberId?: string
  /** Digits only, however the payload spells it. */
  displayPhoneNumber?: string
  /** The webhook field, e.g. `messages`. */
  field: string
  /** WhatsApp's own timestamp, in UTC; absent or absurd ones fall back to the time of receipt. */
  at: Date
}

export type MessageUpdate = Base & {
  kind: 'message'
  /** `echo` is a message the business sent from another client (`smb_message_echoes`); the customer is in `who`. */
  direction: 'inbound' | 'echo'
  wamid: string
  messageType: string
  text?: string
  referralSourceId?: string
  groupId?: string
  who: WhoFacts
  /** The sender's own number given as an answer to a contact request (`origin: contact_request`). */
  sharedOwnPhone?: string
  /** `errors` on the message itself, e.g. an unsupported message type. */
  errors: WhatsAppError[]
  /**
   * Set for a message of the stored history, which was written up to half a year before the payload. Its identifiers are
   * those WhatsApp knew at `shownAt`, when it wrote the payload; `status` is how far a message of the business had come.
   */
  past?: { shownAt: Date; status?: MessageStatus }
}

export type StatusUpdate = Base & {
  kind: 'status'
  wamid: string
  status: MessageStatus
  groupId?: string
  who: WhoFacts
  errors: WhatsAppError[]
}

/** A person's BSUID or phone changed. `who` is the new state, `previous` the old one. */
export type IdentityChangeUpdate = Base & {
  kind: 'identity-change'
  wamid?: string
  form: 'user_changed_user_id' | 'user_changed_number' | 'user_id_update'
  who: WhoFacts
  previous: { phone?: string; bsuid?: Bsuid; parentBsuid?: Bsuid }
}

/** `customer_identity_changed`: the security code changed. Recorded; moves no identifier. */
export type SecurityChangeUpdate = Base & { kind: 'security-change'; wamid: string; who: WhoFacts }

/** `business_username_updates`: what happened to one of our own handles. */
export type HandleUpdate = Base & {
  kind: 'handle-update'
  username?: string
  status: 'approved' | 'deleted' | 'reserved'
  revoked: boolean
}

/** What a notice is about. `number`: something WhatsApp could not do for our number. `history`: the sync itself. */
export type NoticeSubject = 'call' | 'preference' | 'address-book' | 'group' | 'number' | 'history'

/**
 * Something WhatsApp says beside messages and statuses: a call, a preference, a contact of the business app's address
 * book, a person in a group, an error of the number. It may name a person, whose identifiers are evidence like any other.
 */
export type NoticeUpdate = Base & {
  kind: 'notice'
  about: NoticeSubject
  /** What happened, as WhatsApp names it: `connect`, `marketing_messages:stop`, `add`, `group_participants_add`. */
  detail?: string
  who?: WhoFacts
  groupId?: string
  /** The id of a call. */
  wamid?: string
  errors: WhatsAppError[]
}

/**
 * A field or type this version does not understand: kept, counted, shown; never dropped. `note` is a sentence for a
 * person when there is more to say than the type.
 */
export type UnsupportedUpdate = Base & {
  kind: 'unsupported'
  type?: string
  who?: WhoFacts
  wamid?: string
  groupId?: string
  note?: string
}

/** An update that is understood in name but cannot be read (wrong types, missing ids). `problem` is a sentence. */
export type UnreadableUpdate = Base & { kind: 'unreadable'; problem: string; wamid?: string }

export type Update =
  | MessageUpdate
  | StatusUpdate
  | IdentityChangeUpdate
  | SecurityChangeUpdate
  | HandleUpdate
  | NoticeUpdate
  | UnsupportedUpdate
  | UnreadableUpdate
