import { randomBytes } from 'node:crypto'
import { log } from './log'

/** Logs a thrown bug under a reference that the person who met it can pass on. Returns the reference. */
export function reportBug(error: unknown): string {
  const reference = `R-${randomBytes(4).toString('hex').toUpperCase()}`
  log.error({ reference, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }, 'bug')
  return reference
}
