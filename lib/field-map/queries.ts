import { loadPeople } from '@/lib/calendar/people'
import type { Actor } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { type CsvColumn, csvStream } from '@/lib/shared/csv'
import { ok, type Result } from '@/lib/shared/result'
import { gapsOf, type MapGap } from './rules'
import {
  type FieldWindow,
  mappedField,
  mappedSystem,
  pageOfFields,
  readersOf,
  readSystems,
  type StoredField,
  whereFields,
} from './store'
import {
  FIELD_TYPE_WORDS,
  type FieldFilter,
  type FieldType,
  type IdentityKey,
  KEY_WORDS,
  MAP_SYSTEM_KIND_WORDS,
  type MapSystemKind,
  type Trust,
} from './vocabulary'

/** One key in one field, as screens show it. */
export type FieldView = {
  id: string
  version: number
  identityKey: IdentityKey
  fieldName: string
  fieldType: FieldType
  trustedFor: Trust
  isMatchKey: boolean
  readers: string[]
  changedAt: Date
}

export type MapSystemView = {
  id: string
  version: number
  name: string
  kind: MapSystemKind
  ownerId: string | null
  owner: string | null
  fields: FieldView[]
  /** Sentences about what is missing in it. */
  gaps: string[]
}

export type FieldMapView = { systems: MapSystemView[]; gaps: MapGap[] }

function fieldView(row: StoredField): FieldView | null {
  const field = mappedField(row)
  const { id, version, updatedAt } = row
  return field && { id, version, ...field, readers: readersOf(row), changedAt: updatedAt }
}

/** The whole map: every system with its fields, and what is missing. */
export async function readFieldMap({ workspaceId }: Actor): Promise<FieldMapView> {
  const [stored, people] = await Promise.all([readSystems(workspaceId), loadPeople(workspaceId)])
  const mapped = stored.map(mappedSystem)
  const gaps = gapsOf(mapped)
  const systems = stored.map((system, i): MapSystemView => {
    const { id, version, name, ownerId, fields } = system
    const owner = ownerId ? (people.get(ownerId)?.name ?? 'somebody who was removed') : null
    return {
      ...{ id, version, name, ownerId, owner, kind: mapped[i]?.kind ?? 'other' },
      fields: fields.map(fieldView).filter((field) => field !== null),
      gaps: gaps.filter(({ systemId }) => systemId === id).map(({ sentence }) => sentence),
    }
  })
  return { systems, gaps }
}

export type FieldRow = FieldView & { systemId: string; system: string; systemKind: MapSystemKind }

/** One page of all fields, sorted and filtered in the database. */
export async function listFields(
  { workspaceId }: Actor,
  { filter, ...window }: FieldWindow & { filter: FieldFilter },
): Promise<{ rows: FieldRow[]; total: number }> {
  const { records, total } = await pageOfFields(whereFields(workspaceId, filter), window)
  const rows = records.flatMap((record): FieldRow[] => {
    const view = fieldView(record)
    const { id, name, kind } = mappedSystem({ ...record.system, fields: [] })
    return view ? [{ ...view, systemId: id, system: name, systemKind: kind }] : []
  })
  return { rows, total }
}

const COLUMNS: CsvColumn<FieldRow>[] = [
  { header: 'system', value: ({ system }) => system },
  { header: 'kind', value: ({ systemKind }) => MAP_SYSTEM_KIND_WORDS[systemKind] },
  { header: 'identifier', value: ({ identityKey }) => KEY_WORDS[identityKey].title },
  { header: 'field', value: ({ fieldName }) => fieldName },
  { header: 'field_type', value: ({ fieldType }) => FIELD_TYPE_WORDS[fieldType] },
  { header: 'trusted_for', value: ({ trustedFor }) => trustedFor },
  { header: 'match_key', value: ({ isMatchKey }) => (isMatchKey ? 'yes' : 'no') },
  { header: 'read_by', value: ({ readers }) => readers.join('; ') },
  { header: 'changed_at', value: ({ changedAt }) => changedAt },
]
const PAGE = 500

async function* pagesOf(actor: Actor, filter: FieldFilter): AsyncGenerator<FieldRow[]> {
  for (let skip = 0; ; skip += PAGE) {
    const { rows } = await listFields(actor, { filter, sort: 'system', dir: 'asc', skip, take: PAGE })
    if (rows.length === 0) return
    yield rows
  }
}

/** The fields a filter shows as CSV; in the audit log before its first byte leaves. */
export function exportFields(actor: Actor, filter: FieldFilter): Promise<Result<ReadableStream<Uint8Array>>> {
  return transact<ReadableStream<Uint8Array>, string>(actor, async (_tx, record) => {
    const { q, ...named } = filter
    const subject = { kind: 'workspace', id: actor.workspaceId }
    record({ action: 'field-map.exported', subject, more: { ...named, searched: Boolean(q) } })
    return ok(csvStream(COLUMNS, pagesOf(actor, filter)))
  })
}
