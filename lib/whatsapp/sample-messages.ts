import {
  contactOf,
  incoming,
  messagesEnvelope,
  nextWamid,
  recipientOf,
  type SampleCase,
  type SampleDefinition,
  senderOf,
  timestamp,
} from './sample-parts'

const named = ({ profileName }: SampleCase) => ({ profileName })
const byPhone = (sample: SampleCase) => ({ ...named(sample), phone: sample.phone })
const byBoth = (sample: SampleCase) => ({ ...byPhone(sample), bsuid: sample.bsuid })
const byBsuid = (sample: SampleCase) => ({ ...named(sample), bsuid: sample.bsuid })
const byUsername = (sample: SampleCase) => ({ ...byBsuid(sample), username: sample.username })

/** The message that was there before the one under test: another id, an hour earlier. */
function earlier(sample: SampleCase): SampleCase {
  return { ...sample, wamid: nextWamid(sample.wamid, 1), at: new Date(sample.at.getTime() - 3_600_000) }
}

/** Two people in one delivery, their contacts in the other order, and a status among them. */
function batch(sample: SampleCase): object {
  const second = { phone: sample.otherPhone, profileName: 'Bo Carrow' }
  const first = byUsername(sample)
  const text = (body: string) => ({ type: 'text', text: { body } })
  return messagesEnvelope(sample, {
    contacts: [contactOf(second), contactOf(first)],
    messages: [
      { ...senderOf(first), id: sample.wamid, timestamp: timestamp(sample.at), ...text(sample.text) },
      {
        ...senderOf(second),
        id: nextWamid(sample.wamid, 2),
        timestamp: timestamp(sample.at, 1),
        ...text('Is the café open?'),
      },
      {
        ...senderOf(first),
        id: nextWamid(sample.wamid, 3),
        timestamp: timestamp(sample.at, 2),
        ...text('In a pot, please'),
      },
    ],
    statuses: [
      {
        id: nextWamid(sample.wamid, 4),
        status: 'delivered',
        timestamp: timestamp(sample.at, 3),
        ...recipientOf(second),
      },
    ],
  })
}

function sharedContact(sample: SampleCase, origin: 'contact_request' | 'other'): object {
  const phone = origin === 'other' ? sample.otherPhone : sample.phone
  const contacts = [{ origin, phones: [{ phone: `+${phone}`, wa_id: phone }] }]
  return incoming(sample, byUsername(sample), { type: 'contacts', contacts })
}

const referral = {
  source_url: 'https://example.com/spring',
  source_id: '120210000000000001',
  source_type: 'ad',
  headline: 'Hydrangeas are in',
  body: 'Message us to set one aside',
  ctwa_clid: 'Aff-n8ZTODiE79d22KtAwQKj9e',
}

