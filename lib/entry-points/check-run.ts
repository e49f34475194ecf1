import { outsideFetch } from '@/lib/server/safe-fetch'
import { type Expectation, expectationOf, planVisit, wantedAddresses } from './check-expected-rules'
import type { CheckRow, Neighbour } from './check-store'
import { type Judgement, judgeVisit } from './check-verdict-rules'
import { type Visit, type VisitTools, visit } from './check-visit'
import { readCodes } from './qr-read'

/** What looking at one row came to, before anything is stored. */
export type Looked =
  | { kind: 'nothing'; sentence: string }
  | { kind: 'looked'; url: string; visit: Visit; expectation: Expectation; judgement: Judgement }

export function visitTools(): VisitTools {
  return { fetch: outsideFetch(), readCodes }
}

/** Visits of one run by address, so that rows on the same page share one visit. */
export type Visits = Map<string, Promise<Visit>>

async function visitPlanned(
  row: CheckRow,
  plan: { url: string; assumed: boolean },
  signal?: AbortSignal,
): Promise<Visit> {
  const options = { wanted: wantedAddresses(row), ...(signal ? { signal } : {}) }
  const secure = await visit(visitTools(), plan.url, options)
  // "larkmoss.example" says nothing of https; a site that has none is asked once more without.
  const refused = secure.end.kind === 'failed' && secure.end.failure.code === 'fetch-unreachable'
  if (!plan.assumed || !refused || secure.hops.length > 1) return secure
  return visit(visitTools(), plan.url.replace(/^https:/, 'http:'), options)
}

export type LookOptions = { neighbours: readonly Neighbour[]; visits?: Visits; signal?: AbortSignal }

/** Visits what a row names and judges it against where the row should lead today. */
export async function lookAt(row: CheckRow, { neighbours, visits, signal }: LookOptions): Promise<Looked> {
  const plan = planVisit(row)
  if (plan.kind === 'nothing') return plan
  const wanted = [...wantedAddresses(row)].sort().join(' ')
  const key = `${plan.url} ${wanted}`
  const made = visits?.get(key) ?? visitPlanned(row, plan, signal)
  visits?.set(key, made)
  const seen = await made
  const expectation = expectationOf(row)
  const theirs = neighbours.filter((one) => one.id !== row.id && one.location === row.location)
  const destinations = theirs.map((one) => one.destination)
  return {
    kind: 'looked',
    url: plan.url,
    visit: seen,
    expectation,
    judgement: judgeVisit(seen, expectation, destinations),
  }
}
