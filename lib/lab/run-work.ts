import { usablePeople } from '@/lib/data-protection/queries'
import type { DatasetPerson } from '@/lib/data-protection/schema'
import { type PostToSelf, postToSelf } from '@/lib/deliveries/own-webhook'
import { isEnvironmental } from '@/lib/identity/resolve-errors'
import { db, writeTransaction } from '@/lib/server/db'
import { env } from '@/lib/server/env'
import { decrypt } from '@/lib/server/keys'
import type { OutsideFetch } from '@/lib/server/safe-fetch'
import { asJson } from '@/lib/server/sql'
import { newId } from '@/lib/shared/ids'
import { phoneMatchKey } from '@/lib/shared/phone'
import { type Answer, completed, trialProblem } from './answer-rules'
import { endRun, failRun } from './end-run'
import type { Actual, PlayedBeat } from './model'
import { orderOf } from './order-rules'
import { loadCustomers, type OwnDoor, ownDoor, sendForReal } from './own-door'
import { type BeatNumbers, beatsOf, findVariation, missingFor, phoneAfterMove, type Variation } from './pack'
import { type Cast, castOf, castProblem, peopleOfCase } from './people-of-case'
import { rehearseCase } from './rehearse-case'
import { numbersOf, pairNumbers } from './run-numbers'
import { saveRecord, type Tried } from './save-record'
import { type RunCase, runCaseSchema } from './schema'
import { type Aim, prepare, type Sender, sendBeat } from './send-beat'
import type { RunOptions } from './start-run'
import { modeOf, sendingOf, specOf } from './targets'

/** A process that dies leaves its run to another one after this. */
const LEASE_MS = 90_000

type StoredRun = Awaited<ReturnType<typeof db.testRun.findFirstOrThrow>>

type Ground = {
  run: StoredRun
  cases: RunCase[]
  options: RunOptions
  cast: Cast
  synthetic: boolean
  numbers: BeatNumbers
  /** Null for Handrail itself. */
  aim: Aim | null
  /** Handrail's own webhook address, when a test workspace is sent to for real; null for a dry run. */
  door: OwnDoor | null
}

/** Takes the next run that waits, or that a process left behind; null when there is none. */
async function take(now: Date, only?: string): Promise<StoredRun | null> {
  const free = { OR: [{ heldUntil: null }, { heldUntil: { lt: now } }] }
  const where = { state: { in: ['queued', 'running'] }, ...free, ...(only ? { id: only } : {}) }
  const next = await db.testRun.findFirst({ where, orderBy: { id: 'asc' } })
  if (!next) return null
  const { count } = await writeTransaction((tx) =>
    tx.testRun.updateMany({
      where: { id: next.id, state: next.state, ...free },
      data: { state: 'running', heldUntil: new Date(now.getTime() + LEASE_MS) },
    }),
  )
  return count === 1 ? next : null
}

async function aimOf(run: StoredRun): Promise<Aim | string | null> {
  if (!run.targetId) return null
  const target = await db.labTarget.findFirst({ where: { id: run.targetId, workspaceId: run.workspaceId } })
  if (!target?.url || !target.secretCipher || !run.reportCipher) return 'The target of this run is not there any more.'
  const { NEXTAUTH_URL, PORT } = env()
  const base = NEXTAUTH_URL ? new URL(NEXTAUTH_URL).origin : `http://localhost:${PORT}`
  const key = decrypt('lab-target', run.reportCipher, run.id)
  return {
    ...{ url: target.url, secret: decrypt('lab-target', target.secretCipher, target.id), runId: run.id },
    ...{ mode: modeOf(target), spec: specOf(target), sending: sendingOf(target) },
    reportUrl: `${base}/api/v1/lab/reports/${key}`,
  }
}

