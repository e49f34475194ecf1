import { loadPeople } from '@/lib/calendar/people'
import { type Actor, actorId, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { db, type Prisma } from '@/lib/server/db'
import { asJson } from '@/lib/server/sql'
import { newId } from '@/lib/shared/ids'
import { fail, ok, type Result } from '@/lib/shared/result'
import { storableJson } from '@/lib/shared/text'
import { cleanDelivery, nearestVariation } from './capture-rules'
import { findVariation, type Variation } from './pack'
import type { CaptureInput, SavedAt, SavedUse, VariantInput } from './schema'

type Code =
  | 'not-allowed'
  | 'not-found'
  | 'stale-version'
  | 'payload-exists'
  | 'variation-unknown'
  | 'bodies-purged'
  | 'capture-unreadable'

const subjectOf = (id: string) => ({ kind: 'lab-payload', id })

/** Keeps a payload of the pack with values of one's own under a name. */
export async function saveVariant(actor: Actor, input: VariantInput): Promise<Result<{ id: string }, Code>> {
  if (!can(actor, 'lab:write')) return fail('not-allowed')
  const { name, variation, text, profileName } = input
  if (!findVariation(variation)) return fail('variation-unknown', { name: variation })
  const { workspaceId } = actor
  return transact<{ id: string }, Code>(actor, async (tx, record) => {
    if (await tx.labPayload.findFirst({ where: { workspaceId, name } })) return fail('payload-exists')
    const id = newId('lp')
    const params = { ...(text ? { text } : {}), ...(profileName ? { profileName } : {}) }
    await tx.labPayload.create({ data: { id, workspaceId, name, variation, params, createdById: actorId(actor) } })
    record({ action: 'lab-payload.saved', subject: subjectOf(id), after: { name, variation } })
    return ok({ id })
  })
}

/**
 * Brings a delivery that was received into the lab. Whoever is in it is replaced by placeholders before anything is
 * stored, so that what is kept is its shape alone; the audit log says which delivery it was.
 */
export async function captureDelivery(
  actor: Actor,
  { name, deliveryId }: CaptureInput,
  now = new Date(),
): Promise<Result<{ id: string }, Code>> {
  if (!can(actor, 'lab:write') || !can(actor, 'deliveries:body')) return fail('not-allowed')
  const { workspaceId } = actor
  return transact<{ id: string }, Code>(actor, async (tx, record) => {
    const delivery = await tx.delivery.findFirst({ where: { id: deliveryId, workspaceId }, select: { body: true } })
    if (!delivery) return fail('not-found')
    if (delivery.body === null) return fail('bodies-purged')
    if (await tx.labPayload.findFirst({ where: { workspaceId, name } })) return fail('payload-exists')
    const text = Buffer.from(delivery.body).toString('utf8')
    const cleaned = cleanDelivery(text)
    if (!cleaned.ok) return cleaned
    const id = newId('lp')
    const variation = nearestVariation(text, now)
    const body = storableJson(cleaned.value.body) as Prisma.InputJsonObject
    await tx.labPayload.create({
      data: { id, workspaceId, name, variation, params: {}, body, createdById: actorId(actor) },
    })
    record({ action: 'lab-payload.captured', subject: subjectOf(id), after: { name, variation }, more: { deliveryId } })
    return ok({ id })
  })
}

/** Cases of plans that use it keep the payload as it was. */
export async function removeSaved(actor: Actor, { id, version }: SavedAt): Promise<Result<null, Code>> {
  if (!can(actor, 'lab:write')) return fail('not-allowed')
  const { workspaceId } = actor
  return transact<null, Code>(actor, async (tx, record) => {
    const before = await tx.labPayload.findFirst({ where: { id, workspaceId } })
    if (!before) return fail('not-found')
    const { count } = await tx.labPayload.deleteMany({ where: { id, workspaceId, version } })
    if (count === 0) return fail('stale-version', { current: { version: before.version } })
    record({ action: 'lab-payload.removed', subject: subjectOf(id), before: { name: before.name } })
    return ok(null)
  })
}

/** Puts it at the end of a plan, with what a good handler does with the payload it is most like. */
export async function addToPlan(actor: Actor, { id, planId }: SavedUse): Promise<Result<null, Code>> {
  if (!can(actor, 'lab:write')) return fail('not-allowed')
  const { workspaceId } = actor
  return transact<null, Code>(actor, async (tx, record) => {
    const saved = await tx.labPayload.findFirst({ where: { id, workspaceId } })
    const plan = await tx.testPlan.findFirst({ where: { id: planId, workspaceId, archivedAt: null } })
    const variation = saved ? findVariation(saved.variation) : undefined
    if (!saved || !plan || !variation) return fail('not-found')
    const position = await tx.testCase.count({ where: { planId } })
    const params = {
      ...asJson<object>(saved.params),
      ...(saved.body === null ? {} : { body: asJson<object>(saved.body) }),
    }
    await tx.testCase.create({
      data: {
        ...{ id: newId('tc'), workspaceId, planId, position, payloadId: id, variation: variation.name },
        ...{ params: storableJson(params), expected: variation.expected },
      },
    })
    await tx.testPlan.updateMany({ where: { id: planId, workspaceId }, data: { version: { increment: 1 } } })
    record({
      ...{ action: 'test-plan.changed', subject: { kind: 'test-plan', id: planId } },
      more: { added: saved.name, variation: variation.name },
    })
    return ok(null)
  })
}

export type SavedPayload = {
  id: string
  version: number
  name: string
  variation: Variation
  /** Brought in from a delivery; else a payload of the pack with other values. */
  captured: boolean
  /** With its placeholders; null for one of the pack. */
  body: string | null
  text: string
  profileName: string
  by: string
  at: Date
}

type Stored = Awaited<ReturnType<typeof db.labPayload.findFirstOrThrow>>

function savedOf(row: Stored, people: ReadonlyMap<string, { name: string }>): SavedPayload[] {
  const variation = findVariation(row.variation)
  if (!variation) return []
  const { text, profileName } = asJson<{ text?: string; profileName?: string }>(row.params)
  return [
    {
      ...{
        id: row.id,
        version: row.version,
        name: row.name,
        variation,
        captured: row.body !== null,
        at: row.createdAt,
      },
      body: row.body === null ? null : JSON.stringify(asJson<object>(row.body), null, 2),
      ...{ text: text ?? '', profileName: profileName ?? '' },
      by: row.createdById ? (people.get(row.createdById)?.name ?? 'the API') : 'the command line',
    },
  ]
}

const MOST_SHOWN = 200

/** What the workspace saved, the newest first. */
export async function listSaved({ workspaceId }: Actor): Promise<SavedPayload[]> {
  const [rows, people] = await Promise.all([
    db.labPayload.findMany({ where: { workspaceId }, orderBy: { id: 'desc' }, take: MOST_SHOWN }),
    loadPeople(workspaceId),
  ])
  return rows.flatMap((row) => savedOf(row, people))
}

export async function readSaved({ workspaceId }: Actor, id: string): Promise<SavedPayload | null> {
  const row = await db.labPayload.findFirst({ where: { id, workspaceId } })
  const [saved] = row ? savedOf(row, await loadPeople(workspaceId)) : []
  return saved ?? null
}
