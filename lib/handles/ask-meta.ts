import { type Actor, can } from '@/lib/server/actor'
import { type Recorder, transact } from '@/lib/server/audit'
import { db, type Prisma, sqlOf, type Tx, writeTransaction } from '@/lib/server/db'
import { type GraphAccess, graphAccess, type NoAccess } from '@/lib/settings/graph-token'
import { type Failure, fail, ok, type Result } from '@/lib/shared/result'
import type { GraphCode, UsernameStanding } from '@/lib/whatsapp/graph'
import { newsOf, nextAskAt, problemOf } from './meta-ask-rules'
import { afterNews, type MetaNews, saysMore } from './meta-rules'
import type { ClaimName, NumberAt, ReleaseName } from './schema'

type HandleRecord = Prisma.HandleGetPayload<object>
type Refusal = 'not-allowed' | 'not-found' | NoAccess | GraphCode

const HOUR_MS = 3_600_000

type Heard = { handle: HandleRecord; news: MetaNews | null; now: Date }

/** Writes what Meta answered, by the rules its webhooks go by. */
async function writeAnswer(tx: Tx, record: Recorder, { handle, news, now }: Heard): Promise<void> {
  const fresh = await tx.handle.findUniqueOrThrow({ where: { id: handle.id } })
  const after = news && afterNews(fresh, news)
  const more = after && saysMore(fresh, after)
  const { id, workspaceId } = fresh
  await tx.handle.updateMany({
    where: { id, workspaceId },
    data: {
      ...(after ?? { metaCheckedAt: now }),
      metaAskAt: nextAskAt(now, null),
      ...(more ? { version: { increment: 1 } } : {}),
    },
  })
  await sqlOf(tx).run('UPDATE "Handle" SET "metaProblem" = NULL WHERE "id" = ?', [id])
  if (!more) return
  const shown = ({ state, metaState, metaName }: Pick<HandleRecord, 'state' | 'metaState' | 'metaName'>) => ({
    ...{ state, metaState, metaName },
  })
  record({
    ...{ action: 'handle.meta-changed', subject: { kind: 'handle', id } },
    ...{ before: shown(fresh), after: shown({ ...fresh, ...after }), more: { numberId: fresh.numberId, by: 'asking' } },
  })
}

async function writeProblem(actor: Actor, handle: HandleRecord, { code, details = {} }: Failure<string>, now: Date) {
  const { id, workspaceId } = handle
  const seconds = typeof details.seconds === 'number' ? details.seconds : undefined
  const metaAskAt = nextAskAt(now, { code, heardAt: handle.metaCheckedAt, ...(seconds ? { seconds } : {}) })
  await transact<null, string>(actor, async (tx, record) => {
    const metaProblem = { code, details } as Prisma.InputJsonValue
    await tx.handle.updateMany({ where: { id, workspaceId }, data: { metaProblem, metaAskAt } })
    const before = problemOf(handle.metaProblem)
    // The clock meets the same wall again and again: the log says so once.
    if (before?.code !== code || actor.kind === 'member') {
      record({ action: 'handle.meta-refused', subject: { kind: 'handle', id }, more: { code, ...codesOf(details) } })
    }
    return ok(null)
  })
}

const codesOf = ({ metaCode, trace }: Record<string, unknown>) => ({ metaCode: metaCode ?? null, trace: trace ?? null })

type Ready = { handle: HandleRecord; access: GraphAccess }

async function ready(actor: Actor, where: { numberId: string } | { id: string }): Promise<Result<Ready, Refusal>> {
  const { workspaceId } = actor
  const handle = await db.handle.findFirst({ where: { ...where, workspaceId } })
  if (!handle) return fail('not-found')
  const access = await graphAccess(workspaceId, handle.numberId)
  return access.ok ? ok({ handle, access: access.value }) : access
}

/** Asks Meta what the number holds now, and keeps the answer. */
export async function askMeta(
  actor: Actor,
  { numberId }: NumberAt,
  now = new Date(),
): Promise<Result<UsernameStanding, Refusal>> {
  if (!can(actor, 'handles:write')) return fail('not-allowed')
  const found = await ready(actor, { numberId })
  return found.ok ? readInto(actor, found.value, now) : found
}

async function readInto(
  actor: Actor,
  { handle, access }: Ready,
  now: Date,
): Promise<Result<UsernameStanding, Refusal>> {
  const answer = await access.client.read(access.phoneNumberId)
  if (!answer.ok) {
    await writeProblem(actor, handle, answer, now)
    return answer
  }
  const { value } = answer
  await transact<null, string>(actor, async (tx, record) => {
    await writeAnswer(tx, record, { handle, news: newsOf(value, handle.metaState, now), now })
    return ok(null)
  })
  return ok(value)
}

