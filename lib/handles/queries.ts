import type { Actor } from '@/lib/server/actor'
import { db } from '@/lib/server/db'

/** What WhatsApp says about the username of a number. Our own usernames are public: nothing is masked. */
export type MetaHandle = { metaState: string; metaName: string | null; state: string; checkedAt: Date | null }

/** The handle of one number as WhatsApp last described it; null while nothing was heard. */
export async function metaHandleOf({ workspaceId }: Actor, numberId: string): Promise<MetaHandle | null> {
  const row = await db.handle.findFirst({ where: { workspaceId, numberId } })
  if (!row || row.metaState === 'none') return null
  return { metaState: row.metaState, metaName: row.metaName, state: row.state, checkedAt: row.metaCheckedAt }
}

/** Numbers whose username WhatsApp took away and about which nobody has decided since. */
export async function revokedHandles({ workspaceId }: Actor): Promise<{ numberId: string; label: string }[]> {
  const rows = await db.handle.findMany({ where: { workspaceId, state: 'revoked' }, select: { numberId: true } })
  return db.businessNumber
    .findMany({
      where: { workspaceId, id: { in: rows.map((row) => row.numberId) } },
      orderBy: [{ label: 'asc' }, { id: 'asc' }],
      select: { id: true, label: true },
    })
    .then((numbers) => numbers.map(({ id, label }) => ({ numberId: id, label })))
}
