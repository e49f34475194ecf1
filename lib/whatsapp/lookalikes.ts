import { checkUsername, usernameKey } from './username'

/**
 * Names that somebody else could take and that customers would read as ours. Usernames are unique, but `.` and `_`
 * count, so `my.id`, `my_id` and `myid` are three names that three owners may hold; only an exact match is found, so a
 * customer who types it slightly wrong reaches whoever took that spelling. [BSUID]
 */
export type LookalikeKind = 'separator' | 'digit' | 'shape' | 'plural' | 'doubled' | 'official' | 'underscore' | 'slip'

export type Lookalike = { name: string; kind: LookalikeKind; why: string }

/** What is closest in sound and sight comes first; a slip of the finger last. */
const RANK: Record<LookalikeKind, number> = {
  separator: 0,
  digit: 1,
  shape: 2,
  plural: 3,
  doubled: 4,
  official: 5,
  underscore: 6,
  slip: 7,
}

const WHY: Record<LookalikeKind, string> = {
  separator: 'Sounds the same; only periods or underscores differ.',
  digit: 'A digit stands for a letter that looks like it.',
  shape: 'Letters that look alike at small sizes.',
  plural: 'Singular and plural are easily mixed up.',
  doubled: 'A letter is doubled, or a double one is single.',
  official: 'Claims to be the real one.',
  underscore: 'An underscore at the edge is hardly seen.',
  slip: 'One letter is missing or two have changed places.',
}

const DIGITS: readonly (readonly [string, string])[] = [
  ['o', '0'],
  ['l', '1'],
  ['i', '1'],
  ['e', '3'],
  ['a', '4'],
  ['s', '5'],
  ['t', '7'],
  ['b', '8'],
  ['g', '9'],
]

const SHAPES: readonly (readonly [string, string])[] = [
  ['rn', 'm'],
  ['vv', 'w'],
  ['cl', 'd'],
  ['l', 'i'],
  ['u', 'v'],
]

/** Words after which or before which people put a separator: `larkmosshelp` is read as two words. */
const SPLIT_WORDS = ['support', 'official', 'service', 'store', 'sales', 'team', 'help', 'care', 'shop', 'info', 'uk']

function separators(name: string): string[] {
  const plain = name.replace(/[._]/g, '')
  const split = SPLIT_WORDS.flatMap((word) => {
    if (plain === word) return []
    if (plain.endsWith(word)) return ['_', '.'].map((sign) => `${plain.slice(0, -word.length)}${sign}${word}`)
    return plain.startsWith(word) ? ['_', '.'].map((sign) => `${word}${sign}${plain.slice(word.length)}`) : []
  })
  const inDigits = ['_', '.'].map((sign) => plain.replace(/([a-z])(\d)/, `$1${sign}$2`))
  return [plain, name.replace(/\./g, '_'), name.replace(/_/g, '.'), ...split, ...inDigits]
}

/** Every place where one spelling can be exchanged for the other, one place at a time. */
function exchanged(name: string, pairs: readonly (readonly [string, string])[]): string[] {
  const found: string[] = []
  for (const [one, other] of pairs) {
    for (const [from, to] of [
      [one, other],
      [other, one],
    ] as const) {
      for (let at = name.indexOf(from); at >= 0; at = name.indexOf(from, at + 1)) {
        found.push(name.slice(0, at) + to + name.slice(at + from.length))
      }
    }
  }
  return found
}

function plurals(name: string): string[] {
  const words = name.split(/([._])/)
  return words.flatMap((word, at) => {
    if (!/^[a-z]{3,}$/.test(word)) return []
    const other = word.endsWith('s') ? word.slice(0, -1) : `${word}s`
    return [words.with(at, other).join('')]
  })
}

function doubled(name: string): string[] {
  const found: string[] = []
  for (let at = 0; at < name.length; at += 1) {
    const letter = name.charAt(at)
    if (!/[a-z]/.test(letter)) continue
    if (name.charAt(at + 1) === letter) found.push(name.slice(0, at) + name.slice(at + 1))
    else if (name.charAt(at - 1) !== letter) found.push(name.slice(0, at) + letter + name.slice(at))
  }
  return found
}

function slips(name: string): string[] {
  const found: string[] = []
  for (let at = 0; at < name.length; at += 1) {
    found.push(name.slice(0, at) + name.slice(at + 1))
    if (at + 1 < name.length) {
      found.push(name.slice(0, at) + name.charAt(at + 1) + name.charAt(at) + name.slice(at + 2))
    }
  }
  return found
}

const VARIANTS: Record<LookalikeKind, (name: string) => string[]> = {
  separator: separators,
  digit: (name) => exchanged(name, DIGITS),
  shape: (name) => exchanged(name, SHAPES),
  plural: plurals,
  doubled,
  official: (name) => [`${name}_official`, `${name}.official`, `${name}official`, `the${name}`, `${name}hq`],
  underscore: (name) => [`${name}_`, `_${name}`],
  slip: slips,
}

const KINDS = Object.keys(VARIANTS) as LookalikeKind[]

/** At most this many of one kind, so that a long name does not drown the near ones in slips. */
const PER_KIND = 6

/**
 * Look-alikes of a name, the most deceiving first: every one a valid username, none equal to the name, each once. At
 * most `limit`, so the list stays readable. Empty for a name that is not valid itself.
 */
export function lookalikesOf(value: string, limit = 24): Lookalike[] {
  const name = usernameKey(value)
  if (checkUsername(name).verdict === 'error') return []
  const seen = new Set([name])
  const found: Lookalike[] = []
  for (const kind of [...KINDS].sort((a, b) => RANK[a] - RANK[b])) {
    let taken = 0
    for (const variant of VARIANTS[kind](name)) {
      if (taken === PER_KIND) break
      if (seen.has(variant) || checkUsername(variant).verdict === 'error') continue
      seen.add(variant)
      taken += 1
      found.push({ name: variant, kind, why: WHY[kind] })
    }
  }
  return found.slice(0, limit)
}

const LOOKS_LIKE: Readonly<Record<string, string>> = {
  0: 'o',
  1: 'i',
  3: 'e',
  4: 'a',
  5: 's',
  7: 't',
  8: 'b',
  9: 'g',
  l: 'i',
}

/** What is left of a name when everything that is easily misread is folded together. */
function skeleton(value: string): string {
  return usernameKey(value)
    .replace(/[._]/g, '')
    .replace(/rn/g, 'm')
    .replace(/vv/g, 'w')
    .replace(/[0134578l9]/g, (sign) => LOOKS_LIKE[sign] ?? sign)
    .replace(/(.)\1+/g, '$1')
    .replace(/s$/, '')
}

/** Two different names that customers would mix up. */
export function looksLike(a: string, b: string): boolean {
  return usernameKey(a) !== usernameKey(b) && skeleton(a) === skeleton(b)
}
