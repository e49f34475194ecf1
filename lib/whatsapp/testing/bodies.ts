import { expect } from 'vitest'
import { readDelivery } from '../payload'
import type { Update } from '../update'

export const RECEIVED = new Date('2026-11-23T10:00:00Z')
export const NUMBER = '106540352242922'

/** A body with one change of one field. */
export function change(field: string, value: unknown): string {
  return JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: '102', changes: [{ field, value }] }] })
}

/** A body with one `messages` change at our number. */
export function messagesBody(value: object): string {
  const metadata = { display_phone_number: '15550783881', phone_number_id: NUMBER }
  return change('messages', { messaging_product: 'whatsapp', metadata, ...value })
}

/** The updates of a body that is a delivery. */
export function read(body: string): Update[] {
  const reading = readDelivery(Buffer.from(body), RECEIVED)
  expect(reading.problem).toBeUndefined()
  return reading.updates
}

/** The only update of a body, which has to be of this kind. */
export function readOne<K extends Update['kind']>(kind: K, body: string): Extract<Update, { kind: K }> {
  const updates = read(body)
  expect(updates).toHaveLength(1)
  const [update] = updates
  if (update?.kind !== kind) throw new Error(`Expected ${kind}, read ${JSON.stringify(update)}`)
  return update as Extract<Update, { kind: K }>
}

/** A text message from nobody yet. */
export const message = (extra: object) => ({
  id: 'wamid.A',
  timestamp: '1790418000',
  type: 'text',
  text: { body: 'Hi' },
  ...extra,
})
