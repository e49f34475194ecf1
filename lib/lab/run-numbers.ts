import { db } from '@/lib/server/db'
import type { SampleNumber } from '@/lib/whatsapp/sample-parts'
import type { BeatNumbers } from './pack'

function asSample(number: { phoneNumberId: string; displayDigits: string; wabaId: string }): SampleNumber {
  const { phoneNumberId, displayDigits, wabaId } = number
  return { phoneNumberId, displayPhoneNumber: displayDigits, wabaId }
}

/** The number payloads are addressed to, with another of its portfolio and one of another portfolio, where there are any. */
export async function numbersOf(workspaceId: string, numberId: string | null): Promise<BeatNumbers | null> {
  const all = await db.businessNumber.findMany({ where: { workspaceId }, orderBy: { id: 'asc' } })
  const number = all.find(({ id }) => id === numberId)
  if (!number) return null
  const second = all.find((other) => other.id !== number.id && other.portfolioId === number.portfolioId)
  const foreign = all.find((other) => other.portfolioId !== number.portfolioId)
  return {
    number: asSample(number),
    ...(second ? { second: asSample(second) } : {}),
    ...(foreign ? { foreign: asSample(foreign) } : {}),
  }
}

/** Two numbers that a case is about: the second stands where the pack needs another one of the portfolio, or of another. */
export async function pairNumbers(
  workspaceId: string,
  { first, second }: { first: string; second: string },
): Promise<BeatNumbers | null> {
  const rows = await db.businessNumber.findMany({ where: { workspaceId, id: { in: [first, second] } } })
  const one = rows.find(({ id }) => id === first)
  const other = rows.find(({ id }) => id === second)
  if (!one || !other) return null
  const place = one.portfolioId === other.portfolioId ? 'second' : 'foreign'
  return { number: asSample(one), [place]: asSample(other) }
}
