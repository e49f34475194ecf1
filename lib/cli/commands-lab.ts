import { writeFile } from 'node:fs/promises'
import { junitOf } from '../lab/junit'
import { wholeRun } from '../lab/run-report'
import { workThroughRuns } from '../lab/run-work'
import { startRun } from '../lab/start-run'
import { RESULT_WORDS } from '../lab/vocabulary'
import type { Actor } from '../server/actor'
import { db } from '../server/db'
import { outsideFetch } from '../server/safe-fetch'
import { sentenceFor } from '../shared/sentences'
import { type Command, UsageError } from './command'
import { workspaceOf } from './workspace-of'

async function planOf({ workspaceId }: Actor, wanted: string): Promise<{ id: string; name: string }> {
  const where = { workspaceId, archivedAt: null }
  const plan = await db.testPlan.findFirst({ where: { ...where, OR: [{ id: wanted }, { name: wanted }] } })
  if (plan) return plan
  const plans = await db.testPlan.findMany({ where, select: { name: true }, orderBy: { name: 'asc' } })
  const names = plans.map(({ name }) => `"${name}"`).join(', ') || 'none'
  throw new UsageError(`There is no plan "${wanted}". This workspace has: ${names}.`)
}

const ENDED = new Set(['done', 'failed', 'cancelled'])
const LOOK_EVERY_MS = 250

/** Sends the run itself, unless a worker took it first, and waits for its end. */
async function untilEnded(runId: string): Promise<void> {
  const never = new AbortController().signal
  for (;;) {
    await workThroughRuns(outsideFetch(), never, { only: runId })
    const run = await db.testRun.findFirst({ where: { id: runId }, select: { state: true } })
    if (!run || ENDED.has(run.state)) return
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
  }
}

/** For a CI pipeline: exit code 0 only when every payload passed or was rightly not sent. */
export const labRun: Command = {
  summary:
    'Runs a test plan, prints each payload that did not pass, and writes a JUnit file. Exit code 1 unless all passed.',
  required: ['plan'],
  optional: ['workspace', 'junit'],
  needsDatabase: true,
  async run(given, output) {
    const actor = await workspaceOf(given)
    const plan = await planOf(actor, given.option('plan'))
    const started = await startRun(actor, plan.id)
    if (!started.ok) {
      output.err(sentenceFor(started.code, started.details))
      return 1
    }
    await untilEnded(started.value.id)
    const whole = await wholeRun(actor, started.value.id)
    if (!whole) throw new Error('The run is gone.')
    const { run, records } = whole
    for (const { title, result, sentence } of records) {
      if (result !== 'passed') output.out(`${title}: ${RESULT_WORDS[result]}. ${sentence}`)
    }
    if (run.problem) output.err(run.problem)
    if (given.has('junit')) await writeFile(given.option('junit'), junitOf(run, records))
    const skipped = records.filter(({ result }) => result === 'skipped').length
    const rest = run.total - run.passed - run.failed - skipped
    output.out(
      `${run.passed} passed, ${run.failed} failed, ${rest} could not be told, ${skipped} not sent (${run.names.target}).`,
    )
    return run.state === 'done' && run.failed === 0 && rest === 0 ? 0 : 1
  },
}
