import { type Random, seeded } from '@/lib/shared/random'
import { NUMBER } from './installation'
import { bsuidOf, isMapped, phoneOf } from './people'

type Change = { field: string; value: Record<string, unknown> }

export type TrafficOptions = {
  /** People on file, numbered from 0; new ones are numbered after them. */
  people: number
  seed: number
  updatesPerDelivery: number
}

const START = Math.floor(Date.UTC(2026, 10, 1) / 1000)
const TEXTS = [
  'Is this in stock?',
  'Where is my parcel? The tracking page has not moved since Tuesday.',
  'Do you have an offer on two of them?',
  'Thank you!',
  'I cannot find the confirmation 😕',
]

/**
 * Deliveries as a busy number sends them: messages of known people with and without a phone, of people the CRM knows by
 * phone alone, of new people, and the sent, delivered and read of answers, in no particular order of people.
 */
export class Traffic {
  readonly #random: Random
  #serial = 0
  #newPeople = 0

  constructor(private readonly options: TrafficOptions) {
    this.#random = seeded(options.seed)
  }

  /** One body, not signed. */
  delivery(): Buffer {
    const changes: Change[] = []
    let updates = 0
    while (updates < this.options.updatesPerDelivery) {
      const room = this.options.updatesPerDelivery - updates
      const change = this.#random.next() < 0.5 ? this.#message() : this.#statuses(Math.min(3, room))
      changes.push(change.change)
      updates += change.updates
    }
    const entry = [{ id: NUMBER.wabaId, changes }]
    return Buffer.from(JSON.stringify({ object: 'whatsapp_business_account', entry }))
  }

  #person(): number {
    if (this.#random.next() < 0.04) {
      this.#newPeople += 1
      return this.options.people + this.#newPeople
    }
    return this.#random.below(this.options.people)
  }

  /** As WhatsApp makes them: the customer's phone and random bytes in base64, so that they come in no order. */
  #wamid(person: number): string {
    this.#serial += 1
    const random = Array.from({ length: 5 }, () => Math.floor(this.#random.next() * 2 ** 32))
    const inner = Buffer.from(
      `\x1c\x18\x0b${phoneOf(person)}\x15\x02\x00\x11\x18\x14${random
        .map((n) => n.toString(16).padStart(8, '0'))
        .join('')
        .toUpperCase()
        .slice(0, 20)}\x00`,
    )
    return `wamid.${inner.toString('base64')}`
  }

  #at(): string {
    return String(START + Math.floor(this.#serial / 10))
  }

  #message(): { change: Change; updates: number } {
    const person = this.#person()
    // A person with a username hides the phone after 30 days; half of the mapped ones do.
    const withPhone = !isMapped(person) || this.#random.next() < 0.5
    const address = withPhone ? { wa_id: phoneOf(person) } : {}
    const from = withPhone ? { from: phoneOf(person) } : {}
    const user_id = bsuidOf(person)
    const profile = { name: `Customer ${person}`, ...(withPhone ? {} : { username: `customer.${person}` }) }
    const text = { body: this.#random.pick(TEXTS) }
    const message = {
      ...from,
      from_user_id: user_id,
      id: this.#wamid(person),
      timestamp: this.#at(),
      type: 'text',
      text,
    }
    const value = { ...metadata(), contacts: [{ profile, ...address, user_id }], messages: [message] }
    return { change: { field: 'messages', value }, updates: 1 }
  }

  #statuses(count: number): { change: Change; updates: number } {
    const person = this.#person()
    const user_id = bsuidOf(person)
    const withPhone = !isMapped(person) || this.#random.next() < 0.5
    const id = this.#wamid(person)
    const recipient = { ...(withPhone ? { recipient_id: phoneOf(person) } : {}), recipient_user_id: user_id }
    const pricing = { billable: true, pricing_model: 'PMP', category: 'service', type: 'regular' }
    const statuses = ['sent', 'delivered', 'read']
      .slice(0, count)
      .map((status) => ({ id, status, timestamp: this.#at(), ...recipient, pricing }))
    return { change: { field: 'messages', value: { ...metadata(), statuses } }, updates: count }
  }
}

function metadata() {
  const { displayPhoneNumber, phoneNumberId } = NUMBER
  return {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: displayPhoneNumber, phone_number_id: phoneNumberId },
  }
}
