import { request as httpRequest, type OutgoingHttpHeaders } from 'node:http'
import { env } from '@/lib/server/env'
import { createFront } from '@/lib/server/front'
import { closeServer, listen } from '@/lib/server/lifecycle'
import { signBody } from '@/lib/whatsapp/signature'
import { openReceiver } from '../open-receiver'
import type { DeliveryWriter } from '../stored-delivery'

export type Answer = { status: number; headers: NodeJS.Dict<string | string[]>; text: string }

export type Sending = { method?: string; headers?: OutgoingHttpHeaders; body?: Buffer }

/** One raw HTTP request; unlike fetch it sends exactly the headers it is given. */
export function send(url: string, sending: Sending): Promise<Answer> {
  const { method = 'POST', headers = {}, body } = sending
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, { method, headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(chunks).toString() })
      })
      response.on('error', reject)
    })
    request.on('error', (error) => {
      // The server closes a connection that was idle for five seconds, perhaps in the moment in which it is used again.
      const idle = request.reusedSocket && 'code' in error && error.code === 'ECONNRESET'
      if (idle) resolve(send(url, sending))
      else reject(error)
    })
    request.end(body)
  })
}

/** What WhatsApp sends: the body, and its signature under the app secret. */
export function sendSigned(url: string, secret: string, body: Buffer): Promise<Answer> {
  const headers = { 'Content-Type': 'application/json', 'X-Hub-Signature-256': signBody(secret, body) }
  return send(url, { headers, body })
}

export type TestReceiver = {
  urlFor: (key: string) => string
  storedCalls: number[]
  close: () => Promise<void>
}

/** The receiver behind the real front, in this process, on the test's own database unless another is given. */
export async function startTestReceiver(
  writer?: DeliveryWriter,
  databaseUrl = env().databaseUrl,
): Promise<TestReceiver> {
  const storedCalls: number[] = []
  const receiver = openReceiver(databaseUrl, { onStored: (count) => storedCalls.push(count), writer })
  const server = createFront({
    webhook: receiver.handle,
    health: () => false,
    publicUrl: undefined,
    trustProxy: false,
    onError: (error) => {
      throw error
    },
  })
  const port = await listen(server, 0, '127.0.0.1')
  return {
    urlFor: (key) => `http://127.0.0.1:${port}/webhooks/whatsapp/${key}`,
    storedCalls,
    async close() {
      await closeServer(server, 100)
      await receiver.close()
    },
  }
}

/** Works on all of them, so many at once. */
export async function inGroups<T>(list: readonly T[], atOnce: number, work: (one: T) => Promise<void>): Promise<void> {
  for (let from = 0; from < list.length; from += atOnce) await Promise.all(list.slice(from, from + atOnce).map(work))
}
