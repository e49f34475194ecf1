import type { ConflictDetail } from '@/lib/duplicates/conflict-detail'
import { type Actor, can } from '@/lib/server/actor'
import { Decided, DecideForm } from './decide-form'

/** Whether the conflict can be, or was, answered here. */
export function hasAnswer({ decisions, decided }: ConflictDetail): boolean {
  return decisions.length > 0 || decided !== null
}

/** The decision: to be made, or as it was made. */
export function Answer({ actor, detail }: { actor: Actor; detail: ConflictDetail }) {
  const { id, version, decisions, decided } = detail
  if (!decided) return <DecideForm key={`${id}-${version}`} {...{ id, version, decisions }} />
  const canReopen = decided.canReopen && can(actor, 'duplicates:write')
  return <Decided {...{ id, version }} decided={{ ...decided, canReopen }} />
}
