import {
  contactOf,
  envelope,
  incoming,
  messagesEnvelope,
  numberValue,
  type SampleCase,
  type SampleDefinition,
  senderOf,
  timestamp,
} from './sample-parts'

/** A change of our own handle. It names the number by its display number only. [BSUID] */
function handleChange(sample: SampleCase, content: object): object {
  const change = {
    field: 'business_username_updates',
    value: { display_phone_number: sample.displayPhoneNumber, ...content },
  }
  const entry = [{ id: sample.wabaId, time: Number(timestamp(sample.at)), changes: [change] }]
  return { object: 'whatsapp_business_account', entry }
}

/** Everything that is not a customer's message or a status, and what is wrong on purpose. */
export const FIELD_SAMPLES = [
  {
    name: 'duplicate',
    title: 'The same message twice',
    reason: 'WhatsApp delivers more than once, for up to seven days; the effect is that of one.',
    before: (sample) => [
      incoming(sample, { phone: sample.phone, bsuid: sample.bsuid, profileName: sample.profileName }),
    ],
    build: (sample) => incoming(sample, { phone: sample.phone, bsuid: sample.bsuid, profileName: sample.profileName }),
  },
  {
    name: 'echo',
    title: 'Sent from the business app',
    reason: 'A colleague answered on a phone; the customer is the recipient.',
    build: (sample) =>
      envelope(
        sample.wabaId,
        'smb_message_echoes',
        numberValue(sample, {
          contacts: [contactOf({ bsuid: sample.bsuid })],
          message_echoes: [
            {
              from: sample.displayPhoneNumber,
              to_user_id: sample.bsuid,
              id: sample.wamid,
              timestamp: timestamp(sample.at),
              type: 'text',
              text: { body: 'We have set one aside for you.' },
            },
          ],
        }),
      ),
  },
  {
    name: 'handle-approved',
    title: 'Our username approved',
    reason: 'Comes without a phone number id: found by account and display number.',
    build: (sample) => handleChange(sample, { username: sample.username, status: 'approved' }),
  },
  {
    name: 'handle-revoked',
    title: 'Our username taken away',
    reason: 'Every link and printed code with the name stops working.',
    build: (sample) => handleChange(sample, { username: sample.username, status: 'deleted', context: 'revoked' }),
  },
  {
    name: 'handle-reserved',
    title: 'Our username reserved',
    reason: 'Held for the number and not visible yet: nobody can find it.',
    build: (sample) => handleChange(sample, { username: sample.username, status: 'reserved' }),
  },
  {
    name: 'handle-replaced',
    title: 'Our username taken away and replaced',
    reason: 'It looks like an approval, of a name nobody chose.',
    build: (sample) => handleChange(sample, { username: 'user_58201734', status: 'approved', context: 'revoked' }),
  },
  {
    name: 'handle-deleted',
    title: 'Our username given up',
    reason: 'From now on anybody may claim the name.',
    build: (sample) => handleChange(sample, { status: 'deleted' }),
  },
  {
    name: 'preference',
    title: 'Marketing switched off',
    reason: 'Recorded with the person it names, whose phone and BSUID stand together in it.',
    build: (sample) =>
      envelope(
        sample.wabaId,
        'user_preferences',
        numberValue(sample, {
          contacts: [contactOf({ bsuid: sample.bsuid, profileName: sample.profileName })],
          user_preferences: [
            {
              user_id: sample.bsuid,
              detail: 'User requested to stop marketing messages',
              category: 'marketing_messages',
              value: 'stop',
              timestamp: timestamp(sample.at),
            },
          ],
        }),
      ),
  },
  {
    name: 'value-error',
    title: 'Error without a message',
    reason: 'Something went wrong for the number itself; it must not pass unseen.',
    build: (sample) =>
      messagesEnvelope(sample, {
        errors: [
          {
            code: 130429,
            title: 'Rate limit hit',
            message: 'Rate limit hit',
            error_data: { details: 'Message failed to send because there were too many messages.' },
          },
        ],
      }),
  },
  {
    name: 'unknown-field',
    title: 'A field nobody knows',
    reason: 'WhatsApp adds fields: kept, counted and shown as not understood.',
    build: (sample) =>
      envelope(
        sample.wabaId,
        'message_horizons',
        numberValue(sample, { horizon: sample.wamid, user_id: sample.bsuid }),
      ),
  },
  {
    name: 'unknown-type',
    title: 'A message type nobody knows',
    reason: 'The sender is known even though the content is not.',
    build: (sample) =>
      incoming(
        sample,
        { bsuid: sample.bsuid, profileName: sample.profileName },
        { type: 'hologram', hologram: { id: '1' } },
      ),
  },
  {
    name: 'no-sender',
    title: 'A message from nobody',
    reason: 'No phone and no BSUID: persisted, with a clear error, never dropped.',
    build: (sample) =>
      messagesEnvelope(sample, {
        messages: [
          {
            ...senderOf({}),
            id: sample.wamid,
            timestamp: timestamp(sample.at),
            type: 'text',
            text: { body: sample.text },
          },
        ],
      }),
  },
  {
    name: 'bad-signature',
    title: 'Wrong signature',
    reason: 'Anybody can post to a public address: refused with 401, and nothing is stored.',
    signature: 'wrong',
    build: (sample) => incoming(sample, { phone: sample.phone, profileName: sample.profileName }),
  },
] as const satisfies readonly SampleDefinition[]
