import type { SampleNumber } from '@/lib/whatsapp/sample-parts'
import type { SampleName } from '@/lib/whatsapp/samples'
import type { Shape } from './shapes'
import { type SlotValues, type Template, writeTemplate } from './templates'

/** `lists`: one change with all messages and statuses, as WhatsApp batches them. `changes`: one change per update. */
export type Layout = 'lists' | 'changes'

type Part = { shape: SampleName; values: SlotValues }

const COMMA = 44
const TAIL = Buffer.from(']}]}')
const VALUE_TAIL = Buffer.from('}}')
const LISTS = (['contacts', 'messages', 'statuses'] as const).map((name) => ({
  name,
  open: Buffer.from(`,"${name}":[`),
}))
const LIST_TAIL = Buffer.from(']')

/** Writes bodies into one buffer that grows to the largest of them, and gives a copy. */
export class BodyWriter {
  readonly #head: Buffer
  readonly #valueHead: Buffer
  #scratch = Buffer.allocUnsafe(64 * 1_024)
  #at = 0

  constructor(
    { wabaId, displayPhoneNumber, phoneNumberId }: SampleNumber,
    private readonly shapeOf: (name: SampleName) => Shape,
  ) {
    const metadata = JSON.stringify({ display_phone_number: displayPhoneNumber, phone_number_id: phoneNumberId })
    this.#head = Buffer.from(
      `{"object":"whatsapp_business_account","entry":[{"id":${JSON.stringify(wabaId)},"changes":[`,
    )
    this.#valueHead = Buffer.from(`{"field":"messages","value":{"messaging_product":"whatsapp","metadata":${metadata}`)
  }

  write(parts: readonly Part[], layout: Layout): Buffer {
    this.#makeRoom(parts)
    this.#put(this.#head)
    if (layout === 'changes' || parts.length === 1) this.#putChanges(parts)
    else this.#putTogether(parts)
    this.#put(TAIL)
    return Buffer.from(this.#scratch.subarray(0, this.#at))
  }

  #makeRoom(parts: readonly Part[]): void {
    let room = 1_024
    for (const { shape } of parts) room += this.shapeOf(shape).change.bytes.length + 64
    if (this.#scratch.length < room) this.#scratch = Buffer.allocUnsafe(room * 2)
    this.#at = 0
  }

  #put(bytes: Buffer): void {
    this.#scratch.set(bytes, this.#at)
    this.#at += bytes.length
  }

  #putTemplate(template: Template, values: SlotValues, first: boolean): void {
    if (!first) this.#scratch[this.#at++] = COMMA
    this.#at = writeTemplate(template, values, this.#scratch, this.#at)
  }

  #putChanges(parts: readonly Part[]): void {
    let first = true
    for (const { shape, values } of parts) {
      this.#putTemplate(this.shapeOf(shape).change, values, first)
      first = false
    }
  }

  /** What stands in no list of `messages` keeps a change of its own. */
  #putTogether(parts: readonly Part[]): void {
    const listed = parts.filter(({ shape }) => this.shapeOf(shape).listed)
    const alone = parts.filter(({ shape }) => !this.shapeOf(shape).listed)
    if (listed.length > 0) this.#putLists(listed)
    if (listed.length > 0 && alone.length > 0) this.#scratch[this.#at++] = COMMA
    this.#putChanges(alone)
  }

  #putLists(parts: readonly Part[]): void {
    this.#put(this.#valueHead)
    for (const { name, open } of LISTS) {
      let first = true
      for (const { shape, values } of parts) {
        const { listed } = this.shapeOf(shape)
        const template = name === 'contacts' ? listed?.contact : listed?.list === name ? listed.element : undefined
        if (!template) continue
        if (first) this.#put(open)
        this.#putTemplate(template, values, first)
        first = false
      }
      if (!first) this.#put(LIST_TAIL)
    }
    this.#put(VALUE_TAIL)
  }
}
