import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { can } from './actor'
import { sendText } from './answers'
import type { Family } from './metrics'
import { joinFamilies, metricsText, OPENMETRICS_TYPE, ofWorkspace } from './metrics-text'

/**
 * `GET /metrics`: what this process and those beside it counted, and what the database knows. It never carries a number, a name
 * or a text, but it tells how much a business is written to, so it is read with a token only.
 *
 * The token of the process (HANDRAIL_METRICS_TOKEN) reads everything and needs no database. An API token with the scope
 * `metrics:read` reads the series of its own workspace and those that belong to none.
 */
export type MetricsSources = {
  /** HANDRAIL_METRICS_TOKEN. */
  token: string | undefined
  own: () => Family[]
  /** The processes beside this one. */
  beside?: (() => Promise<Family[]>)[]
  database: (now: Date) => Promise<Family[]>
}

type Verdict =
  | { kind: 'all' }
  | { kind: 'workspace'; workspaceId: string }
  | { kind: 'refused'; status: 401 | 403 | 429; text: string; seconds?: number }

const NO_TOKEN = 'Metrics are read with a token: HANDRAIL_METRICS_TOKEN, or an API token with the scope metrics:read.\n'
const WRONG_SCOPE = 'This token may not read metrics. It needs the scope metrics:read.\n'
const TOO_MANY = 'Too many wrong tokens came from this address. Try again later.\n'

function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(expected))
}

/** The headers the guard of the API looks at, and nothing else of the request. */
function asApiRequest(request: IncomingMessage): Request {
  const headers = new Headers({ 'x-handrail-address': request.socket.remoteAddress ?? 'unknown' })
  for (const name of ['authorization', 'x-forwarded-for']) {
    const value = request.headers[name]
    if (typeof value === 'string') headers.set(name, value)
  }
  return new Request('http://handrail.invalid/metrics', { headers })
}

async function judge(request: IncomingMessage, token: string | undefined): Promise<Verdict> {
  const given = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  if (!given) return { kind: 'refused', status: 401, text: NO_TOKEN }
  if (token && isSame(given, token)) return { kind: 'all' }
  // Loaded when it is needed: it brings the whole of Prisma, which a process that only receives can do without.
  const { admitBearer } = await import('./api-guard')
  const admitted = await admitBearer(asApiRequest(request))
  if (!admitted.ok && admitted.code === 'too-many') {
    return { kind: 'refused', status: 429, text: TOO_MANY, seconds: Number(admitted.details?.seconds ?? 1) }
  }
  if (!admitted.ok) return { kind: 'refused', status: 401, text: NO_TOKEN }
  if (!can(admitted.value, 'metrics:read')) return { kind: 'refused', status: 403, text: WRONG_SCOPE }
  return { kind: 'workspace', workspaceId: admitted.value.workspaceId }
}

async function collect({ own, beside = [], database }: MetricsSources): Promise<Family[]> {
  const others = Promise.all(beside.map((families) => families()))
  const [ofOthers, ofDatabase] = await Promise.all([others, database(new Date())])
  return joinFamilies(own(), ...ofOthers, ofDatabase)
}

async function answer(sources: MetricsSources, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const verdict = await judge(request, sources.token)
  if (verdict.kind === 'refused') {
    if (verdict.status === 401) response.setHeader('WWW-Authenticate', 'Bearer realm="Handrail metrics"')
    if (verdict.seconds !== undefined) response.setHeader('Retry-After', String(verdict.seconds))
    return sendText(response, verdict.status, verdict.text)
  }
  const families = await collect(sources)
  const text = metricsText(verdict.kind === 'all' ? families : ofWorkspace(families, verdict.workspaceId))
  const headers = {
    'Content-Type': OPENMETRICS_TYPE,
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
  }
  response.writeHead(200, headers)
  response.end(request.method === 'HEAD' ? undefined : text)
}

/** Answers `/metrics`, and nothing else. */
export function createMetricsHandler(sources: MetricsSources, onError: (error: unknown) => void) {
  return (request: IncomingMessage, response: ServerResponse, path: string): boolean => {
    if (path !== '/metrics') return false
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD')
      sendText(response, 405, 'Metrics are read with GET.\n')
      return true
    }
    answer(sources, request, response).catch((error: unknown) => {
      onError(error)
      if (response.headersSent) response.destroy()
      else sendText(response, 500, 'The metrics could not be put together.\n')
    })
    return true
  }
}
