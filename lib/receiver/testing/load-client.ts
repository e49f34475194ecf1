import { Agent, request } from 'node:http'
import type { SeededNumber } from '@/lib/server/testing/seed'
import { signBody } from '@/lib/whatsapp/signature'

/**
 * WhatsApp as an outside judge: sends one message after the other on each connection and remembers every wamid that was
 * answered 200. Nothing else it sees counts.
 */
export type LoadClient = { acknowledged: string[]; statuses: Map<number, number>; stop: () => Promise<void> }

const BODY_LIMIT_MS = 10_000

const PEOPLE = 1_000

/** Who sent the message with this wamid: the number at its end says it. */
export function phoneOf(wamid: string): string {
  const sent = Number(wamid.slice(wamid.lastIndexOf('.') + 1))
  return `447700900${String(sent % PEOPLE).padStart(3, '0')}`
}

function messageBody(number: SeededNumber, wamid: string): Buffer {
  const phone = phoneOf(wamid)
  const value = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '442079460000', phone_number_id: number.phoneNumberId },
    contacts: [{ profile: { name: 'Test Person' }, wa_id: phone }],
    messages: [{ from: phone, id: wamid, timestamp: '1790000000', type: 'text', text: { body: 'Is this in stock?' } }],
  }
  const entry = [{ id: number.wabaId, changes: [{ field: 'messages', value }] }]
  return Buffer.from(JSON.stringify({ object: 'whatsapp_business_account', entry }))
}

function post(url: string, agent: Agent, body: Buffer, signature: string): Promise<number> {
  return new Promise((resolve) => {
    const headers = { 'Content-Length': body.byteLength, 'X-Hub-Signature-256': signature }
    const sending = request(url, { method: 'POST', agent, headers, timeout: BODY_LIMIT_MS }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    sending.on('error', () => resolve(0))
    sending.end(body)
  })
}

export function startLoad(
  url: string,
  number: SeededNumber,
  options: { name: string; connections: number },
): LoadClient {
  const agent = new Agent({ keepAlive: true, maxSockets: options.connections })
  const acknowledged: string[] = []
  const statuses = new Map<number, number>()
  let stopped = false
  let sent = 0
  const connection = async () => {
    while (!stopped) {
      sent += 1
      const wamid = `wamid.${options.name}.${sent}`
      const body = messageBody(number, wamid)
      const status = await post(url, agent, body, signBody(number.secret, body))
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
      if (status === 200) acknowledged.push(wamid)
      if (status === 0) return
    }
  }
  const running = Array.from({ length: options.connections }, connection)
  return {
    acknowledged,
    statuses,
    async stop() {
      stopped = true
      await Promise.all(running)
      agent.destroy()
    },
  }
}
