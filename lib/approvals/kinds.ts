import type { NodeKind } from './vocabulary'

/** How each kind is called, for one and for several. */
export const KIND_WORDS: Record<NodeKind, { one: string; many: string; label: string }> = {
  handle: { one: 'handle decision', many: 'handle decisions', label: 'Handle' },
  policy: { one: 'naming policy', many: 'naming policies', label: 'Naming policy' },
  routing: { one: 'set of routing rules', many: 'sets of routing rules', label: 'Routing' },
  wave: { one: 'wave', many: 'waves', label: 'Wave' },
  macro: { one: 'support script', many: 'support scripts', label: 'Support script' },
  'field-map': { one: 'field map', many: 'field maps', label: 'Field map' },
  'dedup-rules': { one: 'set of duplicate rules', many: 'sets of duplicate rules', label: 'Duplicate rules' },
  dataset: { one: 'test dataset', many: 'test datasets', label: 'Test dataset' },
  automation: { one: 'high-risk automation', many: 'high-risk automations', label: 'Automation' },
  'lab-target': { one: 'lab target', many: 'lab targets', label: 'Lab target' },
  ownership: { one: 'list of owners', many: 'lists of owners', label: 'Owners' },
  'entry-point': { one: 'entry point', many: 'entry points', label: 'Entry point' },
  'test-record': { one: 'test record', many: 'test records', label: 'Test record' },
}

/** "2 waves, 14 entry points and 1 naming policy". */
export function countWords(counts: ReadonlyMap<NodeKind, number>): string {
  const parts = [...counts].map(([kind, n]) => {
    const { one, many } = KIND_WORDS[kind]
    return `${n.toLocaleString('en-GB')} ${n === 1 ? one : many}`
  })
  const last = parts.pop() ?? ''
  return parts.length > 0 ? `${parts.join(', ')} and ${last}` : last
}

/** How many records there are of each kind, in the order they came. */
export function countKinds(records: readonly { kind: NodeKind }[]): Map<NodeKind, number> {
  const counts = new Map<NodeKind, number>()
  for (const { kind } of records) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return counts
}
