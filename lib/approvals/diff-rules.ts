/** What a content says, line by line, and what changed between two of them: for people, not for machines. */
export type ContentLine = {
  /** The same in both contents when it is about the same thing: built from the ids of records, not their names. */
  key: string
  label: string
  value: string
}

export type ContentChange = { key: string; label: string; before: string | null; after: string | null }

const SEPARATOR = ' · '

/** `newDestination` becomes "New destination". */
export function labelOf(key: string): string {
  const spaced = key.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replaceAll(/[-_]/g, ' ')
  const words = spaced.toLowerCase().trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

type Tree = Record<string, unknown>

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return typeof value === 'number' ? String(value) : JSON.stringify(value)
}

/** What a record is called: its name, title or text, else its place, else its id. */
function nameOf(record: Tree, index: number): string {
  const name = record.name ?? record.title ?? record.text ?? record.label
  if (typeof name === 'string' && name.trim() !== '') return `“${name}”`
  return typeof record.place === 'number' ? String(record.place) : String(record.id ?? index + 1)
}

type At = { key: string; label: string }

const below = (at: At, key: string, label: string): At => ({
  key: at.key ? `${at.key}/${key}` : key,
  label: at.label ? `${at.label}${SEPARATOR}${label}` : label,
})

function linesOfList(list: readonly unknown[], at: At): ContentLine[] {
  if (!list.some(isTree)) return [{ ...at, value: list.map(textOf).join(', ') }]
  return list.flatMap((one, index) => {
    if (!isTree(one)) return linesOf(one, below(at, String(index), String(index + 1)))
    const { id, ...rest } = one
    const here = below(at, String(id ?? index), nameOf(one, index))
    const lines = linesOf(rest, here)
    return lines.length > 0 ? lines : [{ ...here, value: 'present' }]
  })
}

/** Every value of a content as one line; what is empty has none. */
export function linesOf(value: unknown, at: At = { key: '', label: '' }): ContentLine[] {
  if (isEmpty(value)) return []
  if (Array.isArray(value)) return linesOfList(value, at)
  if (isTree(value)) return Object.entries(value).flatMap(([key, one]) => linesOf(one, below(at, key, labelOf(key))))
  return [{ ...at, value: textOf(value) }]
}

/** What is different, in the order of the newer content; what is gone comes last. */
export function changesBetween(before: unknown, after: unknown): ContentChange[] {
  const was = new Map(linesOf(before).map((line) => [line.key, line]))
  const is = linesOf(after)
  const kept = new Set(is.map(({ key }) => key))
  const changed = is.flatMap(({ key, label, value }): ContentChange[] => {
    const old = was.get(key)?.value ?? null
    return old === value ? [] : [{ key, label, before: old, after: value }]
  })
  const gone = [...was.values()].filter(({ key }) => !kept.has(key))
  return [...changed, ...gone.map(({ key, label, value }) => ({ key, label, before: value, after: null }))]
}
