import './lib/server/check-env'
import { setPriority } from 'node:os'
import { exportCheckpoints } from './lib/audit/checkpoint'
import { removeOldChecks } from './lib/entry-points/check-old'
import { expireWaitingChanges } from './lib/identity/expire-waiting'
import { resolveNext } from './lib/identity/resolve-batch'
import { ResolverMetrics } from './lib/identity/resolver-metrics'
import { openIntake } from './lib/receiver/intake'
import type { ChildAnswer, ChildMessage } from './lib/server/child-process'
import { env } from './lib/server/env'
import { type Schedule, startSchedules } from './lib/server/jobs'
import { removeExpired } from './lib/server/jobs-cleanup'
import { purgeDeliveryBodies } from './lib/server/jobs-retention'
import { closeServer, endWithParent, onShutdown } from './lib/server/lifecycle'
import { log } from './lib/server/log'
import { Metrics } from './lib/server/metrics'
import { addProcessMetrics } from './lib/server/metrics-process'
import { withBreath } from './lib/server/shared-lock'
import { asJson, openSql } from './lib/server/sql'
import { startWorkLoop } from './lib/server/work-loop'
import { openWorkerAddress } from './lib/server/worker-address'

/**
 * The process behind the answers: it resolves what the receiver stored and keeps the schedules. Everything it does can
 * be repeated, so it may be killed at any moment, and several of them may share one database.
 */
const BREATH_MS = 3
/** Only matters for what another machine stored, or when a wake-up got lost with a server that was killed. */
const IDLE_MS = 300

/** Who waits for an answer comes first: people and WhatsApp wait for the server, nobody waits for the worker. */
const LOWER_PRIORITY = 10
try {
  setPriority(LOWER_PRIORITY)
} catch (error) {
  log.warn({ err: error }, 'the worker runs at the priority of the server')
}

/** A million contacts are about this much; it is address space, not memory. */
const MAPPED_BYTES = 2_000_000_000

const sql = openSql(env().databaseUrl, { maxConnections: 4, mappedBytes: MAPPED_BYTES })
const shared = withBreath(sql, BREATH_MS)
const intake = openIntake(env().databaseUrl)

const metrics = new Metrics()
addProcessMetrics(metrics, 'worker')
const counts = new ResolverMetrics(metrics)

/**
 * So many new deliveries between two rounds are a burst. Then the worker does a little and rests, because its writes
 * would slow the disk that every answer waits for; what piles up is resolved right after the burst.
 */
const BURST = 400
const BURST_UPDATES = 200
const BURST_REST_MS = 400

const loop = startWorkLoop({
  async step() {
    const taken = await intake.take()
    const inBurst = taken >= BURST
    if (inBurst) await new Promise((resolve) => setTimeout(resolve, BURST_REST_MS))
    const { deliveries } = await resolveNext(shared, {
      ...(inBurst ? { deliveries: BURST_UPDATES, updates: BURST_UPDATES } : {}),
      onCommitted: (committed) => counts.committed(committed),
      onFailure(error, failed) {
        counts.failed(failed)
        log.error({ err: error, ...failed }, 'a delivery could not be processed')
      },
    })
    return { more: deliveries > 0 || taken > 0 }
  },
  onError: (error) => log.error({ err: error }, 'deliveries could not be resolved; trying again'),
  idleMs: IDLE_MS,
  breathMs: 0,
  firstRetryMs: 100,
  slowestRetryMs: 5_000,
})

/** Prisma is loaded only when there is an import to look at: a worker that resolves has no use for it. */
async function continueImports(now: Date): Promise<void> {
  const open = await sql.all(
    'SELECT 1 AS "one" FROM "Batch" WHERE "state" IN (\'staged\',\'running\',\'undoing\') LIMIT 1',
  )
  if (open.length === 0) return
  const { recoverImports } = await import('./lib/contacts/recover-imports')
  await recoverImports(now)
}

/** Checks wait for other people's servers, so they have a rhythm of their own beside the resolving. */
const CHECKS_IDLE_MS = 1_000
const checksEnd = new AbortController()
const checks = startWorkLoop({
  async step() {
    const open = await sql.all(
      'SELECT 1 AS "one" FROM "Batch" WHERE "kind" = \'entry-points-check\' AND "state" = \'running\' LIMIT 1',
    )
    if (open.length === 0) return { more: false }
    const { workThroughChecks } = await import('./lib/entry-points/check-work')
    return workThroughChecks(checksEnd.signal)
  },
  onError: (error) => log.error({ err: error }, 'entry points could not be checked; trying again'),
  idleMs: CHECKS_IDLE_MS,
  breathMs: 0,
  firstRetryMs: 1_000,
  slowestRetryMs: 30_000,
})

async function startScheduledChecks(now: Date): Promise<void> {
  const due = await sql.all('SELECT 1 AS "one" FROM "CheckSchedule" WHERE "everyHours" > 0 AND "nextAt" <= ? LIMIT 1', [
    now,
  ])
  if (due.length === 0) return
  const { startDueChecks } = await import('./lib/entry-points/check-schedule')
  await startDueChecks(now)
}

