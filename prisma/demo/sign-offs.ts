import { requestApproval } from '@/lib/approvals/request-approval'
import { db } from '@/lib/server/db'
import { demoActor } from './actors'

/** The next wave that can be signed off waits for the approver. */
export async function loadSignOffs(workspaceId: string): Promise<void> {
  const asking = await demoActor(workspaceId, 'operations')
  const waves = await db.wave.findMany({ where: { workspaceId, state: 'planned' }, orderBy: { number: 'asc' } })
  for (const { id: subjectId } of waves) {
    const asked = await requestApproval(asking, {
      kind: 'wave',
      subjectId,
      reason: 'Every row has an owner and a way back.',
    })
    if (asked.ok) return
  }
}
