import type { Tx } from '@/lib/server/db'
import { type Expectation, expectationOf } from './check-expected-rules'
import { resultAfterFetch } from './check-outcome-rules'
import type { Looked } from './check-run'
import { type CheckRow, findCheckRow, findSources, insertCheck, updateResult } from './check-store'
import type { TestResult } from './kinds'

type State = { testResult: TestResult; testMessage: string | null }

export type Saved = {
  checkId: string
  before: State
  after: State
  /** Somebody changed the row during the visit, so its result was left alone. */
  changed: boolean
}

/** The wave may have been released while the page was being read: then the row should lead elsewhere by now. */
function sameExpectation(a: Expectation, b: Expectation): boolean {
  return a.side === b.side && a.destination === b.destination
}

type Seen = { row: CheckRow; looked: Extract<Looked, { kind: 'looked' }>; checkedById: string | null; now?: Date }

/** Stores a check and, where the row is still what was checked, its result. Null when the row is gone. */
export async function saveLooked(tx: Tx, workspaceId: string, seen: Seen): Promise<Saved | null> {
  const { row, looked, checkedById, now = new Date() } = seen
  const current = await findCheckRow(workspaceId, row.id, tx)
  if (!current) return null
  const { verdict, message } = looked.judgement
  const { visit, expectation } = looked
  const check = { row, method: 'fetch', verdict, message, expectation, found: visit.found, hops: visit.hops } as const
  const source = (await findSources(workspaceId, [row.id], tx)).get(row.id)
  const checkId = await insertCheck(tx, workspaceId, { ...check, checkedById, checkedAt: now })
  const before = { testResult: current.testResult, testMessage: current.testMessage }
  const stays: Saved = { checkId, before, after: before, changed: false }
  if (!sameExpectation(expectationOf(current), expectation)) return { ...stays, changed: true }
  const testResult = resultAfterFetch(verdict, { result: current.testResult, source })
  if (!testResult) return stays
  const compared = {
    ...current,
    location: row.location,
    currentDestination: row.currentDestination,
    newDestination: row.newDestination,
  }
  const written = await updateResult(tx, workspaceId, compared, { testResult, testMessage: message, testedAt: now })
  return written ? { ...stays, after: { testResult, testMessage: message } } : { ...stays, changed: true }
}
