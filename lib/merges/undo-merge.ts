import { withRetries } from '@/lib/contacts/retry'
import { keepResolversOut } from '@/lib/identity/person-ground'
import { type Actor, actorId, can } from '@/lib/server/actor'
import { type Recorder, transact } from '@/lib/server/audit'
import { type Prisma, sqlOf, type Tx } from '@/lib/server/db'
import { fail, ok, type Result } from '@/lib/shared/result'
import { tell } from '@/lib/webhooks/tell'
import { askAgain, reopenPairs } from './answered-store'
import { writeContacts, writeLabels } from './contact-store'
import type { Snapshot, UndoQuestion } from './model'
import { moveBack } from './move-store'
import { readPresent, type Versions } from './present-store'
import type { UndoAnswer } from './schema'
import { type Present, planUndo, type UndoPlan } from './undo-rules'

type UndoProblem = 'not-allowed' | 'not-found' | 'merge-undone' | 'merge-later' | 'merge-contact-gone'
type StoredMerge = Prisma.MergeGetPayload<object>

/**
 * Takes a merge back, however long ago it was: both contacts are there again with what was theirs, and with what happened
 * to each since. What nobody can tell apart, and what somebody edited since, stays and is asked about, never overwritten.
 * Merges of one contact are undone in the reverse of their order (`merge-later` names the one to undo first).
 */
export async function undoMerge(actor: Actor, id: string): Promise<Result<UndoAnswer, UndoProblem>> {
  if (!can(actor, 'duplicates:write')) return fail('not-allowed')
  return withRetries(() =>
    transact<UndoAnswer, UndoProblem>(actor, async (tx, record) => {
      await keepResolversOut(sqlOf(tx), actor.workspaceId)
      const merge = await tx.merge.findFirst({ where: { id, workspaceId: actor.workspaceId } })
      if (!merge) return fail('not-found')
      if (merge.state !== 'done') return fail('merge-undone')
      const later = await laterMerge(tx, merge)
      if (later) return fail('merge-later', { mergeId: later })
      const snapshot = merge.snapshot as Snapshot
      const { workspaceId, survivorId, mergedId, createdAt: since } = merge
      const read = await readPresent(tx, { workspaceId, survivorId, mergedId, since }, snapshot)
      if (!read) return fail('merge-contact-gone')
      const plan = planUndo(snapshot, read.present)
      await writeUndo(tx, merge, { plan, ...read, snapshot })
      return ok(await keepUndo(tx, actor, { merge, plan, record }))
    }),
  )
}

/** The newest merge that one of the two went through since, if it still holds. */
async function laterMerge(tx: Tx, { id, workspaceId, survivorId, mergedId }: StoredMerge): Promise<string | undefined> {
  const both = [survivorId, mergedId]
  const later = await tx.merge.findFirst({
    where: {
      ...{ workspaceId, state: 'done', id: { gt: id } },
      OR: [{ survivorId: { in: both } }, { mergedId: { in: both } }],
    },
    orderBy: { id: 'desc' },
    select: { id: true },
  })
  return later?.id
}

type Undoing = { plan: UndoPlan; present: Present; versions: Versions; snapshot: Snapshot }

async function writeUndo(tx: Tx, merge: StoredMerge, { plan, present, versions, snapshot }: Undoing): Promise<void> {
  const { workspaceId, survivorId, mergedId } = merge
  await writeContacts(tx, workspaceId, [
    { id: survivorId, version: versions.survivor, fields: plan.survivor.fields, mergedIntoId: null },
    { id: mergedId, version: versions.merged, fields: plan.merged, mergedIntoId: null },
  ])
  const labels = { before: present.survivor.labels, after: plan.survivor.labels }
  await writeLabels(tx, { workspaceId, contactId: survivorId }, labels)
  await moveBack(tx, { workspaceId, from: survivorId, to: mergedId }, plan)
  await askAgain(tx, workspaceId, snapshot.conflictIds)
  await reopenPairs(tx, workspaceId, snapshot.pairs)
}

type Keeping = { merge: StoredMerge; plan: UndoPlan; record: Recorder }

async function keepUndo(tx: Tx, actor: Actor, { merge, plan, record }: Keeping): Promise<UndoAnswer> {
  const { id, survivorId, mergedId, crmState } = merge
  const { questions } = plan
  const state = questions.length > 0 ? 'undo_conflict' : 'undone'
  await tx.merge.updateMany({
    where: { id, workspaceId: actor.workspaceId },
    data: {
      ...{ state, undoReport: questions, undoneById: actorId(actor), undoneAt: new Date(), version: { increment: 1 } },
      // What was not yet carried out in the CRM must not be any more.
      ...(crmState === 'open' && { crmState: 'not_needed' }),
    },
  })
  const undone = { contactId: survivorId, otherId: mergedId, mergeId: id }
  await tell(sqlOf(tx), actor.workspaceId, [{ event: 'contact.unmerged', ...undone }])
  record({
    action: 'contact.merge-undone',
    subject: { kind: 'contact', id: survivorId },
    more: {
      ...{ mergeId: id, mergedId, identifiers: plan.identifierIds.length, threads: plan.threadIds.length },
      questions: questions.map(({ key }) => key),
    },
  })
  return { id, survivorId, mergedId, state, questions: questions.map(shownQuestion) }
}

export function shownQuestion({ key, kind, decided }: UndoQuestion): UndoAnswer['questions'][number] {
  return { key, kind, decided: decided !== null }
}
