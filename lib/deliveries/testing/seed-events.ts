import { writeTransaction } from '@/lib/server/db'
import type { SeededNumber } from '@/lib/server/testing/seed'
import { newId } from '@/lib/shared/ids'
import { phoneMatchKey } from '@/lib/shared/phone'

/** Rows as the receiver and the worker would have left them, for tests of what is read from them. */
export type EventSeed = {
  outcome?: string
  kind?: string
  /** `text` when left out; null for none. */
  type?: string | null
  status?: string
  wamid?: string
  identifiers?: Record<string, string>
  contactId?: string
  threadId?: string
  candidates?: string[]
  rule?: string
  decisive?: string
  why?: { code: string; args: Record<string, string | number | string[]> }[]
  errorCode?: string
  errorArgs?: Record<string, string | number>
  receivedAt?: Date
  deliveryId?: string
  workflowId?: string
  field?: string
}

export async function seedDelivery(
  number: SeededNumber,
  workspaceId: string,
  given: { state?: string; body?: string | null; receivedAt?: Date; tries?: number; problem?: string } = {},
): Promise<string> {
  const id = newId('d')
  const body = given.body === undefined ? '{"object":"whatsapp_business_account","entry":[]}' : given.body
  await writeTransaction((tx) =>
    tx.delivery.create({
      data: {
        id,
        workspaceId,
        connectionId: number.connectionId,
        receivedAt: given.receivedAt ?? new Date(),
        size: body?.length ?? 48,
        bodyHash: id,
        body: body === null ? null : Buffer.from(body),
        purgedAt: body === null ? new Date() : null,
        state: given.state ?? 'processed',
        tries: given.tries ?? 0,
        problem: given.problem ?? null,
        updates: 1,
      },
    }),
  )
  return id
}

export async function seedEvent(number: SeededNumber, workspaceId: string, seed: EventSeed = {}): Promise<string> {
  const id = newId('ev')
  const receivedAt = seed.receivedAt ?? new Date()
  const deliveryId = seed.deliveryId ?? (await seedDelivery(number, workspaceId, { receivedAt }))
  const identifiers = seed.identifiers ?? { phone: '447700900118', bsuid: 'GB.13491208655302741918' }
  await writeTransaction((tx) =>
    tx.event.create({
      data: {
        id,
        workspaceId,
        deliveryId,
        position: 0,
        key: `test:${id}`,
        kind: seed.kind ?? 'message',
        field: seed.field ?? 'messages',
        type: seed.type === undefined ? 'text' : seed.type,
        numberId: number.numberId,
        phoneNumberId: number.phoneNumberId,
        wamid: seed.wamid ?? `wamid.${id}`,
        status: seed.status ?? null,
        at: receivedAt,
        receivedAt,
        outcome: seed.outcome ?? 'matched',
        contactId: seed.contactId ?? null,
        threadId: seed.threadId ?? null,
        workflowId: seed.workflowId ?? null,
        rule: seed.rule ?? '1',
        ruleVersion: 1,
        decisive: seed.decisive ?? 'bsuid',
        identifiers,
        hasPhone: identifiers.phone !== undefined,
        candidates: seed.candidates ?? [],
        why: seed.why ?? [{ code: 'payload', args: { kinds: ['phone', 'bsuid'] } }],
        errorCode: seed.errorCode ?? null,
        errorArgs: seed.errorArgs ?? undefined,
        resolvedAt: receivedAt,
        tookMicros: 1800,
        phoneOnlyOutcome: 'matched',
      },
    }),
  )
  return id
}

type Held = { kind: 'phone' | 'bsuid' | 'parent_bsuid' | 'username'; value: string; scope?: string; active?: boolean }

/** A contact with the identifiers it holds. */
export async function seedContact(
  workspaceId: string,
  given: { name?: string; crmContactId?: string; holds?: Held[]; provisional?: boolean } = {},
): Promise<string> {
  const id = newId('c')
  const now = new Date()
  await writeTransaction(async (tx) => {
    await tx.contact.create({
      data: {
        id,
        workspaceId,
        crmContactId: given.crmContactId ?? null,
        name: given.name ?? null,
        nameKey: given.name?.toLowerCase() ?? null,
        provisional: given.provisional ?? given.crmContactId === undefined,
      },
    })
    for (const { kind, value, scope = 'workspace', active = true } of given.holds ?? []) {
      await tx.identifier.create({
        data: {
          id: newId('idn'),
          workspaceId,
          contactId: id,
          kind,
          scope,
          value,
          matchKey: kind === 'phone' ? phoneMatchKey(value) : kind === 'username' ? value.toLowerCase() : value,
          standing: 'verified',
          active,
          activeKey: active ? `${workspaceId}|${scope}|${kind}|${value}` : null,
          firstSeenAt: now,
          lastSeenAt: now,
          validFrom: now,
          evidenceKind: 'payload',
        },
      })
    }
  })
  return id
}
