import { loadPeople } from '@/lib/calendar/people'
import type { Actor } from '@/lib/server/actor'
import { checkPolicy, type PolicyChecks } from './check-rules'
import { diffPolicies, type PolicyDifference } from './diff-words'
import { judge, type NameVerdict } from './judge-rules'
import type { PolicyContent, Scenario } from './schema'
import {
  loadActivePolicy,
  loadDraft,
  loadPolicies,
  loadPolicyNumber,
  type PolicyState,
  type StoredPolicy,
} from './store'
import type { ClassKey } from './vocabulary'

/** `policy` is the number of the version in force; null when none is, and then nothing is allowed or refused by it. */
export type PolicyJudgement = { policy: number | null; verdict: NameVerdict | null; sentence: string }

/**
 * What the naming policy in force says about a name: by one class, or by each of the four. `verdict.allowed` is true when
 * a judged class allows it; every class gives its reasons, with the username rules of WhatsApp among them.
 */
export async function judgeName(
  { workspaceId }: Pick<Actor, 'workspaceId'>,
  name: string,
  classKey?: ClassKey,
): Promise<PolicyJudgement> {
  const active = await loadActivePolicy(workspaceId)
  if (!active?.content) {
    const sentence = active ? 'The naming policy in force cannot be read.' : 'No naming policy is in force yet.'
    return { policy: null, verdict: null, sentence }
  }
  const verdict = judge(active.content, name, classKey)
  const fitting = verdict.classes.filter(({ allowed }) => allowed).map(({ className }) => className.toLowerCase())
  const sentence = verdict.allowed
    ? `The naming policy allows it as ${fitting.join(' or ')}.`
    : `The naming policy (version ${active.number}) does not allow it.`
  return { policy: active.number, verdict, sentence }
}

/** One version as a screen shows it. */
export type PolicyView = {
  id: string
  number: number
  state: PolicyState
  /** Null when the row cannot be read as a policy. */
  content: PolicyContent | null
  scenarios: Scenario[]
  checks: PolicyChecks | null
  version: number
  writtenBy: string | null
  updatedAt: Date
}

type Names = ReadonlyMap<string, { name: string }>

function toView(stored: StoredPolicy, names: Names): PolicyView {
  const { id, number, state, content, scenarios, version, updatedAt, createdById } = stored
  return {
    ...{ id, number, state, content, scenarios, version, updatedAt },
    checks: content && checkPolicy(content, scenarios),
    writtenBy: createdById ? (names.get(createdById)?.name ?? 'somebody who was removed') : null,
  }
}

/** The version in force and the draft, each null when there is none. */
export async function readPolicyRoom({
  workspaceId,
}: Actor): Promise<{ active: PolicyView | null; draft: PolicyView | null }> {
  const [active, draft, names] = await Promise.all([
    loadActivePolicy(workspaceId),
    loadDraft(workspaceId),
    loadPeople(workspaceId),
  ])
  return { active: active && toView(active, names), draft: draft && toView(draft, names) }
}

export type PolicyVersionRow = Pick<PolicyView, 'id' | 'number' | 'state' | 'writtenBy' | 'updatedAt'> & {
  /** Against the version before it; null for the first, and where one of the two cannot be read. */
  changes: PolicyDifference[] | null
}

function differences(before: StoredPolicy | undefined, after: StoredPolicy): PolicyDifference[] | null {
  if (!before?.content || !after.content) return null
  return diffPolicies(
    { content: before.content, scenarios: before.scenarios },
    { content: after.content, scenarios: after.scenarios },
  )
}

/** The versions, newest first, each with what it changed. */
export async function listPolicyVersions({ workspaceId }: Actor, take = 50): Promise<PolicyVersionRow[]> {
  const [stored, names] = await Promise.all([loadPolicies(workspaceId, take + 1), loadPeople(workspaceId)])
  return stored.slice(0, take).map((one, index) => {
    const { id, number, state, writtenBy, updatedAt } = toView(one, names)
    return { id, number, state, writtenBy, updatedAt, changes: differences(stored[index + 1], one) }
  })
}

/** One version by its number, with what it changed against the one before it. */
export async function policyVersion(
  { workspaceId }: Actor,
  number: number,
): Promise<{ view: PolicyView; changes: PolicyDifference[] | null } | null> {
  const [stored, before, names] = await Promise.all([
    loadPolicyNumber(workspaceId, number),
    loadPolicyNumber(workspaceId, number - 1),
    loadPeople(workspaceId),
  ])
  return stored && { view: toView(stored, names), changes: differences(before ?? undefined, stored) }
}
