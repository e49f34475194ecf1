import type { SampleNumber } from '@/lib/whatsapp/sample-parts'

/** One POST as WhatsApp sent it to Larkmoss. */
export type DemoDelivery = { at: Date; body: Buffer }

export type DemoNumbers = { support: SampleNumber; stores: SampleNumber; sales: SampleNumber; trade: SampleNumber }

export const HOUR = 3_600_000

export function wamidOf(n: number): string {
  return `wamid.HBgL${Buffer.from(`larkmoss-${String(n).padStart(6, '0')}`)
    .toString('base64url')
    .toUpperCase()}`
}

function envelope(number: SampleNumber, at: Date, value: object): Buffer {
  const metadata = { display_phone_number: number.displayPhoneNumber, phone_number_id: number.phoneNumberId }
  const change = { field: 'messages', value: { messaging_product: 'whatsapp', metadata, ...value } }
  const entry = { id: number.wabaId, time: Math.floor(at.getTime() / 1000), changes: [change] }
  return Buffer.from(JSON.stringify({ object: 'whatsapp_business_account', entry: [entry] }))
}

export type Writer = { name: string; username?: string; phone?: string; bsuid: string; parent?: string }

export function message(
  number: SampleNumber,
  at: Date,
  request: { writer: Writer; n: number; text: string },
): DemoDelivery {
  const { writer, n, text } = request
  const profile = { name: writer.name, ...(writer.username ? { username: writer.username } : {}) }
  const contact = {
    profile,
    ...(writer.phone ? { wa_id: writer.phone } : {}),
    user_id: writer.bsuid,
    parent_user_id: writer.parent,
  }
  const from = writer.phone ? { from: writer.phone } : {}
  const timestamp = String(Math.floor(at.getTime() / 1000))
  const body = {
    ...from,
    from_user_id: writer.bsuid,
    from_parent_user_id: writer.parent,
    id: wamidOf(n),
    timestamp,
    type: 'text',
    text: { body: text },
  }
  return { at, body: envelope(number, at, { contacts: [contact], messages: [body] }) }
}

export function status(
  number: SampleNumber,
  at: Date,
  request: { writer: Writer; n: number; status: string },
): DemoDelivery {
  const { writer, n } = request
  const timestamp = String(Math.floor(at.getTime() / 1000))
  const recipient = writer.phone ? { recipient_id: writer.phone } : {}
  const update = { id: wamidOf(n), status: request.status, timestamp, ...recipient, recipient_user_id: writer.bsuid }
  return { at, body: envelope(number, at, { statuses: [update] }) }
}

/** A change of identity as WhatsApp tells it since August 2026: a system message without `contacts`. [SYS] [LOG] */
export function change(
  number: SampleNumber,
  at: Date,
  told: { n: number; previous: string; bsuid: string; phone?: string; left?: string },
): DemoDelivery {
  const { n, previous, bsuid, phone, left } = told
  const type = phone ? 'user_changed_number' : 'user_changed_user_id'
  const system = { type, user_id: bsuid, previous_user_id: previous, wa_id: phone, body: 'User changed' }
  const timestamp = String(Math.floor(at.getTime() / 1000))
  return {
    at,
    body: envelope(number, at, { messages: [{ from: left, id: wamidOf(n), timestamp, type: 'system', system }] }),
  }
}
