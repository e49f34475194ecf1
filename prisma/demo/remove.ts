import { sqlOf, writeTransaction } from '@/lib/server/db'
import type { Sql } from '@/lib/server/sql'

/** Tables whose rows belong to a workspace, children first where one refers to the other. */
async function workspaceTables(sql: Sql): Promise<string[]> {
  const rows =
    sql.dialect === 'sqlite'
      ? await sql.all<{ name: string }>(
          `SELECT m.name AS name FROM sqlite_master m JOIN pragma_table_info(m.name) c ON c.name = 'workspaceId' WHERE m.type = 'table'`,
        )
      : await sql.all<{ name: string }>(
          `SELECT table_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'workspaceId'`,
        )
  const last = ['Contact', 'Thread', 'Wave', 'BusinessNumber', 'Connection', 'Portfolio']
  const names = rows.map((row) => row.name).filter((name) => !last.includes(name))
  return [...names, 'Thread', 'Contact', 'Wave', 'BusinessNumber', 'Connection', 'Portfolio']
}

/**
 * Takes a demo workspace away whole, with the people who are members of nothing else. Only for the demo: a real
 * workspace's audit chain is never deleted.
 */
export async function removeWorkspace(workspaceId: string): Promise<void> {
  await writeTransaction(async (tx) => {
    const sql = sqlOf(tx)
    const users = await tx.member.findMany({ where: { workspaceId }, select: { userId: true } })
    for (const table of await workspaceTables(sql)) {
      await sql.run(`DELETE FROM "${table}" WHERE "workspaceId" = ?`, [workspaceId])
    }
    await tx.workspace.delete({ where: { id: workspaceId } })
    const ids = users.map(({ userId }) => userId)
    await tx.user.deleteMany({ where: { id: { in: ids }, memberships: { none: {} } } })
  })
}
