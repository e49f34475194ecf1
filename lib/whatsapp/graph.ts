import { z } from 'zod'
import { cutText } from '@/lib/shared/text'
import { fail, ok, type Result } from '../shared/result'
import { usernameErrorAdvice } from './errors'

/**
 * The username calls of the Graph API [BSUID]: read, suggest, claim, release. Every answer is a value: what Meta refused
 * comes with its code and the sentence for people, what did not answer says so. Nothing here throws for what Meta does.
 */
export type UsernameStanding = { username: string | null; status: 'approved' | 'reserved' | null }

export type GraphCode = 'graph-refused' | 'graph-busy' | 'graph-unreachable' | 'graph-unreadable'
export type GraphAnswer<T> = Promise<Result<T, GraphCode>>

export type UsernameClient = {
  read(phoneNumberId: string): GraphAnswer<UsernameStanding>
  suggest(phoneNumberId: string): GraphAnswer<string[]>
  /** `force` takes the name from another number of the same portfolio (`transfer_action: force_transfer`). */
  claim(phoneNumberId: string, asked: { username: string; force: boolean }): GraphAnswer<UsernameStanding>
  release(phoneNumberId: string): GraphAnswer<null>
}

type ClientOptions = {
  /** `https://graph.facebook.com/<version>`, without a slash at its end. */
  baseUrl: string
  token: string
  fetch?: typeof fetch
  timeoutMs?: number
}

const TIMEOUT_MS = 15_000
const MOST_BYTES = 256 * 1024
/** Meta's codes for too many calls: of the app, the user, the page, a custom limit, the WhatsApp account. */
const BUSY_CODES = new Set([4, 17, 32, 613, 80007])
const BUSY_SECONDS = 60
const LONGEST_SECONDS = 86_400

/** `pending_review` is what `reserved` was called before. */
const status = z
  .enum(['approved', 'reserved', 'pending_review'])
  .transform((value) => (value === 'pending_review' ? ('reserved' as const) : value))
const standingSchema = z.object({ username: z.string().min(1).max(120).optional(), status: status.optional() })
const claimedSchema = z.object({ status })
const suggestionsSchema = z.object({
  data: z.array(z.object({ username_suggestions: z.array(z.string().max(120)).max(200).default([]) })).max(50),
})
const releasedSchema = z.object({ success: z.literal(true) })
const errorSchema = z.object({
  error: z.object({
    code: z.number(),
    message: z.string().optional(),
    error_subcode: z.number().optional(),
    fbtrace_id: z.string().optional(),
  }),
})

function retrySeconds(header: string | null): number {
  const seconds = Number(header)
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(Math.ceil(seconds), LONGEST_SECONDS) : BUSY_SECONDS
}

/** At most so many bytes: an endless answer must not fill the memory. Null when it was longer, or was no JSON. */
async function jsonOf(response: Response): Promise<unknown> {
  const reader = response.body?.getReader()
  if (!reader) return null
  const parts: Uint8Array[] = []
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.byteLength
    if (size > MOST_BYTES) {
      await reader.cancel()
      return null
    }
    parts.push(value)
  }
  try {
    return JSON.parse(Buffer.concat(parts).toString('utf8'))
  } catch {
    return null
  }
}

function refusalOf(response: Response, body: unknown): Result<never, GraphCode> {
  const seconds = retrySeconds(response.headers.get('retry-after'))
  const parsed = errorSchema.safeParse(body)
  if (response.status === 429 || (parsed.success && BUSY_CODES.has(parsed.data.error.code))) {
    return fail('graph-busy', { seconds })
  }
  if (!parsed.success) {
    return response.status >= 500
      ? fail('graph-unreachable', { reason: `HTTP ${response.status}` })
      : fail('graph-unreadable', { status: response.status })
  }
  const { code, error_subcode: subcode, fbtrace_id: trace } = parsed.data.error
  const { sentence, whatToDo, known } = usernameErrorAdvice(code)
  // What Meta writes in `message` may name people or numbers: for a known code its own sentence is enough.
  const told = parsed.data.error.message
  const message = known || told === undefined ? undefined : cutText(told, 300)
  return fail('graph-refused', { metaCode: code, subcode, trace, sentence, whatToDo, message })
}

/** A client for the numbers that this token may manage. */
export function createUsernameClient({
  baseUrl,
  token,
  timeoutMs = TIMEOUT_MS,
  ...rest
}: ClientOptions): UsernameClient {
  const send = rest.fetch ?? fetch
  async function call<T>(path: string, schema: z.ZodType<T>, init: RequestInit = {}): GraphAnswer<T> {
    let response: Response
    let body: unknown
    try {
      response = await send(`${baseUrl}/${path}`, {
        ...init,
        headers: { authorization: `Bearer ${token}`, accept: 'application/json', 'content-type': 'application/json' },
        // A redirect would carry the token somewhere else.
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      })
      body = await jsonOf(response)
    } catch (error) {
      const timedOut = error instanceof Error && error.name === 'TimeoutError'
      return fail('graph-unreachable', { reason: timedOut ? 'it took too long' : 'the connection failed' })
    }
    if (!response.ok) return refusalOf(response, body)
    const parsed = schema.safeParse(body)
    return parsed.success ? ok(parsed.data) : fail('graph-unreadable', { status: response.status })
  }
  const at = (phoneNumberId: string, edge: string) => `${encodeURIComponent(phoneNumberId)}/${edge}`
  return {
    async read(id) {
      const answer = await call(at(id, 'username'), standingSchema)
      if (!answer.ok) return answer
      const { username, status: standing } = answer.value
      return ok(username ? { username, status: standing ?? null } : { username: null, status: null })
    },
    async suggest(id) {
      const answer = await call(at(id, 'username_suggestions'), suggestionsSchema)
      if (!answer.ok) return answer
      return ok([...new Set(answer.value.data.flatMap((one) => one.username_suggestions))])
    },
    async claim(id, { username, force }) {
      const body = JSON.stringify({ username, transfer_action: force ? 'force_transfer' : 'none' })
      const answer = await call(at(id, 'username'), claimedSchema, { method: 'POST', body })
      return answer.ok ? ok({ username, status: answer.value.status }) : answer
    },
    async release(id) {
      const answer = await call(at(id, 'username'), releasedSchema, { method: 'DELETE' })
      return answer.ok ? ok(null) : answer
    },
  }
}
