import { db } from '@/lib/server/db'
import { createOutsideFetch } from '@/lib/server/safe-fetch'
import { createFetchGate } from '@/lib/server/safe-fetch-gate'
import { workThroughRuns } from '../run-work'
import { startRun } from '../start-run'
import { allowance } from './allowance'
import type { LabWorld } from './lab-world'
import { type HandlerFault, type RunningHandler, SampleHandler, serveHandler } from './sample-handler'

let running: RunningHandler[] = []

/** A server of this test, which ends with it and which the address guard lets pass. */
export function keep(served: RunningHandler): void {
  running.push(served)
  allowance.hosts = running.map(({ port }) => `127.0.0.1:${port}`)
}

export async function serve(faults: readonly HandlerFault[] = []): Promise<{ handler: SampleHandler; origin: string }> {
  const handler = new SampleHandler('staging_secret', new Set(faults))
  const served = await serveHandler(handler)
  keep(served)
  return { handler, origin: served.origin }
}

export async function stopAll(): Promise<void> {
  await Promise.all(running.map(({ stop }) => stop()))
  running = []
  allowance.hosts = []
}

/** Everything that waits, sent as a worker would. */
export async function work(): Promise<void> {
  const gate = createFetchGate({ perHost: 1, total: 4 })
  const fetch = createOutsideFetch({ allow: new Set(allowance.hosts), gate, connectMs: 500 })
  while ((await workThroughRuns(fetch, new AbortController().signal)).more);
}

export async function run({ developer }: LabWorld, planId: string): Promise<string> {
  const started = await startRun(developer, planId)
  if (!started.ok) throw new Error(`${started.code} ${JSON.stringify(started.details)}`)
  await work()
  return started.value.id
}

export const recordsOf = (runId: string) => db.testRecord.findMany({ where: { runId }, orderBy: { position: 'asc' } })
export const readRun = (id: string) => db.testRun.findFirstOrThrow({ where: { id } })
