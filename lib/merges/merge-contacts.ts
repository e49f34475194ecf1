import { withRetries } from '@/lib/contacts/retry'
import { keepResolversOut } from '@/lib/identity/person-ground'
import { type Actor, actorId, can } from '@/lib/server/actor'
import { type Recorder, transact } from '@/lib/server/audit'
import { db, sqlOf, type Tx } from '@/lib/server/db'
import { newId } from '@/lib/shared/ids'
import { fail, ok, type Result } from '@/lib/shared/result'
import { sentenceFor } from '@/lib/shared/sentences'
import { storableText } from '@/lib/shared/text'
import { tell } from '@/lib/webhooks/tell'
import { answerConflicts, closePairs } from './answered-store'
import { writeContacts, writeLabels } from './contact-store'
import { sideState } from './ground-store'
import { crmMerge, mergedFields, mergedLabels } from './merge-rules'
import type { Fields, Snapshot } from './model'
import { looseOf, moveEverything } from './move-store'
import { answerOf, type MergeGround, readGround } from './preview'
import type { MergeAnswer, MergeInput } from './schema'

type MergeProblem = 'not-allowed' | 'not-found' | 'merge-refused'

/**
 * Makes two contacts one: identifiers, conversations, messages and labels become the survivor's, field by field as
 * picked. Where replies go is left as it stands, and everything can be undone. One transaction with its audit event.
 * With `dryRun` it says what would happen. Refused with every reason (`merge-refused`, `details.reasons`).
 */
export async function mergeContacts(actor: Actor, input: MergeInput): Promise<Result<MergeAnswer, MergeProblem>> {
  if (!can(actor, 'duplicates:write')) return fail('not-allowed')
  if (input.dryRun) return previewMerge(actor, input)
  return withRetries(() =>
    transact<MergeAnswer, MergeProblem>(actor, async (tx, record) => {
      await keepResolversOut(sqlOf(tx), actor.workspaceId)
      const ground = await readGround(tx, actor.workspaceId, input)
      if (!ground) return fail('not-found')
      if (ground.refusals.length > 0) return refused(actor, ground, input)
      const id = await writeMerge(tx, actor, { ground, input, record })
      return ok({ ...answerOf(actor, ground, input), id })
    }),
  )
}

/** What the merge would do, or every reason why it may not be done. Changes nothing. */
export async function previewMerge(actor: Actor, input: MergeInput): Promise<Result<MergeAnswer, MergeProblem>> {
  if (!can(actor, 'duplicates:read')) return fail('not-allowed')
  const ground = await readGround(db, actor.workspaceId, input)
  if (!ground) return fail('not-found')
  return ground.refusals.length > 0 ? refused(actor, ground, input) : ok(answerOf(actor, ground, input))
}

function refused(actor: Actor, ground: MergeGround, input: MergeInput) {
  const reasons = ground.refusals.map((code) => ({ code, message: sentenceFor(code) }))
  const preview = ground.survivor.id === ground.merged.id ? null : answerOf(actor, ground, input)
  return fail('merge-refused', { reasons, preview })
}

type Writing = { ground: MergeGround; input: MergeInput; record: Recorder }

/** The CRM contact id that is not kept stays with the contact that is gone, so that an import of it is told about the merge. */
function leftFields(merged: Fields, survivor: Fields, written: Fields): Fields {
  const isTaken = written.crmContactId === merged.crmContactId
  return isTaken ? { ...merged, crmContactId: survivor.crmContactId } : merged
}

async function writeMerge(tx: Tx, actor: Actor, { ground, input, record }: Writing): Promise<string> {
  const { workspaceId } = actor
  const { survivor, merged } = ground
  const now = new Date()
  const fields = mergedFields(survivor.fields, merged.fields, input.picks)
  const labels = mergedLabels(survivor.labels, merged.labels, input.picks)
  const pair = { survivorId: survivor.id, mergedId: merged.id }
  const snapshot: Snapshot = {
    survivor: sideState(survivor),
    merged: sideState(merged),
    written: { fields, labels },
    loose: await looseOf(tx, workspaceId, merged.id),
    conflictIds: await answerConflicts(tx, actor, pair, now),
    pairs: await closePairs(tx, workspaceId, pair),
  }
  await writeContacts(tx, workspaceId, [
    { id: survivor.id, version: survivor.version, fields, mergedIntoId: null },
    {
      ...{ id: merged.id, version: merged.version, mergedIntoId: survivor.id },
      fields: leftFields(merged.fields, survivor.fields, fields),
    },
  ])
  await writeLabels(tx, { workspaceId, contactId: survivor.id }, { before: survivor.labels, after: labels })
  await moveEverything(tx, { workspaceId, from: merged.id, to: survivor.id })
  const id = await keepMerge(tx, actor, { snapshot, ground, input, now })
  const merge = { contactId: survivor.id, otherId: merged.id, mergeId: id }
  await tell(sqlOf(tx), workspaceId, [{ event: 'contact.merged', ...merge }])
  record({
    action: 'contact.merged',
    subject: { kind: 'contact', id: survivor.id },
    before: { ...survivor.fields, labels: survivor.labels },
    after: { ...fields, labels },
    more: {
      ...{ mergeId: id, mergedId: merged.id, picks: input.picks, conflicts: snapshot.conflictIds.length },
      ...{ identifiers: merged.identifiers.length, threads: merged.threads.length },
    },
  })
  return id
}

type Keeping = { snapshot: Snapshot; ground: MergeGround; input: MergeInput; now: Date }

async function keepMerge(tx: Tx, actor: Actor, { snapshot, ground, input, now }: Keeping): Promise<string> {
  const { survivor, merged } = ground
  const id = newId('mrg')
  const crm = crmMerge(survivor.fields, merged.fields, input.picks)
  await tx.merge.create({
    data: {
      ...{ id, workspaceId: actor.workspaceId, survivorId: survivor.id, mergedId: merged.id, snapshot },
      picks: input.picks,
      acknowledged: input.acknowledged ? storableText(input.acknowledged) : null,
      note: input.note ? storableText(input.note) : null,
      ...{ crmState: crm ? 'open' : 'not_needed', crmKeptId: crm?.kept ?? null, crmMergedId: crm?.merged ?? null },
      ...{ mergedById: actorId(actor), createdAt: now },
    },
  })
  return id
}
