import { activeKey } from '@/lib/identity/active-key'
import type { Tx } from '@/lib/server/db'
import { nameKey } from '@/lib/shared/name-key'
import type { UndoQuestion } from './model'
import { moveBack } from './move-store'

export type Both = { workspaceId: string; survivorId: string; mergedId: string }

/** Carries out what a person decided after an undone merge. False when the earlier value is in use elsewhere today. */
export async function carryOut(tx: Tx, both: Both, question: UndoQuestion): Promise<boolean> {
  switch (question.kind) {
    case 'field':
      return restoreField(tx, both, question)
    case 'crm-id-taken':
      return restoreCrmId(tx, both, question)
    case 'identifier-new':
      await give(tx, both, { identifierIds: [question.identifierId] })
      return true
    case 'thread-new':
      await give(tx, both, { threadIds: [question.threadId] })
      return true
    case 'identifier-ended':
      return reactivate(tx, both, question.identifierId)
  }
}

type Given = { identifierIds?: string[]; threadIds?: string[] }

function give(tx: Tx, { workspaceId, survivorId, mergedId }: Both, { identifierIds = [], threadIds = [] }: Given) {
  const moved = { identifierIds, threadIds, eventIds: [], messageIds: [] }
  return moveBack(tx, { workspaceId, from: survivorId, to: mergedId }, moved)
}

type Field = Extract<UndoQuestion, { kind: 'field' }>

async function restoreField(tx: Tx, { workspaceId, survivorId }: Both, { field, before }: Field): Promise<boolean> {
  if (field === 'crmContactId') return writeCrmId(tx, { workspaceId, id: survivorId, value: before })
  const data = field === 'name' ? { name: before, nameKey: nameKey(before) } : { [field]: before }
  await tx.contact.updateMany({ where: { id: survivorId, workspaceId }, data: { ...data, version: { increment: 1 } } })
  return true
}

type Taken = Extract<UndoQuestion, { kind: 'crm-id-taken' }>

function restoreCrmId(tx: Tx, { workspaceId, survivorId, mergedId }: Both, { side, value }: Taken): Promise<boolean> {
  return writeCrmId(tx, { workspaceId, id: side === 'survivor' ? survivorId : mergedId, value })
}

type CrmId = { workspaceId: string; id: string; value: string | null }

async function writeCrmId(tx: Tx, { workspaceId, id, value }: CrmId): Promise<boolean> {
  const holder = value && (await tx.contact.findFirst({ where: { workspaceId, crmContactId: value, id: { not: id } } }))
  if (holder) return false
  const known = value === null ? {} : { provisional: false }
  const data = { crmContactId: value, ...known, version: { increment: 1 } }
  await tx.contact.updateMany({ where: { id, workspaceId }, data })
  return true
}

async function reactivate(tx: Tx, { workspaceId }: Both, id: string): Promise<boolean> {
  const row = await tx.identifier.findFirst({ where: { id, workspaceId } })
  if (!row) return false
  const key = row.standing === 'verified' ? activeKey(workspaceId, row) : null
  const holder = key && (await tx.identifier.findFirst({ where: { activeKey: key, id: { not: id } } }))
  if (holder) return false
  const data = { active: true, validTo: null, endedReason: null, replacedById: null, activeKey: key }
  await tx.identifier.updateMany({ where: { id, workspaceId }, data })
  return true
}
