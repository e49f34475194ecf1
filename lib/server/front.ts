import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { sendRefusal, sendText, setSecurityHeaders } from './answers'
import { checkOrigin, isApiPath } from './origin'

type Handler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>

/** What the one HTTP server serves. A part that this process does not play is left out. */
export type Front = {
  /** Answers the request and returns true when it is a webhook. Comes first: nothing may delay it. */
  webhook?: (request: IncomingMessage, response: ServerResponse, path: string) => boolean
  health: (request: IncomingMessage, response: ServerResponse, path: string) => boolean
  /** `/metrics`, which asks for a token itself. */
  metrics?: (request: IncomingMessage, response: ServerResponse, path: string) => boolean
  /** Next.js. */
  page?: Handler
  publicUrl: string | undefined
  /** Whether `x-forwarded-host` was written by our own reverse proxy (HANDRAIL_TRUST_PROXY). */
  trustProxy: boolean
  onError: (error: unknown) => void
}

function pathOf(request: IncomingMessage): string {
  const url = request.url ?? '/'
  const end = url.indexOf('?')
  return end === -1 ? url : url.slice(0, end)
}

function single(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(', ') : value
}

function refused(request: IncomingMessage, response: ServerResponse, front: Front): boolean {
  const path = pathOf(request)
  const { headers } = request
  const verdict = checkOrigin({
    method: request.method ?? '',
    path,
    host: (front.trustProxy ? single(headers['x-forwarded-host']) : undefined) ?? headers.host,
    origin: single(headers.origin),
    secFetchSite: single(headers['sec-fetch-site']),
    contentType: headers['content-type'],
    publicUrl: front.publicUrl,
  })
  if (verdict.kind === 'pass') return false
  sendRefusal(response, { status: verdict.status, code: verdict.code, api: isApiPath(path) })
  return true
}

/** What pages may know of the connection. Whatever the client wrote under these names is replaced. */
function describeConnection(request: IncomingMessage): void {
  request.headers['x-handrail-path'] = request.url ?? '/'
  request.headers['x-handrail-address'] = request.socket.remoteAddress ?? 'unknown'
}

async function answer(request: IncomingMessage, response: ServerResponse, front: Front): Promise<void> {
  const path = pathOf(request)
  setSecurityHeaders(response, front.publicUrl?.startsWith('https:') ?? false)
  if (front.health(request, response, path)) return
  if (front.metrics?.(request, response, path)) return
  if (refused(request, response, front)) return
  describeConnection(request)
  if (front.page) await front.page(request, response)
  else sendText(response, 404, 'This Handrail process serves no pages; another one does.\n')
}

/**
 * Times after which a connection that does not get on is closed, so that slow or silent clients cannot hold the server
 * (headers in 10 s; a whole request in 2 minutes, which a 64 MB import needs on a slow line). The receiver has a
 * shorter limit of its own for webhook bodies.
 */
const TIMEOUTS = {
  headersTimeout: 10_000,
  requestTimeout: 120_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 2_000,
}

export function createFront(front: Front): Server {
  return createServer(TIMEOUTS, (request, response) => {
    if (front.webhook?.(request, response, pathOf(request))) return
    answer(request, response, front).catch((error: unknown) => {
      front.onError(error)
      if (response.headersSent) response.destroy()
      else sendRefusal(response, { status: 500, code: 'internal', api: isApiPath(pathOf(request)) })
    })
  })
}
