import type { NodeKind } from './vocabulary'

/**
 * What rests on what: handle decision -> routing decision -> policy, entry points, waves, test records and scripts. An
 * edit of a decision that was signed off makes everything below it stale.
 */
const EDGES: Partial<Record<NodeKind, readonly NodeKind[]>> = {
  handle: ['routing'],
  routing: ['policy', 'entry-point', 'wave', 'test-record', 'macro'],
}

/** Every kind below one, nearest first, each once. */
export function kindsBelow(kind: NodeKind): NodeKind[] {
  const found: NodeKind[] = []
  const next = [...(EDGES[kind] ?? [])]
  for (let one = next.shift(); one; one = next.shift()) {
    if (one === kind || found.includes(one)) continue
    found.push(one)
    next.push(...(EDGES[one] ?? []))
  }
  return found
}
