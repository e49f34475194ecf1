import type { z } from 'zod'
import type { ApiCall } from '@/lib/api/call'
import type { Failure, Result } from '@/lib/shared/result'
import { fail, ok } from '@/lib/shared/result'
import { type Actor, can } from './actor'
import { answerJson, refuse } from './api-answer'
import { readBody } from './api-body'
import { isBusy } from './api-busy'
import { admitBearer } from './api-guard'
import { readQuery } from './api-query'
import { reportBug } from './auth-bug'

type Params = Record<string, string | string[] | undefined>
type RouteContext = { params: Promise<Params> }
export type ApiHandler = (request: Request, context?: RouteContext) => Promise<Response>

/** What a call was asked, read and checked. */
export type Asked<C extends ApiCall> = {
  actor: Actor
  params: z.output<C['params']>
  query: z.output<C['query']>
  body: BodyOf<C>
  /** The version an edit is based on (`If-Match`); 0 for calls that need none. */
  version: number
}
type BodyOf<C extends ApiCall> = C extends ApiCall<infer _P, infer _Q, infer B, infer _A> ? z.output<B> : never

type Answered<C extends ApiCall> = Promise<Result<z.output<C['answer']>, string>>

/** Problems told in one answer; the rest will still be there after these are repaired. */
const MOST_PROBLEMS = 50

function badInput(error: z.ZodError, place: 'query' | 'body'): Failure<'bad-input'> {
  const fields = error.issues.slice(0, MOST_PROBLEMS).map((issue) => ({
    in: place,
    field: issue.path.join('.'),
    message: issue.message,
  }))
  const first = fields[0]
  const where = first?.field ? `${first.field}: ` : ''
  return fail('bad-input', { message: `${where}${first?.message ?? 'The input cannot be used.'}`, fields })
}

function parseQuery<C extends ApiCall>(call: C, request: Request): Result<z.output<C['query']>, 'bad-input'> {
  const read = readQuery(request.url)
  if (!read.ok) return fail('bad-input', { message: read.message })
  const parsed = call.query.safeParse(read.values)
  return parsed.success ? ok(parsed.data as z.output<C['query']>) : badInput(parsed.error, 'query')
}

async function parseBody<C extends ApiCall>(call: C, request: Request): Promise<Result<BodyOf<C>, string>> {
  if (!call.body) return ok(undefined as BodyOf<C>)
  const read = await readBody(request, call.body)
  if (!read.ok) return read
  const parsed = call.body.schema.safeParse(read.value)
  return parsed.success ? ok(parsed.data as BodyOf<C>) : badInput(parsed.error, 'body')
}

/** `If-Match: "3"`. The quotes belong to HTTP; clients that leave them out mean the same. */
function readVersion(call: ApiCall, request: Request): Result<number, 'version-missing' | 'bad-input'> {
  if (!call.versioned || call.method !== 'PATCH') return ok(0)
  const given = request.headers.get('if-match')?.trim()
  if (!given) return fail('version-missing')
  const version = /^"?([1-9]\d{0,8})"?$/.exec(given)?.[1]
  if (version) return ok(Number(version))
  return fail('bad-input', { message: 'If-Match carries one version in quotation marks, as in If-Match: "3".' })
}

type Place = { request: Request; context: RouteContext | undefined }

async function read<C extends ApiCall>(
  call: C,
  { request, context }: Place,
): Promise<Result<Omit<Asked<C>, 'actor'>, string>> {
  const params = call.params.safeParse((await context?.params) ?? {})
  // An id that cannot be one names nothing, like one that is not there.
  if (!params.success) return fail('not-found')
  const query = parseQuery(call, request)
  if (!query.ok) return query
  const version = readVersion(call, request)
  if (!version.ok) return version
  const body = await parseBody(call, request)
  if (!body.ok) return body
  const given = { params: params.data as z.output<C['params']>, query: query.value, body: body.value }
  return ok({ ...given, version: version.value })
}

function refuseResult(failure: Failure): Response {
  const { code, details } = failure
  if (code === 'not-signed-in') {
    return refuse({ code, sentence: 'token-refused', headers: { 'www-authenticate': 'Bearer realm="Handrail"' } })
  }
  if (code === 'too-many' || code === 'busy') {
    return refuse({ code, details, headers: { 'retry-after': String(details?.seconds ?? 1) } })
  }
  return refuse({ code, details })
}

function refuseBug(error: unknown): Response {
  if (isBusy(error)) return refuseResult(fail('busy'))
  return refuse({ code: 'internal', details: { reference: reportBug(error) } })
}

function versionOf(value: unknown): Record<string, string> {
  const version = typeof value === 'object' && value !== null && 'version' in value ? value.version : undefined
  return typeof version === 'number' ? { etag: `"${version}"` } : {}
}

async function respond<C extends ApiCall>(
  call: C,
  handler: (asked: Asked<C>) => Answered<C>,
  place: Place,
): Promise<Response> {
  const admitted = await admitBearer(place.request)
  if (!admitted.ok) return refuseResult(admitted)
  const { permission } = call
  if (permission === null || !can(admitted.value, permission)) {
    return refuse({ code: 'not-allowed', sentence: 'scope-missing', details: { scope: permission } })
  }
  const asked = await read(call, place)
  if (!asked.ok) return refuseResult(asked)
  const result = await handler({ actor: admitted.value, ...asked.value })
  if (!result.ok) return refuseResult(result)
  return answerJson(result.value, call.status, call.versioned ? versionOf(result.value) : {})
}

/**
 * A route handler of the public API: bearer token, scope, input read by the call's own schemas, then the handler. A
 * `Result` becomes JSON with the status of its code; what throws becomes `internal` with a reference, never a stack.
 */
export function apiRoute<C extends ApiCall>(call: C, handler: (asked: Asked<C>) => Answered<C>): ApiHandler {
  return async (request, context) => {
    try {
      return await respond(call, handler, { request, context })
    } catch (error) {
      return refuseBug(error)
    }
  }
}

/**
 * The same for a call without a token, whose address is its key: what is known of it nobody can guess, and it can do one
 * thing.
 */
export function keyedRoute<C extends ApiCall>(
  call: C,
  handler: (asked: Omit<Asked<C>, 'actor'>) => Answered<C>,
): ApiHandler {
  return async (request, context) => {
    try {
      const asked = await read(call, { request, context })
      if (!asked.ok) return refuseResult(asked)
      const result = await handler(asked.value)
      return result.ok ? answerJson(result.value, call.status) : refuseResult(result)
    } catch (error) {
      return refuseBug(error)
    }
  }
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
type Method = (typeof METHODS)[number]

/**
 * The handlers of the methods an address does not take, so that they answer 405 in JSON like every other refusal, and
 * OPTIONS, which says what it does take and allows no other site anything.
 */
export function otherMethods(...taken: Method[]): Record<Method | 'OPTIONS', ApiHandler> {
  const allow = [...taken, ...(taken.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ')
  const refused: ApiHandler = async () =>
    refuse({ code: 'bad-method', sentence: 'method-not-here', details: { takes: taken }, headers: { allow } })
  const options: ApiHandler = async () =>
    new Response(null, { status: 204, headers: { allow, 'cache-control': 'no-store' } })
  return { GET: refused, POST: refused, PUT: refused, PATCH: refused, DELETE: refused, OPTIONS: options }
}
