import { dialect, type Prisma } from './db'

/** Postgres compares letters exactly unless told otherwise; SQLite does not, so there the option does not exist. */
export function containsText(text: string): Prisma.StringFilter {
  const filter = dialect() === 'postgresql' ? { contains: text, mode: 'insensitive' } : { contains: text }
  return filter as Prisma.StringFilter
}
