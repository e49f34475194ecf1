/** What changed between two values, path by path, for people to read. Pure. */
export type DiffLine = { path: string; before: string | null; after: string | null }

const LONGEST = 300

function show(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
}

function isTree(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** `{ zone: 'a' }` and `{ zone: 'b' }` give one line; equal values give none; lists are compared whole. */
export function diffLines(before: unknown, after: unknown, path = ''): DiffLine[] {
  if (isTree(before) || isTree(after)) {
    const left = isTree(before) ? before : {}
    const right = isTree(after) ? after : {}
    const keys = [...new Set([...Object.keys(left), ...Object.keys(right)])].sort()
    return keys.flatMap((key) => diffLines(left[key], right[key], path ? `${path}.${key}` : key))
  }
  const [was, is] = [before, after].map((value) => (value === undefined || value === null ? null : show(value)))
  return was === is ? [] : [{ path: path || 'value', before: was ?? null, after: is ?? null }]
}
