import { Agent, request as httpRequest } from 'node:http'
import { request as httpsRequest, Agent as SecureAgent } from 'node:https'

/** One answer. `status` 0: there was none; the connection failed or took too long. */
export type PostAnswer = { status: number; retryAfter: string | undefined; milliseconds: number }

export type Wire = {
  post(body: Buffer, signature: string): Promise<PostAnswer>
  close(): void
}

/** WhatsApp does not say how long it waits; a receiver that has not answered by then has failed. */
const PATIENCE_MS = 20_000

/** Connections that are kept open, as WhatsApp's are. */
export function openWire(url: string, connections: number): Wire {
  const secure = url.startsWith('https:')
  const options = { keepAlive: true, maxSockets: connections }
  const agent = secure ? new SecureAgent(options) : new Agent(options)
  const request = secure ? httpsRequest : httpRequest
  return {
    post(body, signature) {
      const started = performance.now()
      const answered = (status: number, retryAfter?: string): PostAnswer => ({
        ...{ status, retryAfter },
        milliseconds: performance.now() - started,
      })
      const headers = {
        'Content-Type': 'application/json',
        'Content-Length': body.byteLength,
        'User-Agent': 'facebookexternalua',
        'X-Hub-Signature-256': signature,
      }
      return new Promise((resolve) => {
        const sending = request(url, { method: 'POST', agent, headers, timeout: PATIENCE_MS }, (response) => {
          response.resume()
          response.once('end', () => resolve(answered(response.statusCode ?? 0, response.headers['retry-after'])))
          response.once('error', () => resolve(answered(0)))
        })
        sending.once('timeout', () => sending.destroy(new Error('timeout')))
        sending.once('error', () => resolve(answered(0)))
        sending.end(body)
      })
    },
    close: () => agent.destroy(),
  }
}