/** Variations of who wrote. */
export const IDENTITY_SAMPLES = [
  {
    name: 'phone-only',
    title: 'Phone only',
    reason: 'The payload every system handled before BSUIDs; it must keep working.',
    build: (sample) => incoming(sample, byPhone(sample)),
  },
  {
    name: 'phone-and-bsuid',
    title: 'Phone and BSUID',
    reason: 'The only moment that shows both identifiers to be one person; it has to be stored now.',
    build: (sample) => incoming(sample, byBoth(sample)),
  },
  {
    name: 'bsuid-only-known',
    title: 'BSUID only, known',
    reason: 'A known customer took a username and the phone is withheld; record and thread must stay the same.',
    before: (sample) => [incoming(earlier(sample), byBoth(sample))],
    build: (sample) => incoming(sample, byUsername(sample)),
  },
  {
    name: 'bsuid-only-unknown',
    title: 'BSUID only, unknown',
    reason: 'Nobody holds this BSUID: the message must be seen, under a provisional contact.',
    build: (sample) => incoming(sample, byBsuid(sample)),
  },
  {
    name: 'username-present',
    title: 'Username present',
    reason: 'A username is shown beside the name and must not become a key that matches people.',
    build: (sample) => incoming(sample, { ...byBoth(sample), username: sample.username }),
  },
  {
    name: 'username-changed',
    title: 'Username changed',
    reason: 'The username changes while the BSUID stays: it is the same person.',
    before: (sample) => [incoming(earlier(sample), byUsername(sample))],
    build: (sample) => incoming(sample, { ...byUsername(sample), username: sample.newUsername }),
  },
  {
    name: 'phone-appears-later',
    title: 'Phone appears later',
    reason: 'The phone comes after the BSUID: it is added to the same contact, not to a second one.',
    before: (sample) => [incoming(earlier(sample), byUsername(sample))],
    build: (sample) => incoming(sample, byBoth(sample)),
  },
  {
    name: 'phone-held-by-another',
    title: 'Phone held by another contact',
    reason: 'The payload disagrees with the records: nothing may move, a person decides.',
    before: (sample) => [
      incoming(earlier(sample), byUsername(sample)),
      incoming(
        { ...earlier(sample), wamid: nextWamid(sample.wamid, 2) },
        { phone: sample.otherPhone, profileName: 'Bo Carrow' },
      ),
    ],
    build: (sample) => incoming(sample, { ...byBoth(sample), phone: sample.otherPhone }),
  },
  {
    name: 'parent-bsuid',
    title: 'Parent BSUID',
    reason: 'Enrolled portfolios get a second, shared identifier; it must not be taken for the BSUID.',
    build: (sample) => incoming(sample, { ...byUsername(sample), parentBsuid: sample.parentBsuid }),
  },
  {
    name: 'several-numbers',
    title: 'Several numbers of one portfolio',
    reason: 'All numbers of a portfolio see the same BSUID: one person, one thread per number.',
    before: (sample) => [incoming(earlier(sample), byBoth(sample))],
    build: (sample) => incoming({ ...sample, ...sample.secondNumber }, byUsername(sample)),
  },
  {
    name: 'two-portfolios',
    title: 'Two portfolios',
    reason: 'The same person has another BSUID in another portfolio; only the phone can join them.',
    before: (sample) => [incoming(earlier(sample), byBoth(sample))],
    build: (sample) =>
      incoming({ ...sample, ...sample.foreignNumber }, { ...byBoth(sample), bsuid: sample.foreignBsuid }),
  },
  {
    name: 'group-message',
    title: 'Message in a group',
    reason: 'The sender is a participant; the group itself is nobody.',
    build: (sample) =>
      incoming(sample, byBoth(sample), { group_id: sample.groupId, type: 'text', text: { body: sample.text } }),
  },
  {
    name: 'shared-contact',
    title: 'Shared contact, own number',
    reason: 'The answer to a contact request is the number of the sender and may be bound to them.',
    build: (sample) => sharedContact(sample, 'contact_request'),
  },
  {
    name: 'shared-contact-other',
    title: "Shared contact, somebody else's number",
    reason: 'Any other shared contact may be anybody: its phone must never be bound to the sender.',
    build: (sample) => sharedContact(sample, 'other'),
  },
  {
    name: 'batch',
    title: 'Batch with contacts in another order',
    reason: 'Contacts are matched by identifier, never by position.',
    build: batch,
  },
] as const satisfies readonly SampleDefinition[]

/** Variations of what was written. */
export const CONTENT_SAMPLES = [
  {
    name: 'emoji',
    title: 'Emoji in the text',
    reason: 'The signature covers bytes, and text must come out as it went in.',
    build: (sample) => incoming(sample, byBoth(sample), { type: 'text', text: { body: '🌿 Grüße! 👩🏽‍🌾 שלום 🇦🇪' } }),
  },
  {
    name: 'ad-click',
    title: 'Message from an ad',
    reason: 'Ads are entry points: the source says which one.',
    build: (sample) => incoming(sample, byUsername(sample), { type: 'text', text: { body: sample.text }, referral }),
  },
  {
    name: 'button-reply',
    title: 'Button of a template',
    reason: 'Bots branch on the text of the button instead of a body.',
    build: (sample) =>
      incoming(sample, byUsername(sample), {
        type: 'button',
        button: { text: 'Yes, set it aside', payload: 'RESERVE' },
      }),
  },
  {
    name: 'list-reply',
    title: 'Choice from a list',
    reason: 'The words are two levels down, in the reply.',
    build: (sample) =>
      incoming(sample, byUsername(sample), {
        type: 'interactive',
        interactive: {
          type: 'list_reply',
          list_reply: { id: 'delivery', title: 'Delivery', description: 'Where is it?' },
        },
      }),
  },
  {
    name: 'image',
    title: 'Picture with a caption',
    reason: 'Routing reads the caption; the picture itself stays at Meta.',
    build: (sample) =>
      incoming(sample, byBoth(sample), {
        type: 'image',
        image: {
          caption: 'Is this box blight?',
          mime_type: 'image/jpeg',
          sha256: '29ed500fa64eb55f',
          id: '1003383421387256',
        },
      }),
  },
  {
    name: 'reaction',
    title: 'Reaction',
    reason: 'It belongs to a message and has no words to route by.',
    build: (sample) =>
      incoming(sample, byBoth(sample), {
        type: 'reaction',
        reaction: { message_id: nextWamid(sample.wamid, 9), emoji: '🌿' },
      }),
  },
  {
    name: 'unsupported-message',
    title: 'A message WhatsApp does not pass on',
    reason: 'The customer wrote something; it must be visible even though nobody can read it.',
    build: (sample) =>
      incoming(sample, byUsername(sample), {
        type: 'unsupported',
        errors: [
          {
            code: 131051,
            title: 'Message type unknown',
            message: 'Message type unknown',
            error_data: { details: 'Message type is currently not supported.' },
          },
        ],
      }),
  },
] as const satisfies readonly SampleDefinition[]
