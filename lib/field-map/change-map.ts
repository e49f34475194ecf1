import { subjectEdited } from '@/lib/approvals/subject-edited'
import { mayOwn } from '@/lib/inputs/required-inputs'
import { type Actor, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import type { Tx } from '@/lib/server/db'
import { newId } from '@/lib/shared/ids'
import { fail, ok, type Result } from '@/lib/shared/result'
import { sentenceFor } from '@/lib/shared/sentences'
import { refusalsOf } from './rules'
import type { FieldInput, MapAt, MapSystemChange, MapSystemInput } from './schema'
import { findMapSystem, mappedSystem, readersOf, type StoredField } from './store'
import { FIELD_MAP_SUBJECT_ID } from './vocabulary'

type Code = 'not-allowed' | 'not-found' | 'stale-version' | 'owner-unknown' | 'map-system-exists' | 'field-refused'

const MAP = { kind: 'field-map', id: FIELD_MAP_SUBJECT_ID } as const

/** Any change of the map makes its sign-off stale. */
function edited(tx: Tx, actor: Actor): Promise<unknown> {
  return subjectEdited(tx, actor, { kind: 'field-map', subjectId: FIELD_MAP_SUBJECT_ID })
}

const systemFields = ({ name, kind, ownerId }: MapSystemInput) => ({ name, kind, ownerId })

export async function addMapSystem(actor: Actor, input: MapSystemInput): Promise<Result<{ id: string }, Code>> {
  if (!can(actor, 'field-map:write')) return fail('not-allowed')
  const { workspaceId } = actor
  return transact<{ id: string }, Code>(actor, async (tx, record) => {
    if (await tx.crmSystem.findFirst({ where: { workspaceId, name: input.name } })) return fail('map-system-exists')
    if (!(await mayOwn(tx, workspaceId, input.ownerId))) return fail('owner-unknown')
    const id = newId('fms')
    await tx.crmSystem.create({ data: { id, workspaceId, ...systemFields(input) } })
    record({ action: 'field-map.system-added', subject: MAP, after: systemFields(input), more: { systemId: id } })
    await edited(tx, actor)
    return ok({ id })
  })
}

/** `stale-version` carries the present record, so that both versions can be shown. */
export async function changeMapSystem(
  actor: Actor,
  { id, version, ...input }: MapSystemChange,
): Promise<Result<{ version: number }, Code>> {
  if (!can(actor, 'field-map:write')) return fail('not-allowed')
  const { workspaceId } = actor
  return transact<{ version: number }, Code>(actor, async (tx, record) => {
    const before = await findMapSystem(workspaceId, id, tx)
    if (!before) return fail('not-found')
    const namesake = await tx.crmSystem.findFirst({ where: { workspaceId, name: input.name, id: { not: id } } })
    if (namesake) return fail('map-system-exists')
    if (before.ownerId !== input.ownerId && !(await mayOwn(tx, workspaceId, input.ownerId)))
      return fail('owner-unknown')
    const { count } = await tx.crmSystem.updateMany({
      where: { id, workspaceId, version },
      data: { ...systemFields(input), version: { increment: 1 } },
    })
    if (count === 0) return fail('stale-version', { current: before })
    const was = { name: before.name, kind: before.kind, ownerId: before.ownerId }
    record({
      ...{ action: 'field-map.system-changed', subject: MAP, before: was, after: systemFields(input) },
      more: { systemId: id },
    })
    await edited(tx, actor)
    return ok({ version: version + 1 })
  })
}

/** Takes a system off the map with its fields; the audit event keeps all of them. */
export async function removeMapSystem(actor: Actor, { id, version }: MapAt): Promise<Result<null, Code>> {
  if (!can(actor, 'field-map:write')) return fail('not-allowed')
  const { workspaceId } = actor
  return transact<null, Code>(actor, async (tx, record) => {
    const before = await findMapSystem(workspaceId, id, tx)
    if (!before) return fail('not-found')
    const { count } = await tx.crmSystem.deleteMany({ where: { id, workspaceId, version } })
    if (count === 0) return fail('stale-version', { current: before })
    const { name, kind, ownerId } = before
    record({
      ...{ action: 'field-map.system-removed', subject: MAP, before: { name, kind, ownerId } },
      more: { systemId: id, fields: before.fields.map(fieldValues) },
    })
    await edited(tx, actor)
    return ok(null)
  })
}

function fieldValues(row: StoredField) {
  const { identityKey, fieldName, fieldType, trustedFor, isMatchKey } = row
  return { identityKey, fieldName, fieldType, trustedFor, isMatchKey, readers: readersOf(row) }
}

/** Puts a key into a field of a system, or changes how it is kept there. Refused with every reason. */
export async function saveField(actor: Actor, input: FieldInput): Promise<Result<{ version: number }, Code>> {
  if (!can(actor, 'field-map:write')) return fail('not-allowed')
  const { workspaceId } = actor
  const { systemId, version, ...field } = input
  return transact<{ version: number }, Code>(actor, async (tx, record) => {
    const system = await findMapSystem(workspaceId, systemId, tx)
    if (!system) return fail('not-found')
    const others = mappedSystem(system).fields.filter(({ identityKey }) => identityKey !== field.identityKey)
    const refusals = refusalsOf(field, others)
    if (refusals.length > 0) {
      return fail('field-refused', { reasons: refusals.map((code) => ({ code, message: sentenceFor(code) })) })
    }
    const before = system.fields.find(({ identityKey }) => identityKey === field.identityKey)
    if ((before?.version ?? 0) !== version) return fail('stale-version', { current: before })
    if (before) {
      const { count } = await tx.fieldMapping.updateMany({
        where: { id: before.id, workspaceId, version },
        data: { ...field, version: { increment: 1 } },
      })
      if (count === 0) return fail('stale-version', { current: before })
    } else await tx.fieldMapping.create({ data: { id: newId('fld'), workspaceId, systemId, ...field } })
    record({
      ...{ action: 'field-map.field-saved', subject: MAP, before: before ? fieldValues(before) : null, after: field },
      more: { systemId },
    })
    await edited(tx, actor)
    return ok({ version: version + 1 })
  })
}

export async function removeField(actor: Actor, { id, version }: MapAt): Promise<Result<null, Code>> {
  if (!can(actor, 'field-map:write')) return fail('not-allowed')
  const { workspaceId } = actor
  return transact<null, Code>(actor, async (tx, record) => {
    const before = await tx.fieldMapping.findFirst({ where: { id, workspaceId } })
    if (!before) return fail('not-found')
    const { count } = await tx.fieldMapping.deleteMany({ where: { id, workspaceId, version } })
    if (count === 0) return fail('stale-version', { current: before })
    record({
      ...{ action: 'field-map.field-removed', subject: MAP, before: fieldValues(before) },
      more: { systemId: before.systemId },
    })
    await edited(tx, actor)
    return ok(null)
  })
}