async function endOverdueRequests(now: Date): Promise<void> {
  const due = await sql.all(
    `SELECT 1 AS "one" FROM "ApprovalRequest" WHERE "state" = 'open' AND "expiresAt" <= ? LIMIT 1`,
    [now],
  )
  if (due.length === 0) return
  const { expireRequests } = await import('./lib/approvals/expire-requests')
  await expireRequests(now)
}

/** Prisma is loaded only when somebody got an identifier since the last look. */
async function lookAtArrivals(now: Date): Promise<void> {
  const [kept] = await sql.all(`SELECT "args" FROM "Job" WHERE "uniqueKey" = 'duplicates-watch'`)
  const { after = '' } = kept ? asJson<{ after?: string }>(kept.args) : {}
  const fresh = await sql.all('SELECT 1 AS "one" FROM "Identifier" WHERE "id" > ? LIMIT 1', [after])
  if (fresh.length === 0) return
  const { scanArrivals } = await import('./lib/duplicates/run-scans')
  await scanArrivals(sql, now)
}

async function mergeByRule(): Promise<void> {
  const on = await sql.all('SELECT 1 AS "one" FROM "DedupRuleSet" WHERE "active" = ? LIMIT 1', [true])
  if (on.length === 0) return
  const { mergeProvisional } = await import('./lib/duplicates/merge-provisional')
  await mergeProvisional()
}

async function finishErasing(): Promise<void> {
  const open = await sql.all('SELECT 1 AS "one" FROM "Erasure" WHERE "doneAt" IS NULL LIMIT 1')
  if (open.length === 0) return
  const { finishErasures } = await import('./lib/erasure/finish-erasures')
  await finishErasures(sql)
}

async function lookAtEverybody(now: Date): Promise<void> {
  const { startNightlyScans } = await import('./lib/duplicates/run-scans')
  await startNightlyScans(now)
}

async function countCoverage(now: Date): Promise<void> {
  const { keepCoverageDays } = await import('./lib/contacts/coverage')
  await keepCoverageDays(now)
}

/** A scan has a rhythm of its own: it may take seconds, and messages are resolved meanwhile. */
const scans = startWorkLoop({
  async step() {
    const open = await sql.all(`SELECT 1 AS "one" FROM "DuplicateScan" WHERE "state" = 'running' LIMIT 1`)
    if (open.length === 0) return { more: false }
    const { runScans } = await import('./lib/duplicates/run-scans')
    await runScans(sql)
    return { more: false }
  },
  onError: (error) => log.error({ err: error }, 'contacts could not be looked through; trying again'),
  idleMs: 1_000,
  breathMs: 0,
  firstRetryMs: 1_000,
  slowestRetryMs: 30_000,
})

async function startPlans(now: Date): Promise<void> {
  const due = await sql.all(
    `SELECT 1 AS "one" FROM "TestPlan" WHERE "schedule" IS NOT NULL AND "nextAt" <= ? AND "archivedAt" IS NULL LIMIT 1`,
    [now],
  )
  if (due.length === 0) return
  const { startDuePlans } = await import('./lib/lab/start-due-plans')
  await startDuePlans(now)
}

/** A test run waits for the handler it fires at, so it has a rhythm of its own. */
const labEnd = new AbortController()
const lab = startWorkLoop({
  async step() {
    const open = await sql.all(
      `SELECT 1 AS "one" FROM "TestRun" WHERE "state" IN ('queued','running') AND ("heldUntil" IS NULL OR "heldUntil" < ?) LIMIT 1`,
      [new Date()],
    )
    if (open.length === 0) return { more: false }
    const { workThroughRuns } = await import('./lib/lab/run-work')
    const { outsideFetch } = await import('./lib/server/safe-fetch')
    return workThroughRuns(outsideFetch(), labEnd.signal)
  },
  onError: (error) => log.error({ err: error }, 'a test run could not go on; trying again'),
  idleMs: 1_000,
  breathMs: 0,
  firstRetryMs: 1_000,
  slowestRetryMs: 30_000,
})

/** Webhooks tell of changes at once; asking finds what a webhook that was missed would have told. */
async function askAboutHandles(now: Date): Promise<void> {
  const due = await sql.all(
    `SELECT 1 AS "one" FROM "Portfolio" p JOIN "BusinessNumber" n ON n."portfolioId" = p."id"
     JOIN "Handle" h ON h."numberId" = n."id"
     WHERE p."graphTokenCipher" IS NOT NULL AND (h."metaAskAt" IS NULL OR h."metaAskAt" <= ?) LIMIT 1`,
    [now],
  )
  if (due.length === 0) return
  const { followMeta } = await import('./lib/handles/ask-meta')
  const { systemActor } = await import('./lib/server/actor')
  await followMeta(now, (workspaceId) => systemActor(workspaceId, 'worker'))
}

