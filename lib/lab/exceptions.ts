import { mayOwn } from '@/lib/inputs/required-inputs'
import { type Actor, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import type { db, Tx } from '@/lib/server/db'
import { newId } from '@/lib/shared/ids'
import { type Failure, fail, ok, type Result } from '@/lib/shared/result'
import { findVariation } from './pack'
import type { ExceptionAt, ExceptionChange, ExceptionInput } from './schema'

type Code = 'not-allowed' | 'not-found' | 'stale-version' | 'exception-exists' | 'owner-unknown' | 'variation-unknown'
type Stored = Awaited<ReturnType<typeof db.phoneException.findFirstOrThrow>>

const fieldsOf = ({ name, howFound, without, workflowId, ownerId, variation }: ExceptionInput) => ({
  ...{ name, howFound, without, workflowId, ownerId, variation },
})
const shownOf = (row: Stored) => fieldsOf(row)
const subjectOf = (id: string) => ({ kind: 'phone-exception', id })

/** What WhatsApp itself names as needing a phone: it answers a BSUID with error 131062. [BSUID] */
export const KNOWN_EXCEPTIONS = [
  'One-tap authentication template',
  'Zero-tap authentication template',
  'Copy-code authentication template',
] as const

const KNOWN = {
  howFound: 'The phone of the customer in the CRM, when it was seen with this BSUID; else asked for in the chat.',
  without: 'WhatsApp answers 131062. The customer is asked for the phone, or signs in another way.',
  variation: 'authentication-to-bsuid',
}

async function problemOf(
  tx: Tx,
  workspaceId: string,
  { input, id }: { input: ExceptionInput; id?: string },
): Promise<Failure<Code> | null> {
  const { name, variation, workflowId, ownerId } = input
  const namesake = await tx.phoneException.findFirst({
    where: { workspaceId, name, ...(id ? { id: { not: id } } : {}) },
  })
  if (namesake) return fail('exception-exists')
  if (variation && !findVariation(variation)) return fail('variation-unknown', { name: variation })
  if (workflowId && !(await tx.workflow.findFirst({ where: { id: workflowId, workspaceId } }))) return fail('not-found')
  return (await mayOwn(tx, workspaceId, ownerId)) ? null : fail('owner-unknown')
}

/** Writes down a place where a phone is still needed: how it is found, and what happens without. */
export async function addException(actor: Actor, input: ExceptionInput): Promise<Result<{ id: string }, Code>> {
  if (!can(actor, 'lab:write')) return fail('not-allowed')
  const { workspaceId } = actor
  return transact<{ id: string }, Code>(actor, async (tx, record) => {
    const problem = await problemOf(tx, workspaceId, { input })
    if (problem) return problem
    const id = newId('px')
    await tx.phoneException.create({ data: { id, workspaceId, ...fieldsOf(input) } })
    record({ action: 'phone-exception.added', subject: subjectOf(id), after: fieldsOf(input) })
    return ok({ id })
  })
}

/** The templates WhatsApp names, those that are not on the register yet. */
export async function addKnownExceptions(actor: Actor): Promise<Result<{ added: number }, Code>> {
  if (!can(actor, 'lab:write')) return fail('not-allowed')
  const { workspaceId } = actor
  return transact<{ added: number }, Code>(actor, async (tx, record) => {
    const there = await tx.phoneException.findMany({ where: { workspaceId }, select: { name: true } })
    const missing = KNOWN_EXCEPTIONS.filter((name) => !there.some((one) => one.name === name))
    for (const name of missing) {
      const id = newId('px')
      const data = { name, ...KNOWN, workflowId: null, ownerId: null }
      await tx.phoneException.create({ data: { id, workspaceId, ...data } })
      record({ action: 'phone-exception.added', subject: subjectOf(id), after: data })
    }
    return ok({ added: missing.length })
  })
}

export async function changeException(
  actor: Actor,
  { id, version, ...input }: ExceptionChange,
): Promise<Result<{ version: number }, Code>> {
  if (!can(actor, 'lab:write')) return fail('not-allowed')
  const { workspaceId } = actor
  return transact<{ version: number }, Code>(actor, async (tx, record) => {
    const before = await tx.phoneException.findFirst({ where: { id, workspaceId } })
    if (!before) return fail('not-found')
    const problem = await problemOf(tx, workspaceId, { input, id })
    if (problem) return problem
    const { count } = await tx.phoneException.updateMany({
      where: { id, workspaceId, version },
      data: { ...fieldsOf(input), version: { increment: 1 } },
    })
    if (count === 0) return fail('stale-version', { current: { ...shownOf(before), version: before.version } })
    record({
      ...{ action: 'phone-exception.changed', subject: subjectOf(id), before: shownOf(before), after: fieldsOf(input) },
    })
    return ok({ version: version + 1 })
  })
}

/** Off the checklist when no phone is needed there any more, and back. */
export async function archiveException(
  actor: Actor,
  { id, version, archived }: ExceptionAt & { archived: boolean },
  now = new Date(),
): Promise<Result<null, Code>> {
  if (!can(actor, 'lab:write')) return fail('not-allowed')
  const { workspaceId } = actor
  return transact<null, Code>(actor, async (tx, record) => {
    const before = await tx.phoneException.findFirst({ where: { id, workspaceId } })
    if (!before) return fail('not-found')
    const { count } = await tx.phoneException.updateMany({
      where: { id, workspaceId, version },
      data: { archivedAt: archived ? now : null, version: { increment: 1 } },
    })
    if (count === 0) return fail('stale-version', { current: { ...shownOf(before), version: before.version } })
    record({ action: 'phone-exception.archived', subject: subjectOf(id), more: { archived } })
    return ok(null)
  })
}