/** Names Meta offers for the number. Nothing is kept: whoever likes one puts it on the list of candidates. */
export async function suggestNames(actor: Actor, { numberId }: NumberAt): Promise<Result<string[], Refusal>> {
  if (!can(actor, 'handles:write')) return fail('not-allowed')
  const access = await graphAccess(actor.workspaceId, numberId)
  if (!access.ok) return access
  return access.value.client.suggest(access.value.phoneNumberId)
}

type ClaimRefusal = Refusal | 'handle-not-signed' | 'stale-version'

/**
 * Asks Meta for the name that was signed off, and only for that one. That it is asked for is written down before, with
 * the version; so two people never ask at once, and a process that dies in between leaves a trace and a next question.
 */
export async function claimName(
  actor: Actor,
  { handleId, version, force }: ClaimName,
  now = new Date(),
): Promise<Result<UsernameStanding, ClaimRefusal>> {
  if (!can(actor, 'handles:write')) return fail('not-allowed')
  const found = await ready(actor, { id: handleId })
  if (!found.ok) return found
  const { handle, access } = found.value
  const username = handle.approvedName
  if (!username || handle.state === 'deciding') return fail('handle-not-signed')
  const asked = await note(actor, handle, {
    version,
    now,
    action: 'handle.claim-asked',
    more: { name: username, force },
  })
  if (!asked.ok) return asked
  const answer = await access.client.claim(access.phoneNumberId, { username, force })
  return keep(actor, handle, { answer, now })
}

/** Gives the name up at Meta. Links with it stop reaching the number, and anybody may claim it afterwards. */
export async function releaseName(
  actor: Actor,
  { handleId, version }: ReleaseName,
  now = new Date(),
): Promise<Result<UsernameStanding, ClaimRefusal>> {
  if (!can(actor, 'handles:write')) return fail('not-allowed')
  const found = await ready(actor, { id: handleId })
  if (!found.ok) return found
  const { handle, access } = found.value
  const asked = await note(actor, handle, {
    version,
    now,
    action: 'handle.release-asked',
    more: { name: handle.metaName },
  })
  if (!asked.ok) return asked
  const answer = await access.client.release(access.phoneNumberId)
  return keep(actor, handle, { answer: answer.ok ? ok({ username: null, status: null }) : answer, now })
}

type Note = {
  version: number
  now: Date
  action: 'handle.claim-asked' | 'handle.release-asked'
  more: Record<string, unknown>
}

function note(actor: Actor, { id, workspaceId }: HandleRecord, { version, now, action, more }: Note) {
  return transact<null, 'stale-version'>(actor, async (tx, record) => {
    // Whatever becomes of the question, the clock looks soon.
    const data = { version: { increment: 1 }, metaAskAt: new Date(now.getTime() + 60_000) }
    const { count } = await tx.handle.updateMany({ where: { id, workspaceId, version }, data })
    if (count === 0) return fail('stale-version')
    record({ action, subject: { kind: 'handle', id }, more })
    return ok(null)
  })
}

type Answered = { answer: Result<UsernameStanding, GraphCode>; now: Date }

async function keep(
  actor: Actor,
  handle: HandleRecord,
  { answer, now }: Answered,
): Promise<Result<UsernameStanding, GraphCode>> {
  if (!answer.ok) {
    await writeProblem(actor, handle, answer, now)
    return answer
  }
  const { value } = answer
  await transact<null, string>(actor, async (tx, record) => {
    await writeAnswer(tx, record, { handle, news: newsOf(value, handle.metaState, now), now })
    return ok(null)
  })
  return ok(value)
}

const AT_ONCE = 50

/** Asks about every handle whose time has come, for the worker. Returns how many were asked about. */
export async function followMeta(now: Date, actorOf: (workspaceId: string) => Actor): Promise<number> {
  const tokens = await db.portfolio.findMany({ where: { graphTokenCipher: { not: null } }, select: { id: true } })
  if (tokens.length === 0) return 0
  const numbers = await db.businessNumber.findMany({
    where: { portfolioId: { in: tokens.map(({ id }) => id) } },
    select: { id: true },
  })
  const due = await db.handle.findMany({
    where: {
      numberId: { in: numbers.map(({ id }) => id) },
      OR: [{ metaAskAt: null }, { metaAskAt: { lte: now } }],
    },
    orderBy: [{ metaAskAt: 'asc' }, { id: 'asc' }],
    take: AT_ONCE,
  })
  let asked = 0
  for (const handle of due) {
    // Taken for this process; another one that looks meanwhile finds it in the future.
    const taken = await writeTransaction((tx) =>
      tx.handle.updateMany({
        where: { id: handle.id, metaAskAt: handle.metaAskAt },
        data: { metaAskAt: new Date(now.getTime() + HOUR_MS) },
      }),
    )
    const access = taken.count === 1 ? await graphAccess(handle.workspaceId, handle.numberId) : null
    if (!access?.ok) continue
    await readInto(actorOf(handle.workspaceId), { handle, access: access.value }, now)
    asked += 1
  }
  return asked
}
