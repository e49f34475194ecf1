import { approvalState } from '@/lib/approvals/approval-state'
import { type Actor, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { containsText } from '@/lib/server/contains'
import { db } from '@/lib/server/db'
import { type CsvColumn, csvStream } from '@/lib/shared/csv'
import { ok, type Result } from '@/lib/shared/result'
import type { AnswerSpec, Sending } from './schema'
import { modeOf, type StoredTarget, sendingOf, specOf } from './targets'
import { ANSWER_MODE_WORDS, type AnswerMode, type TARGET_SORTS } from './vocabulary'

export type TargetRow = {
  id: string
  version: number
  name: string
  /** With its query only for those who may change it: a query may carry a secret. */
  url: string
  answerMode: AnswerMode
  answerSpec: AnswerSpec
  sending: Sending
  isProduction: boolean
  /** For production: whether a second person signed it off as it is now. */
  signedOff: boolean
  archived: boolean
  updatedAt: Date
}

function shownUrl(actor: Actor, url: string | null): string {
  if (!url) return ''
  return can(actor, 'lab:write') ? url : new URL(url).origin + new URL(url).pathname
}

async function rowOf(actor: Actor, target: StoredTarget): Promise<TargetRow> {
  const { id, version, name, isProduction, archivedAt, updatedAt } = target
  const state = isProduction ? (await approvalState(actor.workspaceId, 'lab-target', id)).state : 'none'
  const spec = specOf(target)
  const sending = sendingOf(target)
  return {
    ...{ id, version, name, isProduction, updatedAt, archived: archivedAt !== null, signedOff: state === 'approved' },
    ...{ url: shownUrl(actor, target.url), answerMode: modeOf(target) },
    answerSpec: can(actor, 'lab:write') ? spec : { ...spec, lookupUrl: '' },
    sending: can(actor, 'lab:write') ? sending : { ...sending, prepareUrl: '' },
  }
}

export type TargetFilter = { q?: string | null; archived?: boolean | null }
type Window = {
  filter: TargetFilter
  sort: (typeof TARGET_SORTS)[number]
  dir: 'asc' | 'desc'
  skip: number
  take: number
}

/** One page of targets, those in use unless asked otherwise. */
export async function listTargets(
  actor: Actor,
  { filter, sort, dir, skip, take }: Window,
): Promise<{ rows: TargetRow[]; total: number }> {
  const { q, archived } = filter
  const where = {
    workspaceId: actor.workspaceId,
    archivedAt: archived ? { not: null } : null,
    ...(q ? { name: containsText(q) } : {}),
  }
  const [targets, total] = await Promise.all([
    db.labTarget.findMany({ where, orderBy: [{ [sort]: dir }, { id: dir }], skip, take }),
    db.labTarget.count({ where }),
  ])
  return { rows: await Promise.all(targets.map((target) => rowOf(actor, target))), total }
}

export async function readTarget(actor: Actor, id: string): Promise<TargetRow | null> {
  const target = await db.labTarget.findFirst({ where: { id, workspaceId: actor.workspaceId } })
  return target && rowOf(actor, target)
}

const COLUMNS: CsvColumn<TargetRow>[] = [
  { header: 'name', value: ({ name }) => name },
  { header: 'address', value: ({ url }) => (url ? new URL(url).origin + new URL(url).pathname : null) },
  { header: 'outcome', value: ({ answerMode }) => ANSWER_MODE_WORDS[answerMode].title },
  { header: 'production', value: ({ isProduction }) => (isProduction ? 'yes' : 'no') },
  { header: 'signed_off', value: ({ isProduction, signedOff }) => (isProduction ? (signedOff ? 'yes' : 'no') : null) },
]
const PAGE = 200

async function* pagesOf(actor: Actor, filter: TargetFilter): AsyncGenerator<TargetRow[]> {
  for (let skip = 0; ; skip += PAGE) {
    const { rows } = await listTargets(actor, { filter, sort: 'name', dir: 'asc', skip, take: PAGE })
    if (rows.length === 0) return
    yield rows
  }
}

export function exportTargets(actor: Actor, filter: TargetFilter): Promise<Result<ReadableStream<Uint8Array>>> {
  return transact<ReadableStream<Uint8Array>, string>(actor, async (_tx, record) => {
    const { q, ...named } = filter
    const subject = { kind: 'workspace', id: actor.workspaceId }
    record({ action: 'lab.exported', subject, more: { what: 'targets', ...named, searched: Boolean(q) } })
    return ok(csvStream(COLUMNS, pagesOf(actor, filter)))
  })
}
