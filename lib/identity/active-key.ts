import type { Identifier } from './model'

/** Set on active verified rows alone; the unique index on it is what makes rule 4 of product.md section 3 impossible to break. */
export function activeKey(workspaceId: string, row: Pick<Identifier, 'scope' | 'matchKey'> & { kind: string }): string {
  return `${workspaceId}|${row.scope}|${row.kind}|${row.matchKey}`
}
