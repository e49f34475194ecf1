import type { ChangeAfter, ChangeBefore, ContactState, HeldIdentifier } from './model'

/** What undoing one row does to a contact, and what it leaves because somebody changed it later. */
export type UndoGround = {
  batchId: string
  /** The contact has threads, messages, events or conflicts by now. */
  inUse: boolean
  /** Identifier ids this batch brought. */
  ownIdentifiers: ReadonlySet<string>
}

export type UndoRow = { result: 'created' | 'updated'; before: ChangeBefore; after: ChangeAfter }

export type UndoVerdict = {
  kind: 'remove' | 'restore' | 'keep'
  /** What stays as somebody made it later, in words. */
  kept: string[]
  deleteIdentifiers: string[]
  reactivate: string[]
  deleteLabels: string[]
}

const NOTHING = { kept: [], deleteIdentifiers: [], reactivate: [], deleteLabels: [] }

function sameTexts(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && [...a].sort().join('\n') === [...b].sort().join('\n')
}

/** Why a contact that an import made has to stay; undefined when nothing happened to it since. */
function reasonToStay(state: ContactState, row: UndoRow, ground: UndoGround): string | undefined {
  if (ground.inUse) return 'it has conversations or conflicts by now'
  if (state.identifiers.some((held) => held.verified)) return 'an identifier was confirmed since'
  if (state.identifiers.some((held) => !ground.ownIdentifiers.has(held.id))) return 'an identifier was added since'
  const { name = null, language = null, labels = [], crmContactId = null } = row.after
  const edited = state.name !== name || state.language !== language || state.crmContactId !== crmContactId
  if (edited) return 'it was edited since'
  return sameTexts(state.labels, labels) ? undefined : 'its labels were changed since'
}

function undoCreated(state: ContactState, row: UndoRow, ground: UndoGround): UndoVerdict {
  const reason = reasonToStay(state, row, ground)
  return reason ? { ...NOTHING, kind: 'keep', kept: [`the contact stays: ${reason}`] } : { ...NOTHING, kind: 'remove' }
}

function restoreTexts(state: ContactState, row: UndoRow, kept: string[]): boolean {
  let changed = false
  for (const field of ['name', 'language'] as const) {
    const after = row.after[field]
    if (after === undefined) continue
    if (state[field] === after) {
      state[field] = row.before[field] ?? null
      changed = true
    } else kept.push(`the ${field} stays: it was edited since`)
  }
  return changed
}

function isEqualActive(held: HeldIdentifier, other: HeldIdentifier): boolean {
  return held.active && held.kind === other.kind && held.scope === other.scope && held.matchKey === other.matchKey
}

function undoUpdated(state: ContactState, row: UndoRow): UndoVerdict {
  const kept: string[] = []
  const textsRestored = restoreTexts(state, row, kept)
  const added = new Set(row.after.added ?? [])
  const brought = state.identifiers.filter((held) => added.has(held.id))
  const confirmed = brought.filter((held) => held.verified)
  if (confirmed.length > 0) kept.push('an identifier stays: it was confirmed since')
  const deleteIdentifiers = brought.filter((held) => !held.verified).map((held) => held.id)
  state.identifiers = state.identifiers.filter((held) => !deleteIdentifiers.includes(held.id))
  const ended = new Set(row.before.ended ?? [])
  const back = state.identifiers.filter((held) => ended.has(held.id) && !held.active && !held.verified)
  const reactivate = back.filter((held) => !state.identifiers.some((other) => isEqualActive(other, held)))
  for (const held of reactivate) held.active = true
  const deleteLabels = (row.after.labels ?? []).filter((label) => state.labels.includes(label))
  state.labels = state.labels.filter((label) => !deleteLabels.includes(label))
  const changed = textsRestored || deleteIdentifiers.length + reactivate.length + deleteLabels.length > 0
  if (changed) state.version += 1
  const verdict = { kept, deleteIdentifiers, reactivate: reactivate.map((held) => held.id), deleteLabels }
  return { kind: changed ? 'restore' : 'keep', ...verdict }
}

/**
 * Undoes one row of an import on the contact as it stands now, changing `state`. A value somebody changed later stays
 * theirs; a contact that an import made is removed only when nothing has happened to it.
 */
export function undoRow(state: ContactState, row: UndoRow, ground: UndoGround): UndoVerdict {
  if (state.state !== 'active') return { ...NOTHING, kind: 'keep', kept: ['the contact was merged or erased since'] }
  return row.result === 'created' ? undoCreated(state, row, ground) : undoUpdated(state, row)
}
