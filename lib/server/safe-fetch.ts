import type { Duplex } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { type Dispatcher, request } from 'undici'
import { type Failure, fail } from '@/lib/shared/result'
import { env } from './env'
import { bareHost, type FetchAllowance, readAllowance, readOutsideUrl } from './safe-fetch-address'
import { outsideDispatcher, type Resolve } from './safe-fetch-connect'
import { type FetchFailure, failureOf, TooLargeError } from './safe-fetch-failure'
import { createFetchGate, type FetchGate } from './safe-fetch-gate'

/**
 * The one way in which Handrail fetches addresses that people or other pages gave it. Only public addresses are reached,
 * redirects are followed by hand and every hop is looked at like the first one, and neither time nor memory is the
 * server's to decide.
 */
const MOST_REDIRECTS = 10
const WHOLE_MS = 20_000
const MOST_BYTES = 5 * 1_048_576
/** The text under a redirect is thrown away; reading a little of it keeps the connection usable. */
const REDIRECT_BODY_BYTES = 65_536
const REDIRECTS = new Set([301, 302, 303, 307, 308])
const AGENT = 'Mozilla/5.0 (compatible; Handrail; link check)'

/** One address on the way. No status: it was not fetched, or did not answer. */
export type FetchHop = { url: string; status: number | null }

export type AnswerHead = { url: string; status: number; type: string; headers: Dispatcher.ResponseData['headers'] }

/** Takes the unpacked bytes as they come. */
export type BodySink = (chunk: Buffer) => void

export type OutsideRequest = {
  method?: 'GET' | 'HEAD' | 'POST'
  headers?: Record<string, string>
  body?: string | Buffer
  /** Redirects that are followed; none unless the request is a GET. */
  redirects?: number
  wholeMs?: number
  /** Of the body, after unpacking. */
  mostBytes?: number
  /** An address that is not fetched any more: the way ends there. Asked before everything else. */
  stopAt?: (url: string) => boolean
  /** What to do with a body; nothing returned means that it is not read. */
  onBody?: (head: AnswerHead) => BodySink | undefined
  signal?: AbortSignal
}

export type OutsideAnswer = { hops: FetchHop[]; url: string } & (
  | { kind: 'answered'; head: AnswerHead }
  | { kind: 'stopped' }
  | { kind: 'failed'; failure: Failure<FetchFailure> }
)

export type OutsideFetch = (url: string, request?: OutsideRequest) => Promise<OutsideAnswer>

export type OutsideOptions = {
  allow: FetchAllowance
  gate: FetchGate
  resolve?: Resolve
  /** Other than 80 and 443, for tests that cannot listen there. */
  ports?: ReadonlySet<number>
  dispatcher?: Dispatcher
  connectMs?: number
}

function unpacker(encoding: string): Duplex | null | undefined {
  if (encoding === '' || encoding === 'identity') return null
  if (encoding === 'gzip' || encoding === 'x-gzip') return createGunzip()
  if (encoding === 'deflate') return createInflate()
  return encoding === 'br' ? createBrotliDecompress() : undefined
}

function headerText(value: string | string[] | undefined): string {
  return (Array.isArray(value) ? (value[0] ?? '') : (value ?? '')).trim()
}

/** False when the body is packed in a way nobody asked for. */
async function readBody(answer: Dispatcher.ResponseData, sink: BodySink, mostBytes: number): Promise<boolean> {
  const unpack = unpacker(headerText(answer.headers['content-encoding']).toLowerCase())
  if (unpack === undefined) return false
  let size = 0
  let overflow: TooLargeError | undefined
  const drain = async (source: AsyncIterable<Buffer>) => {
    for await (const chunk of source) {
      size += chunk.byteLength
      // Counted after unpacking, so a small answer that unfolds to gigabytes ends here as well.
      if (size > mostBytes) {
        overflow = new TooLargeError()
        throw overflow
      }
      sink(chunk)
    }
  }
  try {
    await (unpack ? pipeline(answer.body, unpack, drain) : pipeline(answer.body, drain))
  } catch (error) {
    // The pipeline tells of the part that broke first, which is not always the part that ended it.
    throw overflow ?? error
  }
  return true
}

type Step =
  | { kind: 'next'; url: string }
  | { kind: 'end'; head: AnswerHead }
  | { kind: 'failed'; failure: Failure<FetchFailure> }

type Trip = {
  url: URL
  options: OutsideOptions & { dispatcher: Dispatcher }
  asked: OutsideRequest
  signal: AbortSignal
}

