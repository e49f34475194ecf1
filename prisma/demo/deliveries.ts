import { type Random, seeded } from '@/lib/shared/random'
import type { SampleNumber } from '@/lib/whatsapp/sample-parts'
import { SAMPLES, sampleDeliveries } from '@/lib/whatsapp/samples'
import { disagreements } from './disagreements'
import { type DemoDelivery, type DemoNumbers, HOUR, message, status, wamidOf } from './payloads'
import { bsuidOf, CUSTOMERS, type DemoCustomer } from './people'

const TEXTS = [
  'Do you have the blue hydrangea in stock?',
  'Hello, when does my order arrive?',
  'Can I return a cracked pot?',
  'Is the café open on Sunday?',
  'Which compost is right for camellias?',
  'My loyalty card does not scan 🌱',
  'We need 40 hedging plants for a trade job. Price?',
  'Is this the official Larkmoss chat?',
  'Could somebody call me about the garden design visit?',
  'Thank you, that was quick!',
]

/** Customers who write with phone and BSUID, some again without a phone, and the statuses of the answers they get. */
function conversations(customers: DemoCustomer[], numbers: DemoNumbers, now: Date): DemoDelivery[] {
  const random = seeded(23)
  const made: DemoDelivery[] = []
  let n = 0
  for (const customer of customers.slice(0, 210)) {
    if (!customer.phone) continue
    const number = numberFor(numbers, random, customer)
    const first = new Date(now.getTime() - random.next() * 144 * HOUR)
    n += 1
    const text = random.pick(TEXTS)
    made.push(message(number, first, { writer: { ...customer, username: undefined }, n, text }))
    const answered = new Date(first.getTime() + 600_000)
    n += 1
    for (const [i, word] of ['sent', 'delivered', 'read'].entries()) {
      if (i > random.below(4)) break
      const later = new Date(answered.getTime() + i * 40_000)
      made.push(status(number, later, { writer: customer, n, status: word }))
    }
    if (random.next() < 0.32) {
      n += 1
      const second = new Date(first.getTime() + random.next() * (now.getTime() - first.getTime()))
      made.push(message(number, second, { writer: { ...customer, phone: undefined }, n, text: random.pick(TEXTS) }))
    }
  }
  return made
}

function numberFor(numbers: DemoNumbers, random: Random, customer: DemoCustomer): SampleNumber {
  if (customer.labels.includes('trade')) return numbers.trade
  return random.pick([numbers.support, numbers.support, numbers.support, numbers.stores, numbers.sales])
}

/** People whom the CRM does not know and who never showed a phone. */
function strangers(numbers: DemoNumbers, now: Date): DemoDelivery[] {
  const random = seeded(37)
  return Array.from({ length: 26 }, (_, i) => {
    const bsuid = bsuidOf(5_000 + i)
    const at = new Date(now.getTime() - random.next() * 120 * HOUR)
    const writer = { name: `fern.${i + 1}`, username: `fern.gardener${i + 1}`, bsuid }
    return message(numbers.support, at, { writer, n: 20_000 + i, text: random.pick(TEXTS) })
  })
}

/** A phone that two CRM records claim: nobody can tell who wrote. */
function sharedPhones(customers: DemoCustomer[], numbers: DemoNumbers, now: Date): DemoDelivery[] {
  return customers.slice(CUSTOMERS).map((customer, i) => {
    const at = new Date(now.getTime() - (i + 1) * 5 * HOUR)
    const writer = { name: customer.name, phone: customer.phone, bsuid: bsuidOf(6_000 + i) }
    return message(numbers.support, at, { writer, n: 30_000 + i, text: 'Hello, it is me again' })
  })
}

/** Every variation of the payload pack, each with people of its own. */
function pack(numbers: DemoNumbers, now: Date): DemoDelivery[] {
  const { support, sales, trade } = numbers
  return SAMPLES.flatMap((sample, i) => {
    const at = new Date(now.getTime() - (SAMPLES.length - i) * 0.4 * HOUR)
    const phone = (n: number): string => `447700900${400 + ((i * 4 + n) % 600)}`
    const deliveries = sampleDeliveries(sample.name, {
      ...support,
      secondNumber: sales,
      foreignNumber: trade,
      phone: phone(0),
      newPhone: phone(1),
      otherPhone: phone(2),
      bsuid: bsuidOf(7_000 + i),
      newBsuid: bsuidOf(8_000 + i),
      foreignBsuid: bsuidOf(9_000 + i),
      parentBsuid: bsuidOf(7_000 + i, 'GB.ENT'),
      newParentBsuid: bsuidOf(8_000 + i, 'GB.ENT'),
      username: `moss.visitor${i}`,
      newUsername: `moss_visitor${i}_new`,
      profileName: `Visitor ${i + 1}`,
      wamid: wamidOf(40_000 + i * 10),
      at,
    })
    // A wrong signature is refused with 401 and leaves no row: there is nothing of it to load.
    const signed = deliveries.filter((delivery) => delivery.signature === 'right')
    return signed.map(({ body }, step) => ({ at: new Date(at.getTime() + step * 1_000), body }))
  })
}

export function demoDeliveries(customers: DemoCustomer[], numbers: DemoNumbers, now: Date): DemoDelivery[] {
  const all = [
    ...conversations(customers, numbers, now),
    ...strangers(numbers, now),
    ...sharedPhones(customers, numbers, now),
    ...disagreements(customers, numbers, now),
    ...pack(numbers, now),
  ]
  return all.filter(({ at }) => at <= now).sort((a, b) => a.at.getTime() - b.at.getTime())
}
