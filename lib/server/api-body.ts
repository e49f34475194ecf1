import type { ApiBody, BodyType } from '@/lib/api/call'
import { fail, ok, type Result } from '@/lib/shared/result'
import { storableText } from '@/lib/shared/text'

type BodyCode = 'bad-content-type' | 'bad-content-encoding' | 'body-too-large' | 'bad-input'
type Spec = Pick<ApiBody<never>, 'types' | 'limit' | 'fromLines' | 'mostLines'>

function mediaType(request: Request): string {
  return (request.headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
}

function tooLarge(limit: number) {
  return fail('body-too-large', { limit })
}

/** Reads at most `limit` bytes. A client that announces less than it sends is cut off like one that announces more. */
async function readBytes(request: Request, limit: number): Promise<Result<Buffer, 'body-too-large'>> {
  if (Number(request.headers.get('content-length') ?? 0) > limit) return tooLarge(limit)
  if (!request.body) return ok(Buffer.alloc(0))
  const reader = request.body.getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return ok(Buffer.concat(chunks, size))
    size += value.byteLength
    if (size > limit) {
      await reader.cancel().catch(() => undefined)
      return tooLarge(limit)
    }
    chunks.push(value)
  }
}

function badInput(message: string) {
  return fail('bad-input', { message })
}

function decode(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** More than the largest list of contacts holds; a body of nothing but `[[],[],...]` would take gigabytes to read. */
const MOST_VALUES = 3_000_000

/** Deeper than anything the API takes; a schema that recurses into it could otherwise run out of stack. */
const DEEPEST = 32

type Cleaned = { ok: true; value: unknown } | { ok: false; message: string }
type Container = Record<string | number, unknown>
type Pending = { container: Container; depth: number }

/** Own keys of an object; an array is walked by its indexes, without making a text of each. */
function* keysOf(container: Container): Iterable<string | number> {
  if (!Array.isArray(container)) return yield* Object.keys(container)
  for (let index = 0; index < container.length; index += 1) yield index
}

/**
 * Makes parsed JSON safe to hand on, in place: text as both databases can keep it, no key that could reach a prototype,
 * no bottomless nesting. It keeps a list of its own instead of calling itself, because the nesting may be deep.
 */
function clean(value: unknown): Cleaned {
  const root: Container = { value }
  const pending: Pending[] = [{ container: root, depth: 0 }]
  let values = 0
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { container, depth } = next
    if (depth > DEEPEST) return { ok: false, message: `The body is nested more than ${DEEPEST} levels deep.` }
    for (const key of keysOf(container)) {
      values += 1
      if (values > MOST_VALUES) return { ok: false, message: `The body holds more than ${MOST_VALUES} values.` }
      if (key === '__proto__') return { ok: false, message: 'The body has a field called __proto__, which is refused.' }
      const inner = container[key]
      if (typeof inner === 'string') container[key] = storableText(inner)
      else if (typeof inner === 'object' && inner !== null) {
        pending.push({ container: inner as Container, depth: depth + 1 })
      }
    }
  }
  return { ok: true, value: root.value }
}

function parse(text: string): Cleaned {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    // The parser quotes what it stumbled over, which may be somebody's data; only the place is told.
    const place = error instanceof Error ? /position (\d+)/.exec(error.message)?.[1] : undefined
    return { ok: false, message: `The body is not valid JSON${place ? ` (at character ${place})` : ''}.` }
  }
  return clean(value)
}

function readJson(text: string): Result<unknown, 'bad-input'> {
  const parsed = parse(text)
  return parsed.ok ? ok(parsed.value) : badInput(parsed.message)
}

/**
 * One JSON value per line. A line that cannot be read stays text, so that it is counted and named as one bad record. Of
 * more lines than the call takes, one too many is read: enough for the call to refuse them all.
 */
function readLines(text: string, most: number): unknown[] {
  const values: unknown[] = []
  for (let from = 0; from < text.length && values.length <= most; ) {
    const end = text.indexOf('\n', from)
    const line = text.slice(from, end === -1 ? text.length : end).trim()
    from = end === -1 ? text.length : end + 1
    if (line === '') continue
    const parsed = parse(line)
    values.push(parsed.ok ? parsed.value : line)
  }
  return values
}

function interpret(type: BodyType, bytes: Buffer, spec: Spec): Result<unknown, 'bad-input'> {
  // A CSV file may come in another encoding: its own reader decides.
  if (type === 'text/csv') return ok(bytes)
  const text = decode(bytes)
  if (text === null) return badInput('The body is not UTF-8 text.')
  if (type === 'application/x-ndjson' && spec.fromLines)
    return ok(spec.fromLines(readLines(text, spec.mostLines ?? MOST_VALUES)))
  return text.trim() === '' ? badInput('The body is empty.') : readJson(text)
}

/** The body of a request as its call takes it: 415 for another type, 413 above the limit, 400 when it cannot be read. */
export async function readBody(request: Request, spec: Spec): Promise<Result<unknown, BodyCode>> {
  const media = mediaType(request)
  const type = spec.types.find((one) => one === media)
  if (!type) return fail('bad-content-type', { takes: spec.types })
  const encoding = request.headers.get('content-encoding')?.trim().toLowerCase()
  if (encoding && encoding !== 'identity') return fail('bad-content-encoding')
  const bytes = await readBytes(request, spec.limit)
  return bytes.ok ? interpret(type, bytes.value, spec) : bytes
}
