import {
  contactOf,
  messagesEnvelope,
  nextWamid,
  type Revealed,
  recipientOf,
  type SampleCase,
  type SampleDefinition,
  timestamp,
} from './sample-parts'
import type { MessageStatus } from './update'

const PRICING = { billable: true, pricing_model: 'PMP', category: 'utility', type: 'regular' }

const byBoth = ({ phone, bsuid }: SampleCase): Revealed => ({ phone, bsuid })

function error(code: number, title: string, details: string): object {
  return {
    code,
    title,
    message: title,
    error_data: { details },
    href: 'https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/',
  }
}

/** A status with its contact; the username is there for delivered and read only. [BSUID] */
function status(sample: SampleCase, name: MessageStatus, plusSeconds = 0): object {
  const { profileName, username } = sample
  const contact = { ...byBoth(sample), profileName, ...(name !== 'sent' && { username }) }
  return messagesEnvelope(sample, {
    contacts: [contactOf(contact)],
    statuses: [
      {
        id: sample.wamid,
        status: name,
        timestamp: timestamp(sample.at, plusSeconds),
        ...recipientOf(byBoth(sample)),
        pricing: PRICING,
      },
    ],
  })
}

/** A failed status has no `contacts`; sent to a phone, it has no `recipient_user_id` either. [BSUID] */
function failed(sample: SampleCase, who: Revealed, reason: object): object {
  return messagesEnvelope(sample, {
    statuses: [
      { id: sample.wamid, status: 'failed', timestamp: timestamp(sample.at), ...recipientOf(who), errors: [reason] },
    ],
  })
}

function groupStatus(sample: SampleCase): object {
  const group = { recipient_type: 'group', recipient_id: sample.groupId, status: 'delivered' }
  const participants = [
    { recipient_participant_id: sample.phone, recipient_participant_user_id: sample.bsuid },
    { recipient_participant_user_id: sample.newBsuid },
  ]
  return messagesEnvelope(sample, {
    statuses: participants.map((who) => ({ id: sample.wamid, timestamp: timestamp(sample.at), ...group, ...who })),
  })
}

/** What became of messages the business sent. */
export const STATUS_SAMPLES = [
  {
    name: 'status-sent',
    title: 'Sent',
    reason: 'The first status shows the BSUID of a customer who was written to by phone.',
    build: (sample) => status(sample, 'sent'),
  },
  {
    name: 'status-delivered',
    title: 'Delivered',
    reason: 'Joined to its message by wamid; carries the username.',
    build: (sample) => status(sample, 'delivered'),
  },
  {
    name: 'status-read',
    title: 'Read',
    reason: 'The last status of most messages; nothing may turn it back.',
    build: (sample) => status(sample, 'read'),
  },
  {
    name: 'status-played',
    title: 'Played',
    reason: 'A voice message was listened to.',
    build: (sample) => status(sample, 'played'),
  },
  {
    name: 'status-failed-phone',
    title: 'Failed to a phone',
    reason: 'No contacts and no BSUID: only the wamid says whose message it was.',
    build: (sample) =>
      failed(sample, { phone: sample.phone }, error(131026, 'Message undeliverable', 'Message Undeliverable.')),
  },
  {
    name: 'status-failed-bsuid',
    title: 'Failed to a BSUID',
    reason: 'The same failure for a customer without a known phone.',
    build: (sample) =>
      failed(
        sample,
        { bsuid: sample.bsuid },
        error(131047, 'Re-engagement message', 'More than 24 hours have passed since the customer last replied.'),
      ),
  },
  {
    name: 'authentication-to-bsuid',
    title: 'Authentication template to a BSUID',
    reason: 'One-tap, zero-tap and copy-code templates need a phone: the error must say so.',
    build: (sample) =>
      failed(
        sample,
        { bsuid: sample.bsuid },
        error(131062, 'Phone number required', 'Authentication templates can only be sent to a phone number.'),
      ),
  },
  {
    name: 'status-out-of-order',
    title: 'Read before delivered',
    reason: 'Statuses arrive in any order; delivered must not undo read.',
    before: (sample) => [status(sample, 'read', 5)],
    build: (sample) => status(sample, 'delivered'),
  },
  {
    name: 'status-duplicate',
    title: 'The same status twice',
    reason: 'WhatsApp delivers more than once; the effect is that of one.',
    before: (sample) => [status(sample, 'delivered')],
    build: (sample) => status(sample, 'delivered'),
  },
  {
    name: 'status-group',
    title: 'Delivered in a group',
    reason: 'One message has one status per participant.',
    build: groupStatus,
  },
  {
    name: 'status-unknown-message',
    title: 'Status of a message nobody knows',
    reason: 'The message was sent elsewhere: kept as unmapped, and no contact is made of it.',
    build: (sample) => status({ ...sample, wamid: nextWamid(sample.wamid, 26) }, 'delivered'),
  },
] as const satisfies readonly SampleDefinition[]
