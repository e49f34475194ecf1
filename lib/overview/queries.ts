import { type DeliverySummary, deliverySummary } from '../deliveries/queries'
import { type EntryPointCounts, entryPointSummary } from '../entry-points/queries'
import { revokedHandles } from '../handles/queries'
import { type ForecastRow, forecast } from '../identity/coverage'
import type { Actor } from '../server/actor'
import { db } from '../server/db'
import { type Blocker, blockersOf, headline, waitingFor } from './rules'
import { type CoverageCounts, countCoverage, countOwnOpen } from './store'

export type Overview = {
  title: string
  sentence: string
  blockers: Blocker[]
  mine: Blocker[]
  ownOpen: number
  deliveries: DeliverySummary
  entryPoints: EntryPointCounts
  coverage: CoverageCounts
  /** At 30 % adoption. */
  forecast: ForecastRow | undefined
  contacts: number
  connections: number
}

const ADOPTION = 0.3

/** Everything the first page says, asked together. */
export async function readOverview(actor: Actor, now = new Date()): Promise<Overview> {
  const { workspaceId } = actor
  const [deliveries, entryPoints, coverage, contacts, connections, ownOpen, revoked] = await Promise.all([
    deliverySummary(actor, now),
    entryPointSummary(actor),
    countCoverage(workspaceId),
    db.contact.count({ where: { workspaceId, state: 'active' } }),
    db.connection.count({ where: { workspaceId } }),
    actor.kind === 'member' ? countOwnOpen(workspaceId, actor.memberId) : 0,
    revokedHandles(actor),
  ])
  const { needsReview, setAside, backlog, notUnderstood } = deliveries
  const failures = deliveries.failures.map(({ sentence, count }) => ({ sentence, count }))
  const counts = { connections, contacts, needsReview, setAside, backlog, notUnderstood, failures }
  const facts = { ...counts, exposed: coverage.exposed, revokedHandles: revoked, entryPoints }
  const blockers = blockersOf(facts)
  return {
    ...headline(facts, blockers),
    blockers,
    mine: waitingFor(blockers, actor.kind === 'member' ? actor.roles : []),
    ownOpen,
    deliveries,
    entryPoints,
    coverage,
    forecast: forecast(coverage, [ADOPTION])[0],
    contacts,
    connections,
  }
}
