import {
  contactOf,
  envelope,
  nextWamid,
  numberValue,
  type SampleCase,
  type SampleDefinition,
  timestamp,
} from './sample-parts'

const DAY_MS = 86_400_000

/** A conversation of last month: what the customer wrote, and the answer from the business app. */
function history(sample: SampleCase): object {
  const then = { ...sample, at: new Date(sample.at.getTime() - 30 * DAY_MS) }
  const text = (body: string) => ({ type: 'text', text: { body } })
  const messages = [
    {
      from: sample.phone,
      id: sample.wamid,
      timestamp: timestamp(then.at),
      ...text(sample.text),
      history_context: { status: 'READ' },
    },
    {
      from: sample.displayPhoneNumber,
      to: sample.phone,
      id: nextWamid(sample.wamid, 2),
      timestamp: timestamp(then.at, 90),
      ...text('Yes, three pots.'),
      history_context: { status: 'DELIVERED' },
    },
    {
      from: sample.phone,
      id: nextWamid(sample.wamid, 3),
      timestamp: timestamp(then.at, 120),
      type: 'media_placeholder',
      history_context: { status: 'READ' },
    },
  ]
  const context = { wa_id: sample.phone, user_id: sample.bsuid, username: sample.username }
  return {
    history: [
      { metadata: { phase: 1, chunk_order: 1, progress: 40 }, threads: [{ id: sample.phone, context, messages }] },
    ],
  }
}

/** What WhatsApp tells about people without a message of theirs. */
export const NOTICE_SAMPLES = [
  {
    name: 'call',
    title: 'A call',
    reason: 'It shows phone and BSUID together, like a message, and nothing else may.',
    build: (sample) =>
      envelope(
        sample.wabaId,
        'calls',
        numberValue(sample, {
          contacts: [contactOf({ bsuid: sample.bsuid, profileName: sample.profileName })],
          calls: [
            {
              id: sample.wamid,
              from: sample.phone,
              from_user_id: sample.bsuid,
              to: sample.displayPhoneNumber,
              event: 'connect',
              direction: 'USER_INITIATED',
              timestamp: timestamp(sample.at),
            },
          ],
        }),
      ),
  },
  {
    name: 'address-book',
    title: 'Address book of the business app',
    reason: 'Many contacts in one change; the names in it are the business’s own.',
    build: (sample) =>
      envelope(
        sample.wabaId,
        'smb_app_state_sync',
        numberValue(sample, {
          state_sync: [
            { phone_number: sample.phone, user_id: sample.bsuid, full_name: 'Wren (garden)', first_name: 'Wren' },
            { phone_number: sample.otherPhone, full_name: 'Bo, deliveries', first_name: 'Bo' },
          ].map((contact) => ({
            type: 'contact',
            contact,
            action: 'add',
            metadata: { timestamp: timestamp(sample.at) },
          })),
        }),
      ),
  },
  {
    name: 'history',
    title: 'Stored history',
    reason: 'Old messages in bulk: they must not be taken for news, nor make contacts.',
    build: (sample) => envelope(sample.wabaId, 'history', numberValue(sample, history(sample))),
  },
  {
    name: 'history-declined',
    title: 'Stored history not shared',
    reason: 'The business said no; that is an answer, and no error of the webhook.',
    build: (sample) =>
      envelope(
        sample.wabaId,
        'history',
        numberValue(sample, {
          history: [
            {
              errors: [
                {
                  code: 2593109,
                  title: 'History sharing is turned off by the business from the WhatsApp Business App',
                  message: 'History sharing is turned off by the business from the WhatsApp Business App',
                  error_data: { details: 'History sharing is turned off by the business' },
                },
              ],
            },
          ],
        }),
      ),
  },
  {
    name: 'group-participants',
    title: 'People in a group',
    reason: 'Several people in one change: the identifiers of one say nothing about another.',
    build: (sample) =>
      envelope(
        sample.wabaId,
        'group_participants_update',
        numberValue(sample, {
          groups: [
            {
              timestamp: timestamp(sample.at),
              group_id: sample.groupId,
              type: 'group_participants_add',
              added_participants: [
                { input: sample.phone, wa_id: sample.phone, user_id: sample.bsuid },
                { input: sample.newBsuid, user_id: sample.newBsuid },
              ],
            },
          ],
        }),
      ),
  },
] as const satisfies readonly SampleDefinition[]
