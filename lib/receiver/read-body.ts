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

/**
 * The raw bytes of a request, as received: the signature covers them and nothing else. Stops at the limit whatever the
 * client announced. `gone`: the client hung up, and there is nobody to answer.
 */
export function readBody(request: IncomingMessage, limits: BodyLimits): Promise<BodyResult> {
  return new Promise((resolve) => {
    new BodyReader(request, limits, resolve).start()
  })
}

/** A class, because four closures per request are a measurable part of what a delivery costs. */
class BodyReader {
  #chunks: Buffer[] = []
  #size = 0
  #settled = false
  #timer: NodeJS.Timeout

  constructor(
    private readonly request: IncomingMessage,
    private readonly limits: BodyLimits,
    private readonly resolve: (result: BodyResult) => void,
  ) {
    this.#timer = setTimeout(BodyReader.#tooSlow, limits.timeoutMs, this)
  }

  static #tooSlow(reader: BodyReader): void {
    reader.#settle({ kind: 'too-slow' })
  }

  start(): void {
    this.request
      .on('data', (chunk: Buffer) => this.#read(chunk))
      .on('end', () => this.#end())
      .on('close', () => this.#settle({ kind: 'gone' }))
      .on('error', () => this.#settle({ kind: 'gone' }))
  }

  #read(chunk: Buffer): void {
    if (this.#settled) return
    this.#size += chunk.byteLength
    if (this.#size > this.limits.maxBytes) this.#settle({ kind: 'too-large' })
    else this.#chunks.push(chunk)
  }

  #end(): void {
    const [first] = this.#chunks
    const body = first && this.#chunks.length === 1 ? first : Buffer.concat(this.#chunks, this.#size)
    this.#settle({ kind: 'body', body })
  }

  #settle(result: BodyResult): void {
    if (this.#settled) return
    this.#settled = true
    this.#chunks = []
    clearTimeout(this.#timer)
    this.resolve(result)
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
