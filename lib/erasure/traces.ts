/** What a person left in texts that are not their own rows, and how it is recognised. Pure. */

export type Held = { kind: string; value: string }

export type Traces = {
  /** Phones in digits, BSUIDs, e-mails: long enough to be recognised wherever they stand. */
  anywhere: string[]
  /** Usernames and CRM ids: recognised only as a whole JSON string, for they may be short words. */
  whole: string[]
}

const SHORTEST_ANYWHERE = 7
const SHORTEST_WHOLE = 3
const AS_WHOLE = new Set(['username', 'crm_id'])

export function tracesOf(held: readonly Held[]): Traces {
  const anywhere = new Set<string>()
  const whole = new Set<string>()
  for (const { kind, value } of held) {
    if (!AS_WHOLE.has(kind) && value.length >= SHORTEST_ANYWHERE) anywhere.add(value)
    else if (value.length >= SHORTEST_WHOLE) whole.add(value)
  }
  return { anywhere: [...anywhere].sort(), whole: [...whole].sort() }
}

/** The texts to look for in JSON, as it is written. */
export function needlesOf({ anywhere, whole }: Traces): string[] {
  return [...anywhere, ...whole.map((value) => JSON.stringify(value))]
}

const digits = (text: string): string => text.replace(/\D/g, '')

/** Whether a row of a file names the person, in whatever way its phone is written. */
export function namesPerson(source: unknown, { anywhere, whole }: Traces): boolean {
  const [long, short] = [new Set(anywhere.map((value) => value.toLowerCase())), new Set(whole)]
  return textsIn(source).some((text) => {
    const plain = text.trim()
    return long.has(plain.toLowerCase()) || short.has(plain) || long.has(digits(plain)) || long.has(`+${digits(plain)}`)
  })
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value === 'number') return [String(value)]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(textsIn)
}
