import {
  envelope,
  incoming,
  messagesEnvelope,
  nextWamid,
  numberValue,
  type SampleCase,
  type SampleDefinition,
  timestamp,
} from './sample-parts'

/** A system message as WhatsApp sends it since 11 August 2026: no `contacts`. [SYS] [LOG] */
function system(sample: SampleCase, content: { sender?: object; system: object; identity?: object }): object {
  const { sender, ...parts } = content
  return messagesEnvelope(sample, {
    messages: [{ ...sender, id: sample.wamid, timestamp: timestamp(sample.at), type: 'system', ...parts }],
  })
}

/** Before the change the person wrote with the identifiers they had. */
function before(sample: SampleCase): object[] {
  const earlier = { ...sample, wamid: nextWamid(sample.wamid, 1), at: new Date(sample.at.getTime() - 3_600_000) }
  return [incoming(earlier, { profileName: sample.profileName, phone: sample.phone, bsuid: sample.bsuid })]
}

/** Prose, as in the documentation. Nothing may read identifiers out of it. */
const body = (sample: SampleCase) => `User ${sample.profileName} changed their phone number.`

/** Changes of who a customer is to WhatsApp, in every shape that was ever sent. */
export const CHANGE_SAMPLES = [
  {
    name: 'rotation',
    title: 'BSUID changed',
    reason: 'The BSUID follows the phone number: the old one ends, the contact and the thread stay.',
    before,
    build: (sample) =>
      system(sample, {
        system: {
          type: 'user_changed_user_id',
          user_id: sample.newBsuid,
          previous_user_id: sample.bsuid,
          body: body(sample),
        },
      }),
  },
  {
    name: 'rotation-without-previous',
    title: 'BSUID changed, older shape',
    reason: 'Without previous_user_id the old BSUID may be the sender; undocumented, so it is worth testing.',
    before,
    build: (sample) =>
      system(sample, {
        sender: { from_user_id: sample.bsuid },
        system: { type: 'user_changed_user_id', user_id: sample.newBsuid, body: body(sample) },
      }),
  },
  {
    name: 'rotation-untold',
    title: 'BSUID changed, the old one not given',
    reason: 'It cannot be told who changed: a clear error, and nothing is guessed from the prose.',
    before,
    build: (sample) =>
      system(sample, { system: { type: 'user_changed_user_id', user_id: sample.newBsuid, body: body(sample) } }),
  },
  {
    name: 'rotation-withdrawn-field',
    title: 'BSUID changed, field user_id_update',
    reason: 'Withdrawn on 11 August 2026, and still accepted when it comes.',
    before,
    build: (sample) =>
      envelope(
        sample.wabaId,
        'user_id_update',
        numberValue(sample, {
          user_id_update: [
            {
              wa_id: sample.newPhone,
              user_id: { previous: sample.bsuid, current: sample.newBsuid },
              timestamp: timestamp(sample.at),
            },
          ],
        }),
      ),
  },
  {
    name: 'number-change',
    title: 'Phone number changed',
    reason: 'Phone and BSUIDs change together, and one message says so.',
    before,
    build: (sample) =>
      system(sample, {
        sender: { from: sample.phone },
        system: {
          type: 'user_changed_number',
          wa_id: sample.newPhone,
          user_id: sample.newBsuid,
          previous_user_id: sample.bsuid,
          parent_user_id: sample.newParentBsuid,
          previous_parent_user_id: sample.parentBsuid,
          body: body(sample),
        },
      }),
  },
  {
    name: 'number-change-oldest',
    title: 'Phone number changed, oldest shape',
    reason: 'Two phones and no BSUIDs: the person is found by the old phone.',
    before,
    build: (sample) =>
      system(sample, {
        sender: { from: sample.phone },
        system: { type: 'user_changed_number', wa_id: sample.newPhone, body: body(sample) },
      }),
  },
  {
    name: 'security-code',
    title: 'Security code changed',
    reason: 'It is recorded and moves no identifier.',
    build: (sample) =>
      system(sample, {
        sender: { from: sample.phone, from_user_id: sample.bsuid },
        system: { type: 'customer_identity_changed', body: 'The security code changed.' },
        identity: { acknowledged: false, created_timestamp: Number(timestamp(sample.at)), hash: 'MUBM9Uw57kQ=' },
      }),
  },
] as const satisfies readonly SampleDefinition[]
