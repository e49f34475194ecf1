import type { ServerResponse } from 'node:http'
import { sentenceFor } from '@/lib/shared/sentences'
import { DATA_POLICY, securityHeaders } from './headers'

/** Sets what every answer carries. Pages get their own policy from proxy.ts, which replaces this one. */
export function setSecurityHeaders(response: ServerResponse, https: boolean): void {
  for (const [name, value] of securityHeaders({ https })) response.setHeader(name, value)
  response.setHeader('Content-Security-Policy', DATA_POLICY)
}

export function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
  })
  response.end(text)
}

export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  const text = JSON.stringify(value)
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
  })
  response.end(text)
}

/** A refusal in the words of the catalogue: JSON for API clients, the plain sentence for everyone else. */
export function sendRefusal(response: ServerResponse, refusal: { status: number; code: string; api: boolean }): void {
  const message = sentenceFor(refusal.code)
  // The body was not read, so the connection cannot carry another request.
  response.setHeader('Connection', 'close')
  if (refusal.api) sendJson(response, refusal.status, { error: { code: refusal.code, message } })
  else sendText(response, refusal.status, `${message}\n`)
}
