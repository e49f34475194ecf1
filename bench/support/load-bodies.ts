import { NUMBER } from './installation'
import { bsuidOf, phoneOf } from './people'

/** Bodies of the load benchmarks by serial number: about 700 bytes each, every one a message of its own. */
const PEOPLE = 10_000

function metadata(): string {
  const { displayPhoneNumber, phoneNumberId } = NUMBER
  return `"messaging_product":"whatsapp","metadata":{"display_phone_number":"${displayPhoneNumber}","phone_number_id":"${phoneNumberId}"}`
}

function message(serial: number): string {
  const person = (serial * 7_919) % PEOPLE
  const [phone, bsuid] = [phoneOf(person), bsuidOf(person)]
  const id = `wamid.HBgL${Buffer.from(`${phone}${serial.toString(36).padStart(10, '0')}`).toString('base64')}`
  return `{"value":{${metadata()},"contacts":[{"profile":{"name":"Customer ${person}"},"wa_id":"${phone}","user_id":"${bsuid}"}],"messages":[{"from":"${phone}","from_user_id":"${bsuid}","id":"${id}","timestamp":"1793500000","type":"text","text":{"body":"Hello, is the blue one still in stock? I would come by on Saturday with the measurements you asked for."}}]},"field":"messages"}`
}

function envelope(changes: string): Buffer {
  return Buffer.from(
    `{"object":"whatsapp_business_account","entry":[{"id":"${NUMBER.wabaId}","changes":[${changes}]}]}`,
  )
}

/** 1,000 updates filled up to 3 MB: the largest delivery WhatsApp sends. */
function big(serial: number): Buffer {
  const text = 'x'.repeat(2_250)
  const changes = Array.from({ length: 1_000 }, (_, i) =>
    message(serial * 1_000 + i).replace('Hello, is', `${text} Hello, is`),
  )
  return envelope(changes.join(','))
}

export const BODY_KINDS = { one: (serial: number) => envelope(message(serial)), big } as const
export type BodyKind = keyof typeof BODY_KINDS
