import { mayOwn } from '@/lib/inputs/required-inputs'
import { notify } from '@/lib/notifications/notify'
import { type Actor, actorId, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { asJson } from '@/lib/server/sql'
import { fail, ok, type Result } from '@/lib/shared/result'
import { storableJson } from '@/lib/shared/text'
import type { Answer } from './answer-rules'
import type { Expected, PlayedBeat } from './model'
import { reachedBy } from './outcome-words'
import { findVariation } from './pack'
import { countResult, type Evidence, judgedColumns, settleEarlier } from './save-record'
import type { EnterActual, RecordChange, Told } from './schema'
import { judge } from './verdict-rules'
import { isOpenFix } from './vocabulary'

type Code =
  | 'not-allowed'
  | 'not-found'
  | 'stale-version'
  | 'owner-unknown'
  | 'record-not-failing'
  | 'record-not-waiting'

/**
 * Hands a fix to somebody, or says how far it is. Who owns it may say so too. Nobody can close a failing record: only a
 * run that passes does.
 */
export async function changeRecord(
  actor: Actor,
  { id, version, ownerId, fix }: RecordChange,
): Promise<Result<{ version: number }, Code>> {
  const { workspaceId } = actor
  return transact<{ version: number }, Code>(actor, async (tx, record) => {
    const before = await tx.testRecord.findFirst({ where: { id, workspaceId } })
    const mayWrite = can(actor, 'lab:write')
    if (!mayWrite && (!before?.ownerId || before.ownerId !== actorId(actor))) return fail('not-allowed')
    if (!before) return fail('not-found')
    if (!isOpenFix(before.fixState)) return fail('record-not-failing')
    const isNew = before.ownerId !== ownerId
    if (isNew && !mayWrite) return fail('not-allowed')
    if (isNew && !(await mayOwn(tx, workspaceId, ownerId))) return fail('owner-unknown')
    const { count } = await tx.testRecord.updateMany({
      where: { id, workspaceId, version },
      data: { ownerId, fixState: fix, version: { increment: 1 } },
    })
    const current = { ownerId: before.ownerId, fix: before.fixState, version: before.version }
    if (count === 0) return fail('stale-version', { current })
    record({
      ...{ action: 'test-record.changed', subject: { kind: 'test-record', id } },
      ...{ before: { ownerId: before.ownerId, fix: before.fixState }, after: { ownerId, fix } },
    })
    if (isNew && ownerId && ownerId !== actorId(actor)) {
      await notify(tx, {
        ...{ workspaceId, memberIds: [ownerId], kind: 'lab.fix-handed', subjectKind: 'test-record', subjectId: id },
        args: { by: actor.name, payload: before.title },
      })
    }
    return ok({ version: version + 1 })
  })
}

function answerOfPerson({ contact, thread, workflow, error }: Told): Answer {
  const said = (text: string | null | undefined) => (text === undefined ? undefined : text || null)
  return { contact: said(contact), thread: said(thread), workflow: said(workflow), error: said(error) ?? null }
}

/** What somebody saw at the target, for a record that waits for it; judged as an answer would have been. */
export async function enterActual(
  actor: Actor,
  { id, version, told }: EnterActual,
): Promise<Result<{ version: number }, Code>> {
  if (!can(actor, 'lab:write')) return fail('not-allowed')
  const { workspaceId } = actor
  return transact<{ version: number }, Code>(actor, async (tx, record) => {
    const before = await tx.testRecord.findFirst({ where: { id, workspaceId } })
    if (!before) return fail('not-found')
    const variation = findVariation(before.variation)
    if (before.result !== 'waiting' || !variation) return fail('record-not-waiting')
    const evidence = asJson<Evidence>(before.evidence)
    if (!evidence.people) return fail('record-not-waiting')
    const answer = answerOfPerson(told)
    // What came before belongs to the same person, and nobody looked where each of it ended.
    const beats = evidence.beats.map(({ role, wamid, actual }): PlayedBeat => {
      const sent = actual ?? { status: null, tookMs: 0, tries: 0 }
      const first =
        role === 'before' ? { ...sent, contact: evidence.people?.person.crmContactId ?? answer.contact } : sent
      return { role, wamid, actual: role === 'before' ? first : { ...sent, ...answer } }
    })
    const judged = judge({
      ...{ name: variation.name, group: variation.group, expected: asJson<Expected>(before.expected) },
      ...{ people: evidence.people, beats },
    })
    const { count } = await tx.testRecord.updateMany({
      where: { id, workspaceId, version, result: 'waiting' },
      data: {
        ...judgedColumns(judged),
        actual: storableJson({ ...answer, reached: reachedBy(answer.contact, evidence.people) }),
        evidence: storableJson({
          ...{ ...evidence, verdicts: judged.verdicts, faults: judged.faults },
          beats: evidence.beats.map((beat, i) => ({ ...beat, actual: beats[i]?.actual })),
        }),
        version: { increment: 1 },
      },
    })
    if (count === 0) return fail('stale-version', { current: { version: before.version } })
    const { result } = judged
    const settling = { workspaceId, subject: before.subject, result, runId: before.runId, recordId: id }
    await settleEarlier(tx, record, settling)
    await countResult(tx, before.runId, result)
    record({ action: 'test-record.entered', subject: { kind: 'test-record', id }, more: { result } })
    return ok({ version: version + 1 })
  })
}
