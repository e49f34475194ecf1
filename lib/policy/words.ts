import { roleLabel } from '@/lib/members/role-words'
import type { NamePattern, PolicyContent, PolicyList } from './schema'
import { type ClassKey, type ListKey, POLICY_ROLES, type ScenarioKind } from './vocabulary'

export const CLASS_WORDS: Record<ClassKey, { name: string; hint: string }> = {
  master_brand: { name: 'Master brand', hint: 'The whole business: one handle for everybody who looks for it.' },
  region: { name: 'Region', hint: 'A country, city or branch that answers for itself.' },
  product: { name: 'Product', hint: 'A product or line with customers of its own.' },
  support: { name: 'Support', hint: 'A function that helps: service, orders, returns.' },
}

export const LIST_WORDS: Record<ListKey, { name: string; one: string }> = {
  words: { name: 'Words', one: 'word' },
  locations: { name: 'Locations', one: 'location' },
  products: { name: 'Product names', one: 'product name' },
  functions: { name: 'Function names', one: 'function name' },
}

export const SCENARIO_WORDS: Record<ScenarioKind, string> = {
  new_market: 'New market',
  new_support_line: 'New support line',
  new_campaign: 'New campaign',
  other: 'Another case',
}

/** The words of a list, as the end of a sentence: `a location of the policy (uk, de, fr)`. */
export function listWords(kind: ListKey, { terms, open }: PolicyList): string {
  const { one } = LIST_WORDS[kind]
  const shown = terms.slice(0, 5).map(({ value }) => value)
  const rest = terms.length > shown.length ? `, and ${terms.length - shown.length} more` : ''
  const listed = shown.length > 0 ? ` of the policy (${shown.join(', ')}${rest})` : ' of the policy'
  if (!open) return `a ${one}${listed}`
  return `a ${one}${listed} or another of ${openWords(open)}`
}

export function openWords({ min, max }: { min: number; max: number }): string {
  return min === max ? `${min} letters` : `${min} to ${max} letters`
}

/** A pattern as it is written on the page: `word _ location`, with fixed words in quotation marks. */
export function patternWords(pattern: NamePattern): string {
  return pattern
    .map((part, index) => {
      const word = part.kind === 'text' ? `“${part.text}”` : LIST_WORDS[part.kind].one
      return index === 0 ? word : `${part.before ? ` ${part.before} ` : ' + '}${word}`
    })
    .join('')
}

/** What a list says on the page, without its name; null when it says nothing. */
export function listLine(kind: ListKey, { terms, open }: PolicyList): string | null {
  const words = terms.map(({ value, label }) => (label ? `${value} (${label})` : value))
  if (open) words.push(`${words.length > 0 ? 'any other' : 'any'} ${LIST_WORDS[kind].one} of ${openWords(open)}`)
  return words.length > 0 ? words.join(', ') : null
}

/** What may not be part of a handle, on the page; null when nothing is named. */
export function bannedLine(banned: PolicyContent['banned']): string | null {
  if (banned.length === 0) return null
  return banned.map(({ value, reason }) => (reason ? `${value} (${reason})` : value)).join(', ')
}

/** Roles by name; "every team" when all of them are meant. */
export function rolesLine(roles: readonly string[]): string {
  if (roles.length === 0) return 'nobody yet'
  if (POLICY_ROLES.every((role) => roles.includes(role))) return 'every team'
  return roles.map(roleLabel).join(', ')
}
