import { approvalState } from '@/lib/approvals/approval-state'
import { subjectEdited } from '@/lib/approvals/subject-edited'
import { type Actor, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import type { db, Tx } from '@/lib/server/db'
import { env } from '@/lib/server/env'
import { encrypt } from '@/lib/server/keys'
import { readAllowance, readOutsideUrl } from '@/lib/server/safe-fetch-address'
import { asJson } from '@/lib/server/sql'
import { newId } from '@/lib/shared/ids'
import { type Failure, fail, ok, type Result } from '@/lib/shared/result'
import { sentenceFor } from '@/lib/shared/sentences'
import {
  type AnswerSpec,
  answerSpecSchema,
  type Sending,
  sendingSchema,
  type TargetAt,
  type TargetChange,
  type TargetInput,
} from './schema'
import { ANSWER_MODES, type AnswerMode } from './vocabulary'

type Code =
  | 'not-allowed'
  | 'not-found'
  | 'stale-version'
  | 'target-exists'
  | 'target-address-refused'
  | 'target-secret-missing'
  | 'target-unanswered'
export type StoredTarget = Awaited<ReturnType<typeof db.labTarget.findFirstOrThrow>>

export const specOf = ({ answerSpec }: Pick<StoredTarget, 'answerSpec'>): AnswerSpec =>
  answerSpecSchema.parse(answerSpec === null ? { paths: {} } : asJson(answerSpec))
export const sendingOf = ({ sending }: Pick<StoredTarget, 'sending'>): Sending =>
  sendingSchema.parse(sending === null ? {} : asJson(sending))
export const modeOf = ({ answerMode }: Pick<StoredTarget, 'answerMode'>): AnswerMode =>
  ANSWER_MODES.find((mode) => mode === answerMode) ?? 'person'

/** What is known of a target without its secret, for people, the log and the sign-off. */
export function shownTarget(row: StoredTarget) {
  const { name, url, isProduction } = row
  return { name, url, isProduction, answerMode: modeOf(row), answerSpec: specOf(row), sending: sendingOf(row) }
}

/** A look-up address with its placeholders filled, so that it can be looked at as an address. */
const exampleOf = (template: string): string => template.replace(/\{\w+\}/g, 'x')

function addressProblem({ url, answerSpec, sending }: TargetInput): Failure<'target-address-refused'> | null {
  const allowance = readAllowance(env().fetchAllow)
  for (const address of [url, exampleOf(answerSpec.lookupUrl), sending.prepareUrl]) {
    if (address === '') continue
    const read = readOutsideUrl(address, allowance)
    if (!read.ok) return fail('target-address-refused', { reason: sentenceFor(read.code, read.details) })
  }
  return null
}

function problemOf(input: TargetInput, hasSecret: boolean): Failure<Code> | null {
  const refused = addressProblem(input)
  if (refused) return refused
  if (!hasSecret && input.secret === '') return fail('target-secret-missing')
  const { answerMode, answerSpec } = input
  const needsPath = answerMode === 'response' || answerMode === 'lookup'
  if (needsPath && answerSpec.paths.contact === '') return fail('target-unanswered')
  return answerMode === 'lookup' && answerSpec.lookupUrl === '' ? fail('target-unanswered') : null
}

function fieldsOf({ name, url, answerMode, answerSpec, sending, isProduction }: TargetInput) {
  return { name, url, answerMode, answerSpec, sending, isProduction }
}

const subjectOf = (id: string) => ({ kind: 'lab-target', id })
const purpose = 'lab-target' as const

/** Adds a handler of the company's own that payloads are fired at. Its secret cannot be read again. */
export async function addTarget(actor: Actor, input: TargetInput): Promise<Result<{ id: string }, Code>> {
  if (!can(actor, 'lab:write')) return fail('not-allowed')
  const problem = problemOf(input, false)
  if (problem) return problem
  const { workspaceId } = actor
  return transact<{ id: string }, Code>(actor, async (tx, record) => {
    if (await tx.labTarget.findFirst({ where: { workspaceId, name: input.name } })) return fail('target-exists')
    const id = newId('tgt')
    const secretCipher = encrypt(purpose, input.secret, id)
    await tx.labTarget.create({ data: { id, workspaceId, kind: 'http', ...fieldsOf(input), secretCipher } })
    record({ action: 'lab-target.added', subject: subjectOf(id), after: fieldsOf(input) })
    return ok({ id })
  })
}

/** Any change of a target makes the sign-off of a production one stale. */
export async function changeTarget(
  actor: Actor,
  { id, version, ...input }: TargetChange,
): Promise<Result<{ version: number }, Code>> {
  if (!can(actor, 'lab:write')) return fail('not-allowed')
  const problem = problemOf(input, true)
  if (problem) return problem
  const { workspaceId } = actor
  return transact<{ version: number }, Code>(actor, async (tx, record) => {
    const before = await tx.labTarget.findFirst({ where: { id, workspaceId } })
    if (!before) return fail('not-found')
    const namesake = await tx.labTarget.findFirst({ where: { workspaceId, name: input.name, id: { not: id } } })
    if (namesake) return fail('target-exists')
    const secret = input.secret === '' ? {} : { secretCipher: encrypt(purpose, input.secret, id) }
    const { count } = await tx.labTarget.updateMany({
      where: { id, workspaceId, version },
      data: { ...fieldsOf(input), ...secret, version: { increment: 1 } },
    })
    if (count === 0) return fail('stale-version', { current: { ...shownTarget(before), version: before.version } })
    record({
      ...{ action: 'lab-target.changed', subject: subjectOf(id), before: shownTarget(before), after: fieldsOf(input) },
      more: { secretReplaced: input.secret !== '' },
    })
    await subjectEdited(tx, actor, { kind: 'lab-target', subjectId: id })
    return ok({ version: version + 1 })
  })
}

/** Takes a target out of use, or back into it; its records stay. */
export async function archiveTarget(
  actor: Actor,
  { id, version, archived }: TargetAt & { archived: boolean },
  now = new Date(),
): Promise<Result<null, Code>> {
  if (!can(actor, 'lab:write')) return fail('not-allowed')
  const { workspaceId } = actor
  return transact<null, Code>(actor, async (tx, record) => {
    const before = await tx.labTarget.findFirst({ where: { id, workspaceId } })
    if (!before) return fail('not-found')
    const { count } = await tx.labTarget.updateMany({
      where: { id, workspaceId, version },
      data: { archivedAt: archived ? now : null, version: { increment: 1 } },
    })
    if (count === 0) return fail('stale-version', { current: { ...shownTarget(before), version: before.version } })
    record({ action: 'lab-target.archived', subject: subjectOf(id), more: { archived } })
    return ok(null)
  })
}

/** A production target takes nothing before a second person signed it off as it is now. */
export async function maySendTo(target: StoredTarget, reader?: Tx): Promise<boolean> {
  if (!target.isProduction) return true
  const { state } = await approvalState(target.workspaceId, 'lab-target', target.id, reader ? { reader } : {})
  return state === 'approved'
}
