import type { Actor } from '@/lib/server/actor'
import { db, writeTransaction } from '@/lib/server/db'
import type { Role } from '@/lib/server/permissions'
import { seedMember, seedWorkspace } from '@/lib/server/testing/seed'
import { newId } from '@/lib/shared/ids'
import type { Result } from '@/lib/shared/result'
import { createNumber } from '../create-number'
import { createPortfolio } from '../create-portfolio'
import type { NumberInput } from '../schema'

/** A workspace with a person who may change its connections, and one who may not. */
export async function settingsWorld() {
  const workspaceId = await seedWorkspace()
  const as = (...roles: Role[]) => seedMember(workspaceId, roles)
  return { workspaceId, developer: await as('developer'), viewer: await as('viewer'), as }
}

/** A developer of a workspace of their own: everything of the first one must be unknown to them. */
export async function stranger(...roles: Role[]): Promise<Actor> {
  return seedMember(await seedWorkspace('Quillhaven'), roles.length > 0 ? roles : ['developer', 'admin'])
}

export function must<T>(result: Result<T>): T {
  if (result.ok) return result.value
  throw new Error(`refused: ${result.code} ${JSON.stringify(result.details ?? {})}`)
}

let counter = 0

export async function addPortfolio(actor: Actor, name?: string): Promise<string> {
  counter += 1
  return must(await createPortfolio(actor, { name: name ?? `Portfolio ${counter}` })).id
}

/** A number with ids of its own, in the range reserved for fiction. */
export async function addNumber(actor: Actor, given: Partial<NumberInput> & { portfolioId: string }): Promise<string> {
  counter += 1
  const suffix = String(counter).padStart(3, '0')
  const input = {
    phoneNumberId: `10654035224${suffix}`,
    displayNumber: `+44 7700 900${suffix}`,
    wabaId: '102290129340398',
    label: `Desk ${suffix}`,
    ...given,
  }
  return must(await createNumber(actor, input)).id
}

/** Everything written down about a workspace's changes, as text: what must never contain a secret. */
export async function auditText(workspaceId: string): Promise<string> {
  return JSON.stringify(await db.auditEvent.findMany({ where: { workspaceId } }))
}

export async function lastAudit(workspaceId: string) {
  const event = await db.auditEvent.findFirst({ where: { workspaceId }, orderBy: { seq: 'desc' } })
  return { action: event?.action, subjectId: event?.subjectId, detail: event?.detail }
}

/** An event on a number, as the resolver would have left it. */
export async function addEvent(workspaceId: string, numberId: string): Promise<void> {
  const now = new Date()
  await writeTransaction((tx) =>
    tx.event.create({
      data: {
        ...{ id: newId('ev'), workspaceId, deliveryId: newId('d'), position: 0, key: newId('id') },
        ...{ kind: 'message', field: 'messages', numberId, at: now, receivedAt: now },
        ...{ outcome: 'matched', identifiers: {}, why: [] },
      },
    }),
  )
}