/** Nothing is looked for while there is no mail server; what waits then is young enough to be sent, or given up. */
async function sendMail(now: Date): Promise<void> {
  const { SMTP_URL, NEXTAUTH_URL, PORT } = env()
  if (SMTP_URL === undefined) return
  const due = await sql.all(
    `SELECT 1 AS "one" FROM "Notification" WHERE "mailState" = 'waiting'
     UNION ALL SELECT 1 FROM "Outbox" WHERE "channel" = 'email' AND "state" = 'waiting' AND "nextTryAt" <= ? LIMIT 1`,
    [now],
  )
  if (due.length === 0) return
  const baseUrl = NEXTAUTH_URL ? new URL(NEXTAUTH_URL).origin : `http://localhost:${PORT}`
  const { openMailer } = await import('./lib/server/mailer')
  const { collectMail } = await import('./lib/notifications/collect-mail')
  const { sendDueMail } = await import('./lib/notifications/send-mail')
  await collectMail(now, baseUrl)
  const mailer = openMailer(SMTP_URL, baseUrl)
  try {
    await sendDueMail(now, mailer, (sentence) => log.warn({ sentence }, 'an e-mail could not be sent; it waits'))
  } finally {
    mailer.close()
  }
}

async function sendWebhooks(now: Date): Promise<void> {
  const due = await sql.all(
    `SELECT 1 AS "one" FROM "Outbox" WHERE "channel" = 'webhook' AND "state" = 'waiting' AND "nextTryAt" <= ? LIMIT 1`,
    [now],
  )
  if (due.length === 0) return
  const { sendDueWebhooks } = await import('./lib/webhooks/send')
  const { outsideFetch } = await import('./lib/server/safe-fetch')
  await sendDueWebhooks(now, outsideFetch(), (sentence) =>
    log.warn({ sentence }, 'a webhook could not be sent; it waits'),
  )
}

const schedules: Schedule[] = [
  { name: 'continue imports', when: '* * * * *', atStart: true, run: continueImports },
  { name: 'export audit checkpoints', when: '*/5 * * * *', run: (now) => exportCheckpoints(sql, now) },
  { name: 'end waiting identity changes', when: '*/10 * * * *', run: (now) => expireWaitingChanges(shared, now) },
  { name: 'purge delivery bodies', when: '7 * * * *', run: (now) => purgeDeliveryBodies(shared, now) },
  { name: 'start scheduled checks', when: '* * * * *', run: startScheduledChecks },
  { name: 'start test plans', when: '* * * * *', run: startPlans },
  { name: 'end overdue requests for a sign-off', when: '*/5 * * * *', run: endOverdueRequests },
  { name: 'send e-mail', when: '*/15 * * * * *', run: sendMail },
  { name: 'send webhooks', when: '*/5 * * * * *', run: sendWebhooks },
  { name: 'ask WhatsApp about handles', when: '* * * * *', run: askAboutHandles },
  { name: 'look at contacts that arrived', when: '30 * * * * *', run: lookAtArrivals },
  { name: 'finish erasing people', when: '*/5 * * * * *', atStart: true, run: finishErasing },
  { name: 'merge what the rules allow', when: '*/15 * * * * *', run: mergeByRule },
  { name: 'count coverage', when: '11 */6 * * *', run: countCoverage },
  { name: 'look at all contacts', when: '17 2 * * *', run: lookAtEverybody },
  { name: 'remove old checks', when: '41 3 * * *', run: (now) => removeOldChecks(sql, now) },
  { name: 'remove what has expired', when: '23 * * * *', run: (now) => removeExpired(sql, now) },
]
const clock = startSchedules(schedules, (error, name) => log.error({ err: error, schedule: name }, 'a schedule failed'))

const onError = (error: unknown) => log.error({ err: error }, 'a request to the worker failed')
const address = openWorkerAddress({ sql, metrics, settings: env(), onError }).catch((error: unknown) => {
  process.stderr.write(`Handrail cannot start: HANDRAIL_METRICS_PORT cannot be opened (${String(error)}).\n`)
  process.exit(1)
})

const { end } = onShutdown(
  [
    { name: 'http', run: async () => address.then((server) => server && closeServer(server, 500)) },
    {
      name: 'resolving, checks and schedules',
      run() {
        // Requests to the outside are cut off; the rows they were for go on waiting.
        checksEnd.abort()
        labEnd.abort()
        return Promise.all([loop.stop(), checks.stop(), lab.stop(), scans.stop(), clock.stop()]).then(() => undefined)
      },
    },
    { name: 'inbox', run: () => intake.close() },
    { name: 'database', run: () => sql.close() },
  ],
  { limitMs: 5_000, onError: (error) => log.error({ err: error }, 'while the worker ended') },
)

function tellMetrics(): void {
  const answer: ChildAnswer = { kind: 'metrics', families: metrics.snapshot() }
  process.send?.(answer, undefined, undefined, () => undefined)
}

process.on('message', (message: ChildMessage) => {
  if (message.kind === 'wake') loop.wake()
  else if (message.kind === 'metrics') tellMetrics()
  else end()
})
// A worker without its server would go on unseen, beside the worker of the next server.
endWithParent(end)
