import { db, type Tx } from '@/lib/server/db'
import { type DedupRules, FIRST_RULES, readRules } from './dedup-rules'

type Reader = Pick<Tx | typeof db, 'dedupRuleSet'>

export type StoredRules = { number: number; rules: DedupRules }

/** The rules in force; number 0 are those that Handrail begins with. */
export async function activeRules(workspaceId: string, reader: Reader = db): Promise<StoredRules> {
  const row = await reader.dedupRuleSet.findFirst({
    where: { workspaceId, active: true },
    orderBy: { number: 'desc' },
  })
  return row ? { number: row.number, rules: readRules(row.matching, row.actions) } : { number: 0, rules: FIRST_RULES }
}

export async function lastNumber(workspaceId: string, reader: Reader): Promise<number> {
  const row = await reader.dedupRuleSet.findFirst({ where: { workspaceId }, orderBy: { number: 'desc' } })
  return row?.number ?? 0
}
