import type { IncomingMessage, ServerResponse } from 'node:http'
import { DATA_POLICY } from '@/lib/server/headers'
import { REFUSALS, type RefusalReason } from './refusals'

/** What is left of a refused body is thrown away up to here, so that the client gets to read the answer. */
const DRAIN_MS = 2_000
const RETRY_AFTER_SECONDS = '5'

/** Nothing to keep and nothing to sniff, so no header says so: each one costs, thousands of times a second. */
const STORED = ['Content-Length', '0']

/** 200, and nothing to read. Only called after the commit. */
export function answerStored(response: ServerResponse): void {
  response.writeHead(200, STORED)
  response.end()
}

/** The challenge as it came. Plain text that nothing may sniff or run: it is a stranger's text on our address. */
export function sendChallenge(response: ServerResponse, challenge: string): void {
  response.writeHead(200, {
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Length': Buffer.byteLength(challenge),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': DATA_POLICY,
  })
  response.end(challenge)
}

export function refuse(request: IncomingMessage, response: ServerResponse, reason: RefusalReason): void {
  const { status, sentence } = REFUSALS[reason]
  const text = JSON.stringify({ error: { code: reason, message: sentence } })
  if (status === 503) response.setHeader('Retry-After', RETRY_AFTER_SECONDS)
  // A body that is not worth reading ends the connection, or it would be read after all to find the next request.
  const abandon = !request.complete
  if (abandon) response.setHeader('Connection', 'close')
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  })
  response.write(text)
  if (!abandon) {
    response.end()
    return
  }
  // Closing while bytes are still coming makes the system reset the connection, and the client would lose the answer.
  const finish = () => {
    clearTimeout(timer)
    response.end()
  }
  const timer = setTimeout(finish, DRAIN_MS)
  request.once('end', finish).once('close', finish).resume()
}
