/**
 * JSON that is written once and then copied, with only its digits replaced: writing a payload anew with JSON.stringify
 * costs more than signing and sending it, and a load generator must not be the slow part.
 */

/** What differs from one update to the next. Everything is digits of a fixed width, so no byte after them moves. */
export type SlotName = 'update' | 'person' | 'other' | 'generation' | 'nextGeneration' | 'seconds'

export type SlotValues = Readonly<Record<SlotName, number>>

const WIDTHS: Readonly<Record<SlotName, number>> = {
  update: 12,
  person: 7,
  other: 7,
  generation: 3,
  nextGeneration: 3,
  seconds: 10,
}

/** Seconds are written by the samples themselves from a Date, so their mark is a time nobody sends. */
export const MARKED_SECONDS = 1_234_567_890

/** Stands for the digits of a slot in the text a template is made from. */
export function mark(slot: Exclude<SlotName, 'seconds'>): string {
  return `<${slot}>`
}

const MARKS = new RegExp(`<(${Object.keys(WIDTHS).join('|')})>|${MARKED_SECONDS}`, 'g')

type Slot = { offset: number; width: number; name: SlotName }

export type Template = { bytes: Buffer; slots: readonly Slot[] }

function isSlotName(name: string): name is SlotName {
  return Object.hasOwn(WIDTHS, name)
}

export function compileTemplate(text: string): Template {
  const slots: Slot[] = []
  let out = ''
  let rest = 0
  for (const match of text.matchAll(MARKS)) {
    const name = match[1] ?? 'seconds'
    if (!isSlotName(name)) throw new Error(`${name} is not a slot.`)
    out += text.slice(rest, match.index)
    slots.push({ offset: Buffer.byteLength(out), width: WIDTHS[name], name })
    out += '0'.repeat(WIDTHS[name])
    rest = match.index + match[0].length
  }
  return { bytes: Buffer.from(out + text.slice(rest)), slots }
}

/** Writes the template into `target` and returns the offset after it. The target must have the room. */
export function writeTemplate(template: Template, values: SlotValues, target: Buffer, at: number): number {
  target.set(template.bytes, at)
  for (const { offset, width, name } of template.slots) {
    let digits = values[name]
    for (let place = at + offset + width - 1; place >= at + offset; place -= 1) {
      const shorter = Math.floor(digits / 10)
      target[place] = 48 + (digits - shorter * 10)
      digits = shorter
    }
  }
  return at + template.bytes.length
}
