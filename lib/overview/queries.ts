import { requestsWaitingFor as signOffsWaitingFor } from '../approvals/queries'
import type { CalendarEntry } from '../calendar/entries'
import { calendarTroubles } from '../calendar/queries'
import { readCalendar } from '../calendar/read-calendar'
import { isRollingBackNow, type Rollout, readRollout } from '../calendar/rollout'
import { countKnown, type PlaceCounts } from '../contacts/coverage'
import { type DeliverySummary, deliverySummary } from '../deliveries/queries'
import { kindCoverage } from '../entry-points/kind-coverage'
import { type AskedKind, openKinds } from '../entry-points/kind-coverage-rules'
import { type EntryPointCounts, entryPointSummary } from '../entry-points/queries'
import { pollsToAnswer } from '../handles/poll-view'
import { revokedHandles } from '../handles/queries'
import { type ForecastRow, forecast } from '../identity/coverage'
import { requestsWaitingFor as handlesWaitingFor } from '../policy/requests'
import { readGates } from '../readiness/queries'
import type { Gate } from '../readiness/schema'
import type { Actor } from '../server/actor'
import { db } from '../server/db'
import { currentWorkspace } from '../server/workspace'
import { addDays, dayAt } from '../shared/zone-time'
import { type RolloutFacts, rolloutHeadline } from './rollout-rules'
import { type Blocker, blockersOf, headline, waitingFor } from './rules'
import { countOwnOpen } from './store'

export type Overview = {
  title: string
  sentence: string
  blockers: Blocker[]
  mine: Blocker[]
  ownOpen: number
  /** Sign-offs and requests for a handle that this person can decide. */
  toDecide: { signOffs: number; handles: number; polls: string[] }
  deliveries: DeliverySummary
  entryPoints: EntryPointCounts
  /** Kinds of entry points nobody has accounted for. */
  forgotten: AskedKind[]
  coverage: PlaceCounts
  /** At 30 % adoption. */
  forecast: ForecastRow | undefined
  contacts: number
  connections: number
  /** When the window of the next wave opens, if that is what the title is about. */
  opensAt: Date | null
  rollout: Rollout
  /** The gates of the next wave; of none in particular when no wave is planned. */
  gates: Gate[]
  nextDays: CalendarEntry[]
}

function factsOf({ current, next, gates }: Rollout): RolloutFacts {
  const closed = (all: readonly Gate[]) => all.filter((gate) => !gate.passes).length
  return {
    current: current
      ? {
          number: current.number,
          state: current.state === 'verifying' || current.state === 'done' ? current.state : 'releasing',
          rollingBack: isRollingBackNow(current),
          ...current.counts,
        }
      : null,
    next: next
      ? {
          number: next.number,
          state: next.state === 'ready' ? 'ready' : 'planned',
          closedGates: closed(gates.get(next.id) ?? []),
          startsAt: next.startsAt,
        }
      : null,
  }
}

const DAYS_AHEAD = 14
const PER_DAY = 4

/** What lies on the calendar from today on, without what is settled. */
async function nextDaysOf(actor: Actor, now: Date): Promise<CalendarEntry[]> {
  const { zone } = await currentWorkspace(actor)
  const first = dayAt(now, zone)
  const { entries } = await readCalendar(actor, { first, last: addDays(first, DAYS_AHEAD - 1), perDay: PER_DAY }, now)
  return entries.filter((entry) => entry.shape !== 'passed')
}

const ADOPTION = 0.3

/** Everything the first page says, asked together. */
export async function readOverview(actor: Actor, now = new Date()): Promise<Overview> {
  const { workspaceId } = actor
  const [deliveries, entryPoints, coverage, contacts, connections, ownOpen, signOffs, handles, polls, revoked, kinds] =
    await Promise.all([
      deliverySummary(actor, now),
      entryPointSummary(actor),
      countKnown(workspaceId),
      db.contact.count({ where: { workspaceId, state: 'active' } }),
      db.connection.count({ where: { workspaceId } }),
      actor.kind === 'member' ? countOwnOpen(workspaceId, actor.memberId) : 0,
      signOffsWaitingFor(actor).then((rows) => rows.length),
      handlesWaitingFor(actor).then((rows) => rows.length),
      actor.kind === 'member' ? pollsToAnswer(actor) : [],
      revokedHandles(actor),
      kindCoverage(actor),
    ])
  const { needsReview, setAside, backlog, notUnderstood } = deliveries
  const failures = deliveries.failures.map(({ sentence, count }) => ({ sentence, count }))
  const counts = { connections, contacts, needsReview, setAside, backlog, notUnderstood, failures }
  const facts = { ...counts, exposed: coverage.exposed, revokedHandles: revoked, entryPoints }
  const rollout = await readRollout(actor)
  const nextGates = rollout.next ? rollout.gates.get(rollout.next.id) : undefined
  const [troubles, nextDays, gates] = await Promise.all([
    calendarTroubles(actor, rollout.waves, now),
    nextDaysOf(actor, now),
    nextGates ?? readGates(actor, null),
  ])
  const blockers = blockersOf({ ...facts, clashes: troubles.clashes.length })
  const told = connections === 0 ? null : rolloutHeadline(factsOf(rollout))
  const { title, sentence } = told ?? headline(facts, blockers)
  return {
    ...{ title, sentence, opensAt: told?.opensAt ?? null, rollout, gates, nextDays },
    blockers,
    mine: waitingFor(blockers, actor.kind === 'member' ? actor.roles : []),
    ownOpen,
    toDecide: { signOffs, handles, polls },
    deliveries,
    entryPoints,
    forgotten: openKinds(kinds),
    coverage,
    forecast: forecast(coverage, [ADOPTION])[0],
    contacts,
    connections,
  }
}
