import { saveOwnership } from '@/lib/inputs/ownership'
import { saveInput } from '@/lib/inputs/required-inputs'
import type { SystemInput } from '@/lib/inputs/schema'
import { addSystem } from '@/lib/inputs/systems'
import type { InputKey, InputState } from '@/lib/inputs/vocabulary'
import { demoActor } from './actors'
import { must } from './settings'

type People = ReadonlyMap<string, { memberId: string; name: string }>

const INPUTS: [InputKey, InputState, string, string | null][] = [
  ['numbers', 'complete', 'tobias', 'Compared with WhatsApp Manager on 9 November: three numbers, one portfolio.'],
  ['entry-points', 'complete', 'juno', 'The sheet. Shops were walked through on 12 November, one photo of each sign.'],
  ['crm-fields', 'collecting', 'imani', 'Field definitions exported; the rules of the loyalty team are still missing.'],
  ['inbox', 'complete', 'rafael', 'The workflows in Handrail, compared with the inbox tool on 16 November.'],
  ['automations', 'collecting', 'noor', null],
  ['data-policy', 'complete', 'marta', 'Policy 4.2 of 1 October, signed by the data protection officer.'],
]

const SYSTEMS: [Omit<SystemInput, 'ownerMemberId'>, string | null][] = [
  [
    {
      ...{
        system: 'Customer records',
        dependsHow: 'The phone number is the only key from WhatsApp.',
        state: 'planned',
      },
      whatBreaks: 'A message without a phone makes a second customer.',
      replacement: 'A field for the BSUID, matched before the phone.',
    },
    'imani',
  ],
  [
    {
      ...{ system: 'Ticket inbox', dependsHow: 'Finds the earlier tickets by phone.', state: 'planned' },
      whatBreaks: 'The agent does not see the history.',
      replacement: 'Find by the CRM id that Handrail hands over.',
    },
    'rafael',
  ],
  [
    {
      ...{ system: 'Order bot', dependsHow: 'Asks the shop system for orders by phone.', state: 'open' },
      whatBreaks: 'The flow stops at the first step without a number.',
      replacement: null,
    },
    'noor',
  ],
  [
    {
      ...{ system: 'Sign-in codes', dependsHow: 'One-tap templates need a phone number.', state: 'keeps_phone' },
      whatBreaks: 'Codes cannot be sent to a BSUID (error 131062).',
      replacement: null,
    },
    'noor',
  ],
  [
    {
      ...{ system: 'Weekly contact report', dependsHow: 'Counts customers by distinct phone.', state: 'open' },
      whatBreaks: 'Customers without a phone are not counted.',
      replacement: 'Count by CRM id.',
    },
    null,
  ],
  [
    {
      ...{ system: 'Loyalty card lookup', dependsHow: 'The till finds the card by phone.', state: 'replaced' },
      whatBreaks: null,
      replacement: 'The card number is asked for.',
    },
    'imani',
  ],
]

const PARTS: [string, string][] = [
  ['handle-clarity', 'juno'],
  ['public-links', 'juno'],
  ['qr-codes', 'juno'],
  ['identifier-fields', 'imani'],
  ['deduplication', 'imani'],
  ['webhook-parsing', 'noor'],
  ['scripts', 'rafael'],
]

/** What the rollout rests on: inputs of which some are complete, the register of systems, and who owns what. */
export async function loadInputs(workspaceId: string, people: People): Promise<void> {
  const actor = await demoActor(workspaceId, 'operations')
  const idOf = (first: string | null) => people.get(`${first}@larkmoss.example`)?.memberId ?? null
  for (const [key, state, owner, evidence] of INPUTS) {
    must(await saveInput(actor, { key, state, evidence, ownerMemberId: idOf(owner), version: 0 }))
  }
  for (const [system, owner] of SYSTEMS) must(await addSystem(actor, { ...system, ownerMemberId: idOf(owner) }))
  for (const [part, owner] of PARTS) {
    must(await saveOwnership(actor, { part, ownerId: idOf(owner), doerId: null, signerId: null, version: 0 }))
  }
}
