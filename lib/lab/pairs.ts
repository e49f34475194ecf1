import type { Actor } from '@/lib/server/actor'
import { db } from '@/lib/server/db'
import { pairSubject, placeKey } from './case-subject'
import { findVariation } from './pack'
import type { RunCase } from './schema'
import { type RecordResult, resultOf } from './vocabulary'

type Number = { id: string; label: string; displayNumber: string; portfolioId: string; portfolio: { name: string } }

export type PairView = {
  key: string
  first: string
  second: string
  samePortfolio: boolean
  portfolios: string
  /** What one person looks like on both, in a sentence. */
  looks: string
  last: { id: string; result: RecordResult; sentence: string; at: Date } | null
}

const MOST_NUMBERS = 15
const ONE = 'One BSUID on both: one customer, with a conversation for each number.'
const TWO = 'Another BSUID on each: only a phone in the payload shows that it is one customer.'

function numbersOf(workspaceId: string): Promise<Number[]> {
  return db.businessNumber.findMany({
    where: { workspaceId },
    orderBy: [{ portfolioId: 'asc' }, { label: 'asc' }, { id: 'asc' }],
    take: MOST_NUMBERS,
    select: { id: true, label: true, displayNumber: true, portfolioId: true, portfolio: { select: { name: true } } },
  })
}

/** Every two numbers once. */
export function pairsOf<T>(numbers: readonly T[]): [T, T][] {
  return numbers.flatMap((first, i) => numbers.slice(i + 1).map((second): [T, T] => [first, second]))
}

const variationFor = (one: Number, other: Number) =>
  one.portfolioId === other.portfolioId ? 'several-numbers' : 'two-portfolios'

/** The cases that show for each pair of numbers what one person looks like on both. */
export async function pairCases(workspaceId: string): Promise<RunCase[]> {
  return pairsOf(await numbersOf(workspaceId)).flatMap(([one, other]): RunCase[] => {
    const variation = findVariation(variationFor(one, other))
    if (!variation) return []
    return [
      {
        ...{
          caseId: null,
          ownerId: null,
          variation: variation.name,
          expected: { ...variation.expected, route: 'any' },
        },
        ...{ title: `${one.label} and ${other.label}`, pair: { first: one.id, second: other.id } },
      },
    ]
  })
}

/** Each pair of numbers with what a person looks like on both, and the newest test of it at a target. */
export async function listPairs({ workspaceId }: Actor, targetId: string | null): Promise<PairView[]> {
  const pairs = pairsOf(await numbersOf(workspaceId))
  const subjects = pairs.map(([one, other]) =>
    pairSubject({ first: one.id, second: other.id }, placeKey(targetId, false)),
  )
  const records = await db.testRecord.findMany({
    where: { workspaceId, subject: { in: subjects } },
    orderBy: { id: 'asc' },
    select: { id: true, subject: true, result: true, sentence: true, createdAt: true },
  })
  const newest = new Map(records.map((record) => [record.subject, record]))
  return pairs.map(([one, other], i): PairView => {
    const samePortfolio = one.portfolioId === other.portfolioId
    const last = newest.get(subjects[i] ?? '')
    return {
      ...{ key: `${one.id}:${other.id}`, first: one.label, second: other.label, samePortfolio },
      portfolios: samePortfolio ? one.portfolio.name : `${one.portfolio.name} and ${other.portfolio.name}`,
      looks: samePortfolio ? ONE : TWO,
      last: last
        ? {
            ...{ id: last.id, sentence: last.sentence, at: last.createdAt },
            result: resultOf(last.result),
          }
        : null,
    }
  })
}