function redirectTarget(answer: Dispatcher.ResponseData, from: URL): string | null {
  const location = headerText(answer.headers.location)
  return location !== '' && URL.canParse(location, from) ? new URL(location, from).href : null
}

async function takeAnswer(answer: Dispatcher.ResponseData, { url, asked }: Trip, follows: boolean): Promise<Step> {
  const host = bareHost(url.hostname)
  const { statusCode: status, headers } = answer
  if (follows && REDIRECTS.has(status)) {
    await answer.body.dump({ limit: REDIRECT_BODY_BYTES })
    const next = redirectTarget(answer, url)
    return next ? { kind: 'next', url: next } : { kind: 'failed', failure: fail('fetch-redirect-broken', { host }) }
  }
  const head = { url: url.href, status, type: headerText(headers['content-type']).toLowerCase(), headers }
  const sink = asked.onBody?.(head)
  if (!sink) {
    await answer.body.dump({ limit: REDIRECT_BODY_BYTES })
    return { kind: 'end', head }
  }
  const read = await readBody(answer, sink, asked.mostBytes ?? MOST_BYTES)
  if (read) return { kind: 'end', head }
  answer.body.destroy()
  return { kind: 'failed', failure: fail('fetch-bad-answer', { host }) }
}

async function fetchOne(trip: Trip, follows: boolean): Promise<{ status: number | null; step: Step }> {
  const { url, options, asked, signal } = trip
  const host = bareHost(url.hostname)
  let status: number | null = null
  try {
    const step = await options.gate.run(
      host,
      async () => {
        const answer = await request(url, {
          dispatcher: options.dispatcher,
          method: asked.method ?? 'GET',
          headers: { 'user-agent': AGENT, accept: '*/*', 'accept-encoding': 'gzip, deflate, br', ...asked.headers },
          body: asked.body ?? null,
          signal,
        })
        status = answer.statusCode
        // What breaks after we have turned away from a body has nobody to be told to, and must not end the process.
        answer.body.on('error', () => undefined)
        return takeAnswer(answer, trip, follows)
      },
      signal,
    )
    return { status, step }
  } catch (error) {
    return { status, step: { kind: 'failed', failure: failureOf(error, host) } }
  }
}

function limitedBy(asked: OutsideRequest): AbortSignal {
  const whole = AbortSignal.timeout(asked.wholeMs ?? WHOLE_MS)
  return asked.signal ? AbortSignal.any([asked.signal, whole]) : whole
}

/** Makes the fetching function of one process. `dispatcher` is there for measuring what the guard costs. */
export function createOutsideFetch(given: OutsideOptions): OutsideFetch {
  const options = { ...given, dispatcher: given.dispatcher ?? outsideDispatcher(given) }
  return async (first, asked = {}) => {
    const most = asked.redirects ?? ((asked.method ?? 'GET') === 'GET' ? MOST_REDIRECTS : 0)
    const signal = limitedBy(asked)
    const hops: FetchHop[] = []
    let current = first
    for (let redirects = 0; ; redirects += 1) {
      if (asked.stopAt?.(current)) {
        hops.push({ url: current, status: null })
        return { kind: 'stopped', url: current, hops }
      }
      if (redirects > most)
        return { kind: 'failed', url: current, hops, failure: fail('fetch-too-many-redirects', { most }) }
      const read = readOutsideUrl(current, options.allow, options.ports)
      if (!read.ok) {
        hops.push({ url: current, status: null })
        return { kind: 'failed', url: current, hops, failure: read }
      }
      const { status, step } = await fetchOne({ url: read.value, options, asked, signal }, most > 0)
      hops.push({ url: read.value.href, status })
      if (step.kind === 'end') return { kind: 'answered', url: read.value.href, hops, head: step.head }
      if (step.kind === 'failed') return { kind: 'failed', url: read.value.href, hops, failure: step.failure }
      current = step.url
    }
  }
}

/**
 * Two requests at most reach one host at a time: one of the server's (a person who waits) and one of the worker's
 * (batches and schedules), of which only one in a database works through checks.
 */
const gate = createFetchGate({ perHost: 1, total: 12 })
let fetchOutside: OutsideFetch | undefined

/** The fetching function of this process, with the exemptions of HANDRAIL_FETCH_ALLOW. */
export function outsideFetch(): OutsideFetch {
  fetchOutside ??= createOutsideFetch({ allow: readAllowance(env().fetchAllow), gate })
  return fetchOutside
}
