import { jsonpath } from 'json-p3'
import { storableText } from '@/lib/shared/text'

/** A regular expression of a stranger could keep the worker busy for ever. */
const WITH_PATTERNS = /\b(?:match|search)\s*\(/

export function isJsonPath(text: string): boolean {
  if (WITH_PATTERNS.test(text)) return false
  try {
    jsonpath.compile(text)
    return true
  } catch {
    return false
  }
}

/**
 * The first value at a path (RFC 9535) as text: undefined when nothing is there, null for null and an empty text. Objects
 * come as JSON.
 */
export function textAt(path: string, document: unknown): string | null | undefined {
  if (path === '' || !isJsonPath(path)) return undefined
  if (typeof document !== 'object' || document === null) return undefined
  const [value] = jsonpath.query(path, document as Parameters<typeof jsonpath.query>[1]).values()
  if (value === undefined) return undefined
  if (value === null || value === '') return null
  return storableText(typeof value === 'object' ? JSON.stringify(value) : String(value))
}
