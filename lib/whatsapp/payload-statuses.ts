import { isObject, type JsonObject, readErrors, readId, readText } from './payload-json'
import { type ContactBook, identifiersOf, isSomebody } from './payload-people'
import { baseOf, completed, keyByWamid, type Place, unreadable, unsupported } from './payload-place'
import type { MessageStatus, Update, WhatsAppError, WhoFacts } from './update'

const STATUSES: ReadonlySet<string> = new Set<MessageStatus>(['sent', 'delivered', 'read', 'played', 'failed'])

function isStatus(value: string): value is MessageStatus {
  return STATUSES.has(value)
}

type Recipient = { who: WhoFacts; groupId?: string; participant?: string }

/** In a group the recipient is the group and the person is the participant. [BSUID] */
function readRecipient(status: JsonObject): Recipient {
  if (status.recipient_type !== 'group') {
    const who = identifiersOf({
      address: status.recipient_id,
      userId: status.recipient_user_id,
      parentUserId: status.recipient_parent_user_id,
    })
    return { who }
  }
  const who = identifiersOf({
    address: status.recipient_participant_id,
    userId: status.recipient_participant_user_id,
    parentUserId: status.recipient_participant_parent_user_id,
  })
  const participant = who.bsuid ?? who.phone ?? who.parentBsuid
  return { who, groupId: readId(status.recipient_id), ...(participant && { participant }) }
}

function keyOf(place: Place, wamid: string, parts: { status: string; participant?: string; errors: WhatsAppError[] }) {
  const group = parts.participant ? `:g:${parts.participant}` : ''
  // A message can fail more than once, for different reasons; each reason is news.
  const codes = parts.status === 'failed' ? parts.errors.map((error) => error.code).sort((a, b) => a - b) : []
  const reasons = codes.length > 0 ? `:${codes.join('+')}` : ''
  return `${keyByWamid('s', place, wamid)}:${parts.status}${group}${reasons}`
}

/**
 * One element of `statuses[]`. It may name nobody: a failed status to a phone has no `contacts` and no
 * `recipient_user_id`, and is joined to its message by wamid. [BSUID]
 */
export function readStatus(place: Place, raw: unknown, book: ContactBook): Update {
  if (!isObject(raw)) return unreadable(place, raw, 'This status is not an object, so nothing in it can be read.')
  const wamid = readId(raw.id)
  if (!wamid) return unreadable(place, raw, 'This status does not say which message it is about.')
  const status = readText(raw.status, 100)
  if (!status) return unreadable(place, raw, 'This status does not say what happened to the message.', wamid)
  const { who: named, groupId, participant } = readRecipient(raw)
  const who = book.complete(named)
  if (!isStatus(status))
    return unsupported(place, raw, { type: `status:${status}`, wamid, ...(isSomebody(who) && { who }) })
  const errors = readErrors(raw.errors)
  const base = baseOf(place, keyOf(place, wamid, { status, participant, errors }), raw.timestamp)
  return completed(base, { kind: 'status', wamid, status, groupId, who, errors })
}
