import { envelope, type TestNumber } from './database'
import type { LifeEvent } from './lives'
import { ABROAD, SALES, type Sent } from './world'

/** Generated updates as the webhooks that would carry them. */
type Shop = { support: TestNumber; sales: TestNumber; abroad: TestNumber }

type Payload = { number: TestNumber; value: Record<string, unknown> }

function payloadOf(update: Sent, shop: Shop): Payload {
  const number = update.number === ABROAD ? shop.abroad : update.number === SALES ? shop.sales : shop.support
  const timestamp = String(update.at.getTime() / 1000)
  if (update.kind === 'message') {
    const { phone, bsuid, username } = update.who
    const contact = { profile: { name: 'Somebody', username }, wa_id: phone, user_id: bsuid }
    const text = { type: 'text', text: { body: 'Hello' } }
    const messages = [{ id: update.wamid, timestamp, from: phone, from_user_id: bsuid, ...text }]
    return { number, value: { contacts: [contact], messages } }
  }
  if (update.kind === 'status') {
    const { wamid: id, status, who } = update
    const recipient = { recipient_id: who.phone, recipient_user_id: who.bsuid }
    return { number, value: { statuses: [{ id, status, timestamp, ...recipient }] } }
  }
  if (update.kind !== 'identity-change') throw new Error(`not generated: ${update.kind}`)
  const { who, previous, form: type } = update
  const system = { type, wa_id: who.phone, user_id: who.bsuid, previous_user_id: previous.bsuid, body: 'changed' }
  return { number, value: { messages: [{ id: update.key, timestamp, type: 'system', from: previous.phone, system }] } }
}

/** One delivery with all of these updates, in this order. */
export function bodyOf(updates: readonly Sent[], shop: Shop) {
  const entry = updates.flatMap((update) => {
    const { number, value } = payloadOf(update, shop)
    return envelope(number, value).entry
  })
  return { object: 'whatsapp_business_account', entry }
}

/** Gives each sampled world phones (of a country code nobody has), BSUIDs, names and messages of its own. */
export function inWorld(event: LifeEvent, world: number): LifeEvent {
  const own = (value: unknown): unknown => {
    if (value instanceof Date) return value
    if (typeof value === 'string') {
      return value
        .replace(/^(GB|name)\./, `$1.w${world}`)
        .replace(/^wamid\./, `wamid.w${world}.`)
        .replace(/^447700900/, `999${String(world).padStart(5, '0')}`)
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, key === 'number' ? inner : own(inner)]))
  }
  return { person: event.person, update: own(event.update) as Sent }
}

/** The world that an identifier or a message belongs to. */
export function worldOf(value: string): number {
  const found = /(?:^|\s)(?:(?:GB|name|wamid)\.w(\d+)|999(\d{5}))/.exec(value)
  return Number(found?.[1] ?? found?.[2] ?? Number.NaN)
}
