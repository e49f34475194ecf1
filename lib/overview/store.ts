import { db } from '../server/db'

/** What one member owns of the sheet and has not moved yet. */
export async function countOwnOpen(workspaceId: string, memberId: string): Promise<number> {
  return db.entryPoint.count({
    where: { workspaceId, archivedAt: null, ownerMemberId: memberId, moveState: { in: ['not_moved', 'rolled_back'] } },
  })
}