async function groundOf(run: StoredRun, post: PostToSelf): Promise<Ground | string> {
  const people = await usablePeople(run.workspaceId, run.datasetId ?? '')
  if (!people.ok) return people.code === 'not-found' ? 'The dataset is gone.' : String(people.details?.reason ?? '')
  const numbers = await numbersOf(run.workspaceId, run.numberId)
  if (!numbers) return 'The number the payloads are addressed to is not there any more.'
  const aim = await aimOf(run)
  if (typeof aim === 'string') return aim
  const cases = runCaseSchema.array().parse(run.cases === null ? [] : asJson(run.cases))
  const options = asJson<RunOptions>(run.options)
  // A rehearsal meets the contacts of the workspace; whoever has the phone of an invented person would take part in it.
  const { phoneNumberId } = numbers.number
  const door = !aim && options.real ? await ownDoor(run.workspaceId, { phoneNumberId, post }) : null
  if (typeof door === 'string') return door
  const free = aim || door ? people.value.people : await withoutNamesakes(run.workspaceId, people.value.people)
  const cast = castOf(free)
  const problem = castProblem(cast)
  if (problem) return `${problem} The phones of the others are those of contacts of this workspace.`
  return { run, cases, options, numbers, aim, door, cast, synthetic: people.value.synthetic }
}

async function withoutNamesakes(workspaceId: string, people: readonly DatasetPerson[]): Promise<DatasetPerson[]> {
  const keys = people.flatMap(({ phone }) => [phone, phoneAfterMove(phone)].map(phoneMatchKey))
  const taken = new Set<string>()
  for (let from = 0; from < keys.length; from += 500) {
    const rows = await db.identifier.findMany({
      where: { workspaceId, kind: 'phone', matchKey: { in: keys.slice(from, from + 500) } },
      select: { matchKey: true },
    })
    for (const { matchKey } of rows) taken.add(matchKey)
  }
  const isFree = (phone: string) => !taken.has(phoneMatchKey(phone))
  return people.filter(({ phone }) => isFree(phone) && isFree(phoneAfterMove(phone)))
}

const wamidOf = (): string => `wamid.LAB${newId('id').slice(3)}`

/** What a target tells in its answers, learnt from a plain message of a customer; a sentence when it cannot be used. */
async function tryOut({ aim, door, cast, numbers, options, cases }: Ground, sender: Sender): Promise<Answer | string> {
  if (door) return (await loadCustomers(door, cast.customers)) ?? {}
  if (!aim) return {}
  const problem = await prepare(aim, cast.customers, sender)
  if (problem) return problem
  if (aim.mode === 'person') return {}
  const people = peopleOfCase(cast, 'customer', options.firstPlace + cases.length)
  const [beat] = beatsOf('phone-only', { people, numbers, wamid: wamidOf(), at: new Date() })
  if (!beat) return 'There is nothing to try it with.'
  const actual = await sendBeat(aim, { beat, people }, sender)
  return trialProblem(actual, people.person.crmContactId ?? '', WHERE[aim.mode]) ?? actual
}

const WHERE: Record<Aim['mode'], string> = {
  response: 'the answer of the handler',
  lookup: 'the look-up address',
  report: 'no report came, or it',
  person: 'a person',
}

type Playing = { variation: Variation; numbers: BeatNumbers; tells: Answer; sender: Sender }

async function play(ground: Ground, place: number, { variation, numbers, tells, sender }: Playing) {
  const { cast, options, cases, run } = ground
  const one = cases[place]
  const people = peopleOfCase(cast, variation.knows, options.firstPlace + place)
  const at = new Date()
  const beats = beatsOf(variation.name, {
    ...{ people, numbers, wamid: wamidOf(), at, over: one?.over, body: one?.body },
  })
  const { aim, door } = ground
  if (door) return { people, beats, played: await sendForReal(door, beats, sender.signal) }
  if (!aim) return { people, beats, played: await rehearseCase(run.workspaceId, { beats, people, at }) }
  const played: PlayedBeat[] = []
  for (const beat of beats) {
    const answers: Actual[] = []
    for (let n = 0; n < options.repeat; n += 1) answers.push(await sendBeat(aim, { beat, people }, sender))
    played.push({ role: beat.role, wamid: beat.wamid, actual: settled(answers, tells, aim) })
  }
  return { people, beats, played }
}

