import { sentenceFor } from '@/lib/shared/sentences'
import { can } from './actor'
import { reportBug } from './auth-bug'
import { isOwnOrigin } from './auth-request'
import type { Permission } from './permissions'
import { currentActor, type MemberActor } from './session'

type Params = Record<string, string | string[] | undefined>
type RouteContext = { params: Promise<Params> }
type Handler<P> = (actor: MemberActor, request: Request, params: P) => Promise<Response> | Response

const STATUS: Record<string, number> = { 'not-signed-in': 401, 'not-allowed': 403, 'bad-origin': 403, 'not-found': 404 }

/** `{error: {code, message}}` with the status of the code; an unknown code is a refused request. */
export function routeRefusal(code: string, details?: Record<string, unknown>): Response {
  const error = { code, message: sentenceFor(code, details), details }
  return Response.json({ error }, { status: STATUS[code] ?? 400, headers: { 'cache-control': 'no-store' } })
}

const SAFE_METHODS = ['GET', 'HEAD']

/**
 * A route handler of the console (a download, a stream of news): origin for what changes something, session,
 * permission, then the handler. Refusals are JSON with 401, 403 or 404.
 */
export function memberRoute<P extends Params = Params>(permission: Permission, handler: Handler<P>) {
  return async (request: Request, context: RouteContext): Promise<Response> => {
    if (!SAFE_METHODS.includes(request.method) && !isOwnOrigin(request.headers)) return routeRefusal('bad-origin')
    const actor = await currentActor()
    if (!actor) return routeRefusal('not-signed-in')
    if (!can(actor, permission)) return routeRefusal('not-allowed')
    try {
      return await handler(actor, request, (await context.params) as P)
    } catch (error) {
      if (isNotFound(error)) return routeRefusal('not-found')
      const reference = reportBug(error)
      const message = sentenceFor('internal', { reference })
      return Response.json({ error: { code: 'internal', message } }, { status: 500 })
    }
  }
}

/** What Next's `notFound()` throws: a query may say it for a page and for a route alike. */
const NOT_FOUND_DIGEST = 'NEXT_HTTP_ERROR_FALLBACK;404'

function isNotFound(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'digest' in error && error.digest === NOT_FOUND_DIGEST
}
