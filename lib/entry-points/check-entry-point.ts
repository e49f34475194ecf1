import { type Actor, actorId, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import type { FetchHop } from '@/lib/server/safe-fetch'
import { fail, ok, type Result } from '@/lib/shared/result'
import type { Found } from './check-found'
import { lookAt } from './check-run'
import { saveLooked } from './check-save'
import { findCheckRow, findNeighbours } from './check-store'
import type { Verdict } from './check-verdict-rules'

/** What a check came to. `checkId` is null when there was nothing to visit, and then nothing was stored. */
export type CheckAnswer = {
  verdict: Verdict
  message: string
  found: Found[]
  hops: FetchHop[]
  checkId: string | null
}

export type CheckRefusal = 'not-allowed' | 'not-found' | 'entry-point-archived' | 'checks-busy'

/** People who wait at the same time for checks of this process; more of them would only wait for each other. */
const MOST_WAITING = 40
let waiting = 0

async function check(actor: Actor, id: string): Promise<Result<CheckAnswer, CheckRefusal>> {
  const row = await findCheckRow(actor.workspaceId, id)
  if (!row) return fail('not-found')
  if (row.archived) return fail('entry-point-archived')
  const neighbours = await findNeighbours(actor.workspaceId, row.location ? [row.location] : [])
  const looked = await lookAt(row, { neighbours })
  if (looked.kind === 'nothing') {
    return ok({ verdict: 'unverifiable', message: looked.sentence, found: [], hops: [], checkId: null })
  }
  return transact<CheckAnswer, CheckRefusal>(actor, async (tx, record) => {
    const saved = await saveLooked(tx, actor.workspaceId, { row, looked, checkedById: actorId(actor) })
    if (!saved) return fail('not-found')
    const { before, after, changed } = saved
    const subject = { kind: 'entry-point', id }
    const more = {
      method: 'fetch',
      expected: looked.expectation.destination,
      ...(changed ? { changedMeanwhile: true } : {}),
    }
    record({ action: 'entry-point.checked', subject, before, after, more })
    const { verdict, message } = looked.judgement
    return ok({ verdict, message, found: looked.visit.found, hops: looked.visit.hops, checkId: saved.checkId })
  })
}

/**
 * Visits one entry point now and keeps what was found. Not an edit: the version of the row stays, and a row that somebody
 * changed during the visit keeps its result; the check is kept as evidence for what it was compared with.
 */
export async function checkEntryPoint(actor: Actor, id: string): Promise<Result<CheckAnswer, CheckRefusal>> {
  if (!can(actor, 'entry-points:write')) return fail('not-allowed')
  if (waiting >= MOST_WAITING) return fail('checks-busy')
  waiting += 1
  try {
    return await check(actor, id)
  } finally {
    waiting -= 1
  }
}
