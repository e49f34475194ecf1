import { type Actor, can } from '@/lib/server/actor'
import { db } from '@/lib/server/db'
import { fail, ok, type Result } from '@/lib/shared/result'
import {
  countMerges,
  type MergeSlice,
  memberNames,
  mergeIdsOfPage,
  type NamedContact,
  readMerges,
  readNamed,
  type StoredMerge,
} from './list-store'
import { PICKABLE, type Pickable, type Side, type Snapshot, type UndoQuestion } from './model'
import { MERGE_STATES, type MergeFilter, type MergeState, questionWords } from './vocabulary'

/** A contact as a list names it. */
export type MergeParty = { id: string; label: string; isCrmId: boolean; state: string }

export type MergeRow = {
  id: string
  survivor: MergeParty
  merged: MergeParty
  state: MergeState
  mergedAt: Date
  mergedBy: string
  undoneAt: Date | null
  crm: { state: 'open' | 'done'; kept: string; merged: string } | null
}

type Book = { contacts: ReadonlyMap<string, NamedContact>; members: ReadonlyMap<string, string> }

function partyOf(id: string, { contacts }: Book): MergeParty {
  const contact = contacts.get(id)
  if (!contact || contact.state === 'erased') return { id, label: 'erased since', isCrmId: false, state: 'erased' }
  const { name, crmContactId, state } = contact
  return { id, label: name ?? crmContactId ?? 'provisional', isCrmId: name === null && crmContactId !== null, state }
}

const byWhom = (id: string | null, { members }: Book): string =>
  id ? (members.get(id) ?? 'a former member') : 'the API'

function crmOf({ crmState, crmKeptId, crmMergedId }: StoredMerge): MergeRow['crm'] {
  if (!crmKeptId || !crmMergedId || crmState === 'not_needed') return null
  return { state: crmState === 'done' ? 'done' : 'open', kept: crmKeptId, merged: crmMergedId }
}

function rowOf(merge: StoredMerge, book: Book): MergeRow {
  const { id, survivorId, mergedId, state, createdAt, mergedById, undoneAt } = merge
  return {
    ...{ id, survivor: partyOf(survivorId, book), merged: partyOf(mergedId, book), undoneAt, crm: crmOf(merge) },
    state: MERGE_STATES.find((one) => one === state) ?? 'done',
    ...{ mergedAt: createdAt, mergedBy: byWhom(mergedById, book) },
  }
}

async function bookOf(workspaceId: string, merges: readonly StoredMerge[]): Promise<Book> {
  const ids = merges.flatMap(({ survivorId, mergedId }) => [survivorId, mergedId])
  return { contacts: await readNamed(workspaceId, ids), members: await memberNames(workspaceId) }
}

/** These merges in their order, for the list and its export. */
export async function mergeRows(workspaceId: string, ids: string[]): Promise<MergeRow[]> {
  const merges = await readMerges(workspaceId, ids)
  const book = await bookOf(workspaceId, merges)
  return merges.map((merge) => rowOf(merge, book))
}

/** One page of the list, sorted and filtered in SQL. */
export async function listMerges(
  actor: Actor,
  { filter, ...slice }: MergeSlice & { filter: MergeFilter },
): Promise<Result<{ rows: MergeRow[]; total: number }, 'not-allowed'>> {
  if (!can(actor, 'duplicates:read')) return fail('not-allowed')
  const { workspaceId } = actor
  const [ids, total] = await Promise.all([mergeIdsOfPage(workspaceId, filter, slice), countMerges(workspaceId, filter)])
  return ok({ rows: await mergeRows(workspaceId, ids), total })
}

/** A moment at which a contact became one with another, or two again. */
export type MergeMoment = { mergeId: string; at: Date; what: 'merged' | 'undone'; other: string }

const MOMENTS = 50

/** The merges a contact was part of, oldest first. */
export async function mergesOfContact(actor: Actor, contactId: string): Promise<MergeMoment[]> {
  if (!can(actor, 'duplicates:read')) return []
  const { workspaceId } = actor
  const merges = await db.merge.findMany({
    where: { workspaceId, OR: [{ survivorId: contactId }, { mergedId: contactId }] },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: MOMENTS,
  })
  const book = await bookOf(workspaceId, merges)
  return merges.flatMap(({ id: mergeId, survivorId, mergedId, createdAt, undoneAt }): MergeMoment[] => {
    const other = partyOf(survivorId === contactId ? mergedId : survivorId, book).label
    const merged: MergeMoment = { mergeId, at: createdAt, what: 'merged', other }
    return undoneAt ? [merged, { mergeId, at: undoneAt, what: 'undone', other }] : [merged]
  })
}

