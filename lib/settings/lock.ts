import { sqlOf, type Tx } from '@/lib/server/db'

/**
 * Changes of numbers, portfolios and connections take turns within a workspace: two people who add the same number at
 * the same moment get one number and one sentence, never two records that shadow each other. SQLite has one writer
 * anyway.
 */
export async function lockSettings(tx: Tx, workspaceId: string): Promise<void> {
  const sql = sqlOf(tx)
  if (sql.dialect === 'postgresql') {
    await sql.all('SELECT "id" FROM "Workspace" WHERE "id" = ? FOR UPDATE', [workspaceId])
  }
}