/** The last answer speaks; whether the same delivery led elsewhere before is kept with it. */
function settled(answers: readonly Actual[], tells: Answer, aim: Aim): Actual {
  const last = answers.at(-1)
  if (!last) throw new Error('Nothing was sent.')
  const paths = aim.mode === 'report' ? null : aim.spec.paths
  const whole = aim.mode === 'person' ? last : { ...last, ...completed(last, tells, paths) }
  const unsteady = answers.some(({ contact, thread }) => contact !== last.contact || thread !== last.thread)
  return unsteady ? { ...whole, unsteady } : whole
}

/** Keeps the run for this process; false when it was cancelled or has ended. */
async function hold(run: StoredRun): Promise<boolean> {
  const { count } = await writeTransaction((tx) =>
    tx.testRun.updateMany({
      where: { id: run.id, state: 'running' },
      data: { heldUntil: new Date(Date.now() + LEASE_MS) },
    }),
  )
  return count === 1
}

async function leave(run: StoredRun): Promise<void> {
  await writeTransaction((tx) =>
    tx.testRun.updateMany({ where: { id: run.id, state: 'running' }, data: { heldUntil: null } }),
  )
}

/** Holds the lease while one payload waits longer for its answers than the lease is. */
async function workOn(run: StoredRun, sender: Sender, post: PostToSelf): Promise<void> {
  const renew = setInterval(() => hold(run).catch(() => undefined), LEASE_MS / 3)
  try {
    await sendAll(run, sender, post)
  } catch (error) {
    // A run that meets a bug would meet it again and again; somebody looks, and can resume it.
    if (!isEnvironmental(error)) await failRun(run, BUG)
    throw error
  } finally {
    clearInterval(renew)
  }
}

const BUG = 'Handrail met a bug in this run; the log of the worker names it. What was sent has its records.'

async function sendAll(run: StoredRun, sender: Sender, post: PostToSelf): Promise<void> {
  const ground = await groundOf(run, post)
  if (typeof ground === 'string') return failRun(run, ground)
  const tells = await tryOut(ground, sender)
  if (sender.signal.aborted) return leave(run)
  if (typeof tells === 'string') return failRun(run, tells)
  const done = await db.testRecord.findMany({ where: { runId: run.id }, select: { position: true } })
  const recorded = new Set(done.map(({ position }) => position))
  for (const place of orderOf(ground.cases.length, ground.options.disorder, run.id)) {
    const one = ground.cases[place]
    if (!one || recorded.has(place)) continue
    if (!(await hold(run))) return
    const tried = await tryCase(ground, place, { tells, sender })
    // What was cut off by our own end says nothing about the handler; the case is sent again by whoever goes on.
    if (sender.signal.aborted) return leave(run)
    await saveRecord(run, { place, one, tried, synthetic: ground.synthetic, real: ground.options.real })
  }
  await endRun(run)
}

async function tryCase(ground: Ground, place: number, given: { tells: Answer; sender: Sender }): Promise<Tried> {
  const variation = findVariation(ground.cases[place]?.variation ?? '')
  if (!variation) return { kind: 'skipped', why: 'The payload pack does not have this payload any more.' }
  const pair = ground.cases[place]?.pair
  const numbers = pair ? await pairNumbers(ground.run.workspaceId, pair) : ground.numbers
  if (!numbers) return { kind: 'skipped', why: 'One of the two numbers is not there any more.' }
  const why = missingFor(variation.name, numbers)
  if (why) return { kind: 'skipped', why }
  const played = await play(ground, place, { variation, numbers, ...given })
  return { kind: 'played', variation, waiting: ground.aim?.mode === 'person', ...played }
}

type Working = {
  /** One run, for a process that started it itself. */
  only?: string
  /** How our own receiver is reached, for tests that have none. */
  post?: PostToSelf
}

/** Works through the runs that wait, one in each call. */
export async function workThroughRuns(
  fetch: OutsideFetch,
  signal: AbortSignal,
  { only, post = postToSelf }: Working = {},
): Promise<{ more: boolean }> {
  const run = await take(new Date(), only)
  if (!run) return { more: false }
  await workOn(run, { fetch, signal }, post)
  return { more: true }
}
