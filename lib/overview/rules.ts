/** What stands in the way, and who it waits for. Pure: counts in, sentences out. */
export type OverviewFacts = {
  connections: number
  contacts: number
  needsReview: number
  setAside: number
  backlog: number
  failures: { sentence: string; count: number }[]
  notUnderstood: number
  /** Numbers whose username WhatsApp took away. */
  revokedHandles: readonly { numberId: string; label: string }[]
  exposed: number
  /** Things of the calendar that cannot both be meant. */
  clashes?: number
  entryPoints: {
    total: number
    wrong: number
    noOwner: number
    noRollback: number
    overdue: number
    moved: number
    verified: number
  }
}

/** The role a blocker waits for, as people call it. */
export type BlockerOwner = 'Developer' | 'CRM owner' | 'Support lead' | 'Marketing' | 'Operations' | 'Admin'

export type Blocker = {
  key: string
  kind: 'blocked' | 'stale' | 'open'
  title: string
  where: string
  owner: BlockerOwner
  /** Roles for which this is "waiting for me". */
  roles: readonly string[]
  href: string
}

const count = (n: number, one: string, many = `${one}s`): string =>
  `${n.toLocaleString('en-GB')} ${n === 1 ? one : many}`

function setUp(facts: OverviewFacts): Blocker[] {
  const found: Blocker[] = []
  if (facts.connections === 0) {
    const title = 'No WhatsApp connection yet: nothing can arrive'
    found.push({
      key: 'connect',
      kind: 'blocked',
      title,
      where: 'Settings',
      owner: 'Developer',
      roles: ['developer', 'admin'],
      href: '/settings/connections',
    })
  }
  if (facts.contacts === 0) {
    const title = 'No customers on file: every message makes a new contact'
    found.push({
      key: 'contacts',
      kind: 'blocked',
      title,
      where: 'Contacts',
      owner: 'CRM owner',
      roles: ['crm_owner'],
      href: '/contacts/import',
    })
  }
  if (facts.entryPoints.total === 0) {
    const title = 'The migration sheet is empty'
    found.push({
      key: 'sheet',
      kind: 'open',
      title,
      where: 'Entry points',
      owner: 'Marketing',
      roles: ['marketing'],
      href: '/entry-points/import',
    })
  }
  return found
}

/** Links and printed codes with the old name stop reaching us, so this is nobody's small print. */
function handles({ revokedHandles }: OverviewFacts): Blocker[] {
  return revokedHandles.map(({ numberId, label }) => ({
    key: `revoked-${numberId}`,
    kind: 'blocked',
    title: `WhatsApp took the username of ${label} away`,
    where: 'Settings, numbers',
    owner: 'Marketing',
    roles: ['marketing', 'admin'],
    href: `/settings/numbers?open=${numberId}`,
  }))
}

function deliveries(facts: OverviewFacts): Blocker[] {
  const found: Blocker[] = []
  if (facts.setAside > 0) {
    const title = `${count(facts.setAside, 'delivery was', 'deliveries were')} set aside after 5 tries`
    found.push({
      key: 'aside',
      kind: 'blocked',
      title,
      where: 'Deliveries',
      owner: 'Developer',
      roles: ['developer'],
      href: '/deliveries/posts',
    })
  }
  if (facts.needsReview > 0) {
    const title = `${count(facts.needsReview, 'message')} where nobody can tell who wrote`
    found.push({
      key: 'review',
      kind: 'blocked',
      title,
      where: 'Deliveries, needs review',
      owner: 'CRM owner',
      roles: ['crm_owner', 'support_lead'],
      href: '/deliveries?view=review',
    })
  }
  for (const [i, failure] of facts.failures.slice(0, 2).entries()) {
    const title = `${failure.sentence} (${count(failure.count, 'time')})`
    found.push({
      key: `failure-${i}`,
      kind: 'stale',
      title,
      where: 'Deliveries, failed by cause',
      owner: 'Developer',
      roles: ['developer'],
      href: '/deliveries/failures',
    })
  }
  if (facts.notUnderstood > 0) {
    const title = `${count(facts.notUnderstood, 'update')} not understood yet, kept as received`
    found.push({
      key: 'unknown',
      kind: 'open',
      title,
      where: 'Deliveries, not understood',
      owner: 'Developer',
      roles: ['developer'],
      href: '/deliveries/not-understood',
    })
  }
  return found
}

