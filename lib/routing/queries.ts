import type { Actor } from '@/lib/server/actor'
import { db } from '@/lib/server/db'
import { checkRuleSet, type RuleProblem } from './rules'
import type { RoutingRule } from './schema'
import { countConversations, loadActiveRules, loadRuleNames, loadRuleVersions, type StoredRules } from './store'
import { diffWords, ruleNames } from './words'

export type WorkflowRow = {
  id: string
  name: string
  kind: string
  inbox: string | null
  escalation: string | null
  ownerMemberId: string | null
  owner: string | null
  isFirstLive: boolean
  archived: boolean
  version: number
  /** Conversations that reached it in the last seven days. */
  conversations: number
  /** Where the active rules use it: "rule 2", "the default". */
  usedBy: string[]
}

const WEEK_MS = 7 * 86_400_000

/** Where a version of the rules sends conversations to this workflow. */
export function usesOf(workflowId: string, rules: Pick<StoredRules, 'rules' | 'defaultWorkflowId'> | null): string[] {
  if (!rules) return []
  const uses = rules.rules.flatMap((rule, index) => (rule.workflowId === workflowId ? [`rule ${index + 1}`] : []))
  return rules.defaultWorkflowId === workflowId ? [...uses, 'the default'] : uses
}

async function memberNames(workspaceId: string): Promise<Map<string, string>> {
  const rows = await db.member.findMany({ where: { workspaceId }, include: { user: { select: { name: true } } } })
  return new Map(rows.map((row) => [row.id, row.user.name]))
}

/** The workflows of the workspace, living ones first, by name. */
export async function listWorkflows({ workspaceId }: Actor, now = new Date()): Promise<WorkflowRow[]> {
  const [{ workflows }, rules, counts, members] = await Promise.all([
    loadRuleNames(workspaceId),
    loadActiveRules(workspaceId),
    countConversations(workspaceId, new Date(now.getTime() - WEEK_MS)),
    memberNames(workspaceId),
  ])
  return workflows
    .map((row) => ({
      id: row.id,
      name: row.name,
      kind: row.kind,
      inbox: row.inbox,
      escalation: row.escalation,
      ownerMemberId: row.ownerMemberId,
      owner: row.ownerMemberId ? (members.get(row.ownerMemberId) ?? 'somebody who left') : null,
      isFirstLive: row.isFirstLive,
      archived: row.archivedAt !== null,
      version: row.version,
      conversations: counts.get(row.id) ?? 0,
      usedBy: usesOf(row.id, rules),
    }))
    .sort((a, b) => Number(a.archived) - Number(b.archived))
}

/** Members who can own a workflow. */
export async function ownerChoices({ workspaceId }: Actor): Promise<{ id: string; name: string }[]> {
  const rows = await db.member.findMany({
    where: { workspaceId, disabledAt: null },
    include: { user: { select: { name: true } } },
    orderBy: { user: { name: 'asc' } },
  })
  return rows.map((row) => ({ id: row.id, name: row.user.name }))
}

/** Everything the editor of rules needs: the active version, what it may speak of, and what is wrong with it. */
export type RulesView = {
  /** 0 when no rules were saved yet. */
  version: number
  rules: RoutingRule[]
  defaultWorkflowId: string | null
  damaged: boolean
  note: string | null
  savedAt: Date | null
  savedBy: string | null
  workflows: { id: string; name: string }[]
  numbers: { id: string; label: string }[]
  problems: RuleProblem[]
}

export async function readRules({ workspaceId }: Actor): Promise<RulesView> {
  const [active, { workflows, numbers }, members] = await Promise.all([
    loadActiveRules(workspaceId),
    loadRuleNames(workspaceId),
    memberNames(workspaceId),
  ])
  const living = workflows.filter((row) => row.archivedAt === null)
  const known = { workflowIds: living.map((row) => row.id), numberIds: numbers.map((row) => row.id) }
  return {
    version: active?.number ?? 0,
    rules: active?.rules ?? [],
    defaultWorkflowId: active?.defaultWorkflowId ?? null,
    damaged: active?.damaged ?? false,
    note: active?.note ?? null,
    savedAt: active?.createdAt ?? null,
    savedBy: active?.createdById ? (members.get(active.createdById) ?? null) : null,
    workflows: living.map((row) => ({ id: row.id, name: row.name })),
    numbers: numbers.map((row) => ({ id: row.id, label: row.label })),
    problems: active ? checkRuleSet(active, known) : [],
  }
}

/** One saved version: who, when, why, and what it changed, in words. */
export type RuleVersionRow = {
  number: number
  active: boolean
  note: string | null
  savedAt: Date
  savedBy: string | null
  rules: number
  changes: string[]
}

/** The versions of the rules, newest first. */
export async function listRuleVersions({ workspaceId }: Actor, take = 50): Promise<RuleVersionRow[]> {
  const [versions, named, members] = await Promise.all([
    loadRuleVersions(workspaceId, take),
    loadRuleNames(workspaceId),
    memberNames(workspaceId),
  ])
  const names = ruleNames(named)
  return versions.slice(0, take).map((version, index) => {
    const before = versions[index + 1]
    return {
      number: version.number,
      active: version.active,
      note: version.note,
      savedAt: version.createdAt,
      savedBy: version.createdById ? (members.get(version.createdById) ?? null) : null,
      rules: version.rules.length,
      changes: before ? diffWords(before, version, names) : ['The first version.'],
    }
  })
}
