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
    const chunks: Buffer[] = []
    let size = 0
    const timer = setTimeout(() => settle({ kind: 'too-slow' }), limits.timeoutMs)
    const settle = (result: BodyResult) => {
      clearTimeout(timer)
      request.off('data', onData).off('end', onEnd).off('close', onClose).off('error', onClose)
      resolve(result)
    }
    const onData = (chunk: Buffer) => {
      size += chunk.byteLength
      if (size > limits.maxBytes) settle({ kind: 'too-large' })
      else chunks.push(chunk)
    }
    const onEnd = () => {
      const [only] = chunks
      settle({ kind: 'body', body: chunks.length === 1 && only ? only : Buffer.concat(chunks, size) })
    }
    const onClose = () => settle({ kind: 'gone' })
    request.on('data', onData).on('end', onEnd).on('close', onClose).on('error', onClose)
  })
}

/**
 * Memory for bodies that are still arriving. Who sends them is only known once they are complete, so a crowd of slow
 * strangers may not hold more than this. A body of unknown length takes the largest it could become.
 */
export class ReadingBudget {
  #taken = 0

  constructor(private readonly maxBytes: number) {}

  /** Undefined when there is no room; otherwise call the returned function once the body was dealt with. */
  take(request: IncomingMessage): (() => void) | undefined {
    const bytes = Number(request.headers['content-length'] ?? MAX_BODY_BYTES)
    if (this.#taken + bytes > this.maxBytes) return undefined
    this.#taken += bytes
    return () => {
      this.#taken -= bytes
    }
  }
}
