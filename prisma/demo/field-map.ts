import { addMapSystem, saveField } from '@/lib/field-map/change-map'
import { runConversationCheck } from '@/lib/field-map/run-check'
import { fieldSchema, mapSystemSchema } from '@/lib/field-map/schema'
import { demoActor } from './actors'
import { must } from './settings'

type People = ReadonlyMap<string, { memberId: string }>

type Written = { key: string; field: string; type?: string; trust: string; match?: boolean; readers?: string[] }

const SYSTEMS: { name: string; kind: string; owner: string; fields: Written[] }[] = [
  {
    ...{ name: 'Customer records', kind: 'crm', owner: 'imani' },
    fields: [
      {
        key: 'phone',
        field: 'person.mobile',
        type: 'phone',
        trust: 'continuity',
        match: true,
        readers: ['Loyalty points'],
      },
      { key: 'username', field: 'person.whatsapp_username', trust: 'recognition', readers: ['Agent sidebar'] },
      { key: 'bsuid', field: 'person.whatsapp_bsuid', type: 'external_id', trust: 'continuity', match: true },
      { key: 'crm_contact_id', field: 'person.id', type: 'external_id', trust: 'anchor', match: true },
      { key: 'last_known_phone', field: 'person.last_mobile', type: 'phone', trust: 'recognition' },
    ],
  },
  {
    ...{ name: 'Ticket inbox', kind: 'inbox', owner: 'rafael' },
    fields: [
      { key: 'crm_contact_id', field: 'requester.external_id', type: 'external_id', trust: 'anchor', match: true },
      { key: 'thread_id', field: 'ticket.conversation_id', trust: 'continuity', readers: ['Reopened tickets'] },
      {
        key: 'business_number',
        field: 'ticket.channel_number',
        type: 'phone',
        trust: 'recognition',
        readers: ['Tickets by number'],
      },
    ],
  },
  {
    ...{ name: 'Order bot', kind: 'bot', owner: 'noor' },
    fields: [
      {
        key: 'phone',
        field: 'session.from',
        type: 'phone',
        trust: 'continuity',
        match: true,
        readers: ['Where is my order?'],
      },
    ],
  },
]

/** A map as a team has it half-way: the CRM is ready, the bot still knows nothing but the phone. */
export async function loadFieldMap(workspaceId: string, people: People, numberId: string | undefined): Promise<void> {
  const actor = await demoActor(workspaceId, 'crm_owner')
  for (const { owner, fields, ...system } of SYSTEMS) {
    const ownerId = people.get(`${owner}@larkmoss.example`)?.memberId ?? null
    const { id } = must(await addMapSystem(actor, mapSystemSchema.parse({ ...system, ownerId })))
    for (const { key, field, type = 'text', trust, match = false, readers = [] } of fields) {
      const input = { systemId: id, identityKey: key, fieldName: field, fieldType: type, trustedFor: trust }
      must(await saveField(actor, fieldSchema.parse({ ...input, isMatchKey: match, readers, version: 0 })))
    }
  }
  must(await runConversationCheck(actor, { numberId: numberId ?? null }))
}
