import { type Random, seeded } from '@/lib/shared/random'
import type { SampleNumber } from '@/lib/whatsapp/sample-parts'
import type { SampleName } from '@/lib/whatsapp/samples'
import { MIXES, type Mix } from './mixes'
import { MOST_PEOPLE, markedPerson, wamidFor } from './people'
import { type Shape, shapesFor } from './shapes'
import type { SlotValues } from './templates'
import { BodyWriter, type Layout } from './write-body'

/** One message, status or change, decided and not yet written. */
export type DrawnUpdate = {
  shape: SampleName
  /** The id of the message it is or is about; undefined for shapes without one. */
  wamid: string | undefined
  /** For a status: which. */
  status: string | undefined
  values: SlotValues
}

export type PayloadOptions = {
  number: SampleNumber
  /** How many different people write. Default 1,000. */
  people?: number
  /** Default 1. */
  seed?: number
  mix?: Mix
  /** Length every text is filled up to, to make large bodies. WhatsApp's own limit is 4,096. */
  textBytes?: number
}

/** A number that only this seed has, as eight characters a wamid may contain. */
function runOf(seed: number): string {
  return Math.imul(seed + 1, 2_654_435_761)
    .toString(36)
    .replace('-', 'm')
    .padStart(8, '0')
    .slice(-8)
}

type Weighted = readonly (readonly [SampleName, number])[]

function weightsOf(mix: Mix): Weighted {
  const weighted = (Object.entries(mix) as [SampleName, number][]).filter(([, weight]) => weight > 0)
  if (weighted.length === 0) throw new Error('A mix needs at least one shape with a weight above 0.')
  const total = weighted.reduce((sum, [, weight]) => sum + weight, 0)
  return weighted.map(([name, weight]) => [name, weight / total])
}

/** Messages the business sent, waiting for their next status. Old ones are forgotten: many are never read either. */
class Outbox {
  readonly #waiting = { delivered: [] as SlotValues[], read: [] as SlotValues[] }

  expect(status: 'delivered' | 'read', values: SlotValues): void {
    const queue = this.#waiting[status]
    queue.push(values)
    if (queue.length > 20_000) queue.splice(0, 10_000)
  }

  take(status: 'delivered' | 'read', random: Random): SlotValues | undefined {
    const queue = this.#waiting[status]
    const index = random.below(queue.length)
    const values = queue[index]
    const last = queue.pop()
    if (last && last !== values) queue[index] = last
    return values
  }
}

const AFTER_SENDING: ReadonlySet<SampleName> = new Set(['status-delivered', 'status-read', 'status-played'])

const CHANGES_NUMBER: ReadonlySet<SampleName> = new Set([
  'rotation',
  'rotation-without-previous',
  'rotation-withdrawn-field',
  'number-change',
  'number-change-oldest',
])

/**
 * WhatsApp's webhooks in bulk, the same for the same seed. `draw` decides what happens next; `body` writes one or more
 * updates as the bytes of a POST. The two are apart, so that a caller can repeat, reorder and regroup updates and knows
 * what each of them is. Writing costs a few microseconds an update: signing is the slower half.
 */
export class Payloads {
  readonly #run: string
  readonly #random: Random
  readonly #weights: Weighted
  readonly #people: number
  /** How often each person has changed their number. */
  readonly #generations: Uint16Array
  readonly #outbox = new Outbox()
  readonly #shapeOf: (name: SampleName) => Shape
  readonly #writer: BodyWriter
  #updates = 0

  constructor({ number, people = 1_000, seed = 1, mix = MIXES.typical, textBytes = 0 }: PayloadOptions) {
    if (people < 1 || people > MOST_PEOPLE) throw new Error(`People must be from 1 to ${MOST_PEOPLE}.`)
    this.#run = runOf(seed)
    this.#random = seeded(seed)
    this.#weights = weightsOf(mix)
    this.#people = people
    this.#generations = new Uint16Array(people)
    const text = 'Do you have the blue hydrangea in stock?'.padEnd(textBytes, ' and the white one?')
    this.#shapeOf = shapesFor(markedPerson(number, this.#run, text))
    this.#writer = new BodyWriter(number, this.#shapeOf)
  }

  /** What happens next. `seconds` is its timestamp, in seconds since 1970. */
  draw(seconds: number): DrawnUpdate {
    const picked = this.#pick()
    if (!AFTER_SENDING.has(picked)) return this.#drawn(picked, this.#fresh(picked, seconds))
    const sent = this.#outbox.take(picked === 'status-delivered' ? 'delivered' : 'read', this.#random)
    // There is no status of a message that was never sent: send one first.
    if (!sent) return this.#drawn('status-sent', this.#fresh('status-sent', seconds))
    if (picked === 'status-delivered') this.#outbox.expect('read', sent)
    return this.#drawn(picked, { ...sent, seconds })
  }

  /** The POST body. Bytes of its own, not shared with the next one. */
  body(updates: readonly DrawnUpdate[], layout: Layout = 'lists'): Buffer {
    return this.#writer.write(updates, layout)
  }

  /** `draw` and `body` for callers that keep nothing. */
  next(seconds: number, updates = 1): Buffer {
    return this.body(Array.from({ length: updates }, () => this.draw(seconds)))
  }

  #pick(): SampleName {
    let left = this.#random.next()
    let name: SampleName = 'phone-and-bsuid'
    for (const [candidate, weight] of this.#weights) {
      name = candidate
      left -= weight
      if (left < 0) break
    }
    return name
  }

  #fresh(shape: SampleName, seconds: number): SlotValues {
    this.#updates += 1
    const person = this.#random.below(this.#people)
    const generation = this.#generations[person] ?? 0
    const nextGeneration = (generation + 1) % 1_000
    if (CHANGES_NUMBER.has(shape)) this.#generations[person] = nextGeneration
    const other = this.#random.below(this.#people)
    const values = { update: this.#updates, person, other, generation, nextGeneration, seconds }
    if (shape === 'status-sent') this.#outbox.expect('delivered', values)
    return values
  }

  #drawn(shape: SampleName, values: SlotValues): DrawnUpdate {
    const { status, hasWamid } = this.#shapeOf(shape)
    return { shape, status, values, wamid: hasWamid ? wamidFor(this.#run, values.update) : undefined }
  }
}
