import type { IncomingMessage } from 'node:http'

/** "Up to 1000 updates in one POST, up to 3 MB" [HOOK]. One byte more is refused. */
export const MAX_BODY_BYTES = 3 * 1024 * 1024

export type BodyResult =
  | { kind: 'body'; body: Buffer }
  | { kind: 'too-large' }
  | { kind: 'too-slow' }
  | { kind: 'gone' }

export type BodyLimits = { maxBytes: number; timeoutMs: number }

/** The length the client announces, when it is larger than allowed: known before a byte is read. */
export function announcesTooMuch(request: IncomingMessage, maxBytes = MAX_BODY_BYTES): boolean {
  return Number(request.headers['content-length'] ?? 0) > maxBytes
}

/** Told once, when the body is complete or will never be. */
export type BodySink = { read(result: BodyResult): void }

/**
 * The raw bytes of a request, as received: the signature covers them and nothing else. Stops at the limit whatever the
 * client announced. `gone`: the client hung up, and there is nobody to answer.
 */
export function readBody(request: IncomingMessage, limits: BodyLimits, sink: BodySink): void {
  new BodyReader(request, limits, sink)
}

const READER = Symbol('the reader of this request')
type WithReader = IncomingMessage & { [READER]?: BodyReader }

function onData(this: WithReader, chunk: Buffer): void {
  this[READER]?.take(chunk)
}
function onEnd(this: WithReader): void {
  this[READER]?.complete()
}
function onGone(this: WithReader): void {
  this[READER]?.settle(GONE)
}

const GONE: BodyResult = { kind: 'gone' }
/** Shared by all that have nothing yet; never written to. */
const NONE: Buffer[] = []

/** Without a closure per request, and with a timer only for bodies that do not come in one piece. */
class BodyReader {
  #chunks: Buffer[] = NONE
  #size = 0
  #settled = false
  #timer: NodeJS.Timeout | undefined

  constructor(
    request: WithReader,
    private readonly limits: BodyLimits,
    private readonly sink: BodySink,
  ) {
    request[READER] = this
    request.on('data', onData).on('end', onEnd).on('close', onGone).on('error', onGone)
    setImmediate(BodyReader.#mindTheTime, this)
  }

  static #mindTheTime(reader: BodyReader): void {
    if (!reader.#settled) reader.#timer = setTimeout(BodyReader.#tooSlow, reader.limits.timeoutMs, reader)
  }

  static #tooSlow(reader: BodyReader): void {
    reader.settle({ kind: 'too-slow' })
  }

  take(chunk: Buffer): void {
    if (this.#settled) return
    this.#size += chunk.byteLength
    if (this.#size > this.limits.maxBytes) this.settle({ kind: 'too-large' })
    else if (this.#chunks === NONE) this.#chunks = [chunk]
    else this.#chunks.push(chunk)
  }

  complete(): void {
    const [first] = this.#chunks
    const body = first && this.#chunks.length === 1 ? first : Buffer.concat(this.#chunks, this.#size)
    this.settle({ kind: 'body', body })
  }

  settle(result: BodyResult): void {
    if (this.#settled) return
    this.#settled = true
    this.#chunks = NONE
    clearTimeout(this.#timer)
    this.sink.read(result)
  }
}

/**
 * Memory for bodies that are still arriving. Who sends them is only known once they are complete, so a crowd of slow
 * strangers may not hold more than this. A body of unknown length takes the largest it could become.
 */
export class ReadingBudget {
  #taken = 0

  constructor(private readonly maxBytes: number) {}

  /** False when there is no room; otherwise `give` the same number back once the body was dealt with. */
  take(bytes: number): boolean {
    if (this.#taken + bytes > this.maxBytes) return false
    this.#taken += bytes
    return true
  }

  give(bytes: number): void {
    this.#taken -= bytes
  }
}
