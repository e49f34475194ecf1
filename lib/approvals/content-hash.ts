import { createHash } from 'node:crypto'
import { canonicalJson } from '@/lib/audit/chain'

/**
 * What an approval is bound to: SHA-256 over the canonical JSON of the content (keys in order, dates as ISO text). The
 * same content has the same hash whichever database kept it and in whatever order it was read.
 */
export function contentHash(content: unknown): string {
  return createHash('sha256').update(canonicalJson(content)).digest('hex')
}
