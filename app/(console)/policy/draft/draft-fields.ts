import type { PolicyContent, PolicyTerm } from '@/lib/policy/schema'
import { LIST_KEYS, type ListKey, POLICY_LIMITS } from '@/lib/policy/vocabulary'
import { LIST_WORDS } from '@/lib/policy/words'

/** The lists as they are typed, one word on a line with its meaning behind an equals sign: `uk = United Kingdom`. */
export type TypedLists = Record<ListKey | 'banned', string>

const linesOf = (rows: readonly { value: string; note: string }[]): string =>
  rows.map(({ value, note }) => (note ? `${value} = ${note}` : value)).join('\n')

export function typedFrom({ lists, banned }: PolicyContent): TypedLists {
  const typed = (key: ListKey) => linesOf(lists[key].terms.map(({ value, label }) => ({ value, note: label })))
  return {
    ...{ words: typed('words'), locations: typed('locations') },
    ...{ products: typed('products'), functions: typed('functions') },
    banned: linesOf(banned.map(({ value, reason }) => ({ value, note: reason }))),
  }
}

type Read = { terms: PolicyTerm[]; problems: string[] }

/** Reads one typed list. A line that cannot be part of a handle is named and left out; nothing is repaired in silence. */
export function readTyped(text: string, most: number = POLICY_LIMITS.terms): Read {
  const terms: PolicyTerm[] = []
  const problems: string[] = []
  for (const line of text.split('\n').map((one) => one.trim())) {
    if (line === '') continue
    const [left = '', ...rest] = line.split('=')
    const value = left.trim().toLowerCase()
    const label = rest.join('=').replace(/\s+/g, ' ').trim()
    if (!/^[a-z0-9]+$/.test(value)) problems.push(`“${left.trim()}” has something else than a to z and 0 to 9.`)
    else if (value.length > POLICY_LIMITS.term)
      problems.push(`“${value}” is longer than ${POLICY_LIMITS.term} characters.`)
    else if (label.length > POLICY_LIMITS.label) {
      problems.push(`What stands behind “${value}” is longer than ${POLICY_LIMITS.label} characters.`)
    } else if (terms.some((term) => term.value === value)) problems.push(`“${value}” is there twice.`)
    else terms.push({ value, label })
  }
  if (terms.length > most) problems.push(`A list has at most ${most} words; this one has ${terms.length}.`)
  return { terms: terms.slice(0, most), problems }
}

/** The policy with the lists as typed, and what was left out of them, list by list. */
export function withTyped(
  content: PolicyContent,
  typed: TypedLists,
): { content: PolicyContent; problems: Record<ListKey | 'banned', string[]>; count: number } {
  const read = Object.fromEntries(LIST_KEYS.map((key) => [key, readTyped(typed[key])])) as Record<ListKey, Read>
  const banned = readTyped(typed.banned, POLICY_LIMITS.banned)
  const lists = Object.fromEntries(
    LIST_KEYS.map((key) => [key, { ...content.lists[key], terms: read[key].terms }]),
  ) as PolicyContent['lists']
  const problems = {
    ...(Object.fromEntries(LIST_KEYS.map((key) => [key, read[key].problems])) as Record<ListKey, string[]>),
    banned: banned.problems,
  }
  return {
    content: { ...content, lists, banned: banned.terms.map(({ value, label }) => ({ value, reason: label })) },
    problems,
    count: Object.values(problems).flat().length,
  }
}

/** What stands under the field of a list. */
export function listHelp(key: ListKey): string {
  return `One ${LIST_WORDS[key].one} on a line; what it stands for behind an equals sign.`
}