function sheet({ entryPoints }: OverviewFacts): Blocker[] {
  const found: Blocker[] = []
  const where = 'Entry points'
  if (entryPoints.wrong > 0) {
    const title = `${count(entryPoints.wrong, 'entry point reaches', 'entry points reach')} the wrong place`
    found.push({
      key: 'wrong',
      kind: 'blocked',
      title,
      where,
      owner: 'Marketing',
      roles: ['marketing'],
      href: '/entry-points?result=wrong',
    })
  }
  if (entryPoints.noRollback > 0) {
    const title = `${count(entryPoints.noRollback, 'critical entry point')} without a rollback path`
    found.push({
      key: 'rollback',
      kind: 'blocked',
      title,
      where,
      owner: 'Operations',
      roles: ['operations'],
      href: '/entry-points?lacks=rollback',
    })
  }
  if (entryPoints.overdue > 0) {
    const title = `${count(entryPoints.overdue, 'entry point')} past the update date`
    found.push({
      key: 'overdue',
      kind: 'stale',
      title,
      where,
      owner: 'Operations',
      roles: ['operations', 'marketing'],
      href: '/entry-points?lacks=move',
    })
  }
  if (entryPoints.noOwner > 0) {
    const title = `${count(entryPoints.noOwner, 'entry point')} without an owner`
    found.push({
      key: 'owner',
      kind: 'open',
      title,
      where,
      owner: 'Marketing',
      roles: ['marketing', 'operations'],
      href: '/entry-points?lacks=owner',
    })
  }
  return found
}

function calendar({ clashes = 0 }: OverviewFacts): Blocker[] {
  if (clashes === 0) return []
  return [
    {
      key: 'clashes',
      kind: 'stale',
      title: `${count(clashes, 'clash', 'clashes')} in the calendar`,
      where: 'Calendar',
      owner: 'Operations',
      roles: ['operations'],
      href: '/calendar#clashes',
    },
  ]
}

const WEIGHT: Record<Blocker['kind'], number> = { blocked: 0, stale: 1, open: 2 }

/** Everything in the way, the worst first. */
export function blockersOf(facts: OverviewFacts): Blocker[] {
  const all = [...setUp(facts), ...handles(facts), ...deliveries(facts), ...sheet(facts), ...calendar(facts)]
  return all
    .map((blocker, i) => ({ blocker, i }))
    .sort((a, b) => WEIGHT[a.blocker.kind] - WEIGHT[b.blocker.kind] || a.i - b.i)
    .map(({ blocker }) => blocker)
}

/** What of it waits for somebody with these roles. */
export function waitingFor(blockers: readonly Blocker[], roles: readonly string[]): Blocker[] {
  return blockers.filter((blocker) => blocker.roles.some((role) => roles.includes(role)))
}

/** The state of the rollout in one line. */
export function headline(facts: OverviewFacts, blockers: readonly Blocker[]): { title: string; sentence: string } {
  const stopping = blockers.filter((blocker) => blocker.kind === 'blocked').length
  const { total, moved, verified } = facts.entryPoints
  const progress =
    total === 0 ? 'No entry points yet.' : `${moved} of ${count(total, 'entry point')} moved, ${verified} verified.`
  if (facts.connections === 0)
    return {
      title: 'Connect WhatsApp to begin',
      sentence: 'Handrail listens beside production; nothing there depends on it.',
    }
  if (stopping > 0) {
    return {
      title: stopping === 1 ? 'One thing is in the way' : `${stopping} things are in the way`,
      sentence: progress,
    }
  }
  return { title: blockers.length > 0 ? 'Nothing is blocked' : 'All clear', sentence: progress }
}