export type MergeCounts = { all: number; toDecide: number; toCarryOut: number }

export async function mergeCounts({ workspaceId }: Pick<Actor, 'workspaceId'>): Promise<MergeCounts> {
  const [all, toDecide, toCarryOut] = await Promise.all([
    db.merge.count({ where: { workspaceId } }),
    db.merge.count({ where: { workspaceId, state: 'undo_conflict' } }),
    db.merge.count({ where: { workspaceId, crmState: 'open' } }),
  ])
  return { all, toDecide, toCarryOut }
}

export type DetailField = {
  field: Pickable
  survivor: string | null
  merged: string | null
  written: string | null
  from: Side | null
}

export type DetailQuestion = {
  key: string
  asks: string
  keep: string
  change: string
  decided: { words: string; by: string; at: Date } | null
}

export type MergeHistory = { at: Date; who: string; what: string }

/** Everything the detail of one merge shows. */
export type MergeDetail = MergeRow & {
  version: number
  fields: DetailField[]
  moved: { identifiers: number; threads: number; conflicts: number }
  acknowledged: string | null
  note: string | null
  undoneBy: string | null
  questions: DetailQuestion[]
  history: MergeHistory[]
}

function fieldsOf({ survivor, merged, written }: Snapshot, book: Book): DetailField[] {
  const shown = (field: Pickable, value: string | null) =>
    field === 'ownerMemberId' && value ? (book.members.get(value) ?? 'a former member') : value
  return PICKABLE.map((field): DetailField => {
    const [mine, other, result] = [survivor.fields[field], merged.fields[field], written.fields[field]]
    const from = result === null || mine === other ? null : result === mine ? 'survivor' : 'merged'
    return { field, survivor: shown(field, mine), merged: shown(field, other), written: shown(field, result), from }
  })
}

function questionOf(question: UndoQuestion, book: Book): DetailQuestion {
  const { asks, keep, change } = questionWords(question)
  const { decided, key } = question
  const words = decided?.choice === 'change' ? change : keep
  return {
    ...{ key, asks, keep, change },
    decided: decided && { words, by: byWhom(decided.byId, book), at: new Date(decided.at) },
  }
}

function historyOfMerge(merge: StoredMerge, book: Book): MergeHistory[] {
  const { createdAt, mergedById, undoneAt, undoneById, crmDoneAt, crmDoneById } = merge
  const entries: (MergeHistory | null)[] = [
    { at: createdAt, who: byWhom(mergedById, book), what: 'merged the two contacts' },
    crmDoneAt && { at: crmDoneAt, who: byWhom(crmDoneById, book), what: 'carried the merge out in the CRM' },
    undoneAt && { at: undoneAt, who: byWhom(undoneById, book), what: 'undid the merge' },
  ]
  return entries.filter((entry) => entry !== null).sort((a, b) => b.at.getTime() - a.at.getTime())
}

/** Another workspace's merge does not exist. */
export async function mergeDetail(actor: Actor, id: string): Promise<Result<MergeDetail, 'not-allowed' | 'not-found'>> {
  if (!can(actor, 'duplicates:read')) return fail('not-allowed')
  const [merge] = await readMerges(actor.workspaceId, [id])
  if (!merge) return fail('not-found')
  const book = await bookOf(actor.workspaceId, [merge])
  const snapshot = merge.snapshot as Snapshot
  const { version, acknowledged, note, undoneById, undoneAt } = merge
  return ok({
    ...rowOf(merge, book),
    ...{ version, acknowledged, note, fields: fieldsOf(snapshot, book) },
    moved: {
      identifiers: snapshot.merged.identifiers.length,
      threads: snapshot.merged.threads.length,
      conflicts: snapshot.conflictIds.length,
    },
    undoneBy: undoneAt ? byWhom(undoneById, book) : null,
    questions: ((merge.undoReport ?? []) as UndoQuestion[]).map((question) => questionOf(question, book)),
    history: historyOfMerge(merge, book),
  })
}
