import type { ClassKey, ListKey, NamePattern, PolicyList } from './schema'

export const CLASS_WORDS: Record<ClassKey, { name: string; hint: string }> = {
  master_brand: { name: 'Master brand', hint: 'The whole business: one handle for everybody who looks for it.' },
  region: { name: 'Region', hint: 'A country, city or branch that answers for itself.' },
  product: { name: 'Product', hint: 'A product or line with customers of its own.' },
  support: { name: 'Support', hint: 'A function that helps: service, orders, returns.' },
}

export const LIST_WORDS: Record<ListKey, { name: string; one: string; many: string }> = {
  words: { name: 'Words', one: 'word', many: 'words' },
  locations: { name: 'Locations', one: 'location', many: 'locations' },
  products: { name: 'Product names', one: 'product name', many: 'product names' },
  functions: { name: 'Function names', one: 'function name', many: 'function names' },
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
