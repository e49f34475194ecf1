import { subjectEdited } from '@/lib/approvals/subject-edited'
import { loadPeople } from '@/lib/calendar/people'
import { isUniqueViolation } from '@/lib/contacts/retry'
import { type Actor, actorId, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { db } from '@/lib/server/db'
import { env } from '@/lib/server/env'
import { openSql } from '@/lib/server/sql'
import { newId } from '@/lib/shared/ids'
import { fail, ok, type Result } from '@/lib/shared/result'
import { changesBetween, DEDUP_SUBJECT_ID, type DedupRules, FIRST_RULES, type Matching, readRules } from './dedup-rules'
import type { SaveDedup } from './dedup-schema'
import { activeRules, lastNumber } from './dedup-store'
import { startScan } from './run-scans'
import { countFlagged, type Flagged, TooManyPairs } from './scan'

export type RulesInForce = { version: number; rules: DedupRules; since: Date | null; by: string | null }

/** The rules in force, and who put them there. */
export async function rulesInForce({ workspaceId }: Actor): Promise<RulesInForce> {
  const { number, rules } = await activeRules(workspaceId)
  if (number === 0) return { version: 0, rules, since: null, by: null }
  const row = await db.dedupRuleSet.findFirst({ where: { workspaceId, number } })
  const people = await loadPeople(workspaceId)
  const by = row?.createdById ? (people.get(row.createdById)?.name ?? 'a former member') : 'the API'
  return { version: number, rules, since: row?.createdAt ?? null, by }
}

export type RuleVersion = { number: number; at: Date; by: string; changes: string[]; active: boolean }

/** Every version, the newest first, with what it changed. */
export async function ruleVersions({ workspaceId }: Actor): Promise<RuleVersion[]> {
  const rows = await db.dedupRuleSet.findMany({ where: { workspaceId }, orderBy: { number: 'asc' } })
  const people = await loadPeople(workspaceId)
  const all = rows.map((row) => readRules(row.matching, row.actions))
  return rows
    .map(({ number, createdAt, createdById, active }, i): RuleVersion => {
      const rules = all[i] ?? FIRST_RULES
      const by = createdById ? (people.get(createdById)?.name ?? 'a former member') : 'the API'
      return { number, at: createdAt, by, active, changes: changesBetween(all[i - 1] ?? FIRST_RULES, rules) }
    })
    .reverse()
}

export type RulesPreview = { today: Flagged; wanted: Flagged }

/** How many existing contacts the rules flag today, and how many they would flag. Counts from the data; writes nothing. */
export async function previewRules(
  actor: Actor,
  matching: Matching,
): Promise<Result<RulesPreview, 'not-allowed' | 'too-many-pairs'>> {
  if (!can(actor, 'duplicates:write')) return fail('not-allowed')
  const { workspaceId } = actor
  const { rules } = await activeRules(workspaceId)
  const sql = openSql(env().databaseUrl, { maxConnections: 1 })
  const ground = { sql, workspaceId, now: new Date() }
  try {
    const today = await countFlagged({ ...ground, matching: rules.matching })
    return ok({ today, wanted: await countFlagged({ ...ground, matching }) })
  } catch (error) {
    if (error instanceof TooManyPairs) return fail('too-many-pairs')
    throw error
  } finally {
    await sql.close()
  }
}

type Code = 'not-allowed' | 'stale-version' | 'rules-unchanged'

/** Writes a new version of the rules, puts it in force, and has everybody looked at by it. Old versions stay. */
export async function saveRules(actor: Actor, input: SaveDedup): Promise<Result<{ version: number }, Code>> {
  if (!can(actor, 'duplicates:write')) return fail('not-allowed')
  const saved = await write(actor, input)
  if (saved.ok) await startScan(actor)
  return saved
}

async function write(
  actor: Actor,
  { matching, actions, note, version }: SaveDedup,
): Promise<Result<{ version: number }, Code>> {
  const { workspaceId } = actor
  try {
    return await transact<{ version: number }, Code>(actor, async (tx, record) => {
      const before = await activeRules(workspaceId, tx)
      if (before.number !== version)
        return fail('stale-version', { current: { version: before.number, ...before.rules } })
      const changes = changesBetween(before.rules, { matching, actions })
      if (changes.length === 0) return fail('rules-unchanged')
      const number = (await lastNumber(workspaceId, tx)) + 1
      await tx.dedupRuleSet.updateMany({ where: { workspaceId, active: true }, data: { active: false } })
      await tx.dedupRuleSet.create({
        data: { id: newId('rr'), workspaceId, number, matching, actions, active: true, createdById: actorId(actor) },
      })
      record({
        ...{ action: 'duplicates.rules-saved', subject: { kind: 'dedup-rules', id: DEDUP_SUBJECT_ID } },
        before: before.rules,
        after: { matching, actions },
        more: { number, ...(note ? { note } : {}) },
      })
      await subjectEdited(tx, actor, { kind: 'dedup-rules', subjectId: DEDUP_SUBJECT_ID })
      return ok({ version: number })
    })
  } catch (error) {
    if (isUniqueViolation(error)) return fail('stale-version')
    throw error
  }
}
