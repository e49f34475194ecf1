import type { Tx } from '@/lib/server/db'

/** Without real customers: payloads that are sent for real make contacts and conversations that stay. */
export async function isTestWorkspace(reader: Pick<Tx, 'workspace'>, id: string): Promise<boolean> {
  const found = await reader.workspace.findFirst({ where: { id, OR: [{ isTest: true }, { isDemo: true }] } })
  return found !== null
}
