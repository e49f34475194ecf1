import { z } from 'zod'
import type { Actor } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { db } from '@/lib/server/db'
import { fail, ok, type Result } from '@/lib/shared/result'
import { mayKeepView } from './rights'

const key = z.string().regex(/^[A-Za-z]{1,40}$/)

/** How somebody has laid out a list; the keys are those of its columns. */
export const listLayoutSchema = z.object({
  density: z.enum(['comfortable', 'compact']),
  hidden: z.array(key).max(60),
  order: z.array(key).max(60),
  widths: z.record(key, z.number().min(1).max(5_000)),
})
export type ListLayout = z.output<typeof listLayoutSchema>

export const keepLayoutSchema = z.object({ room: z.string().regex(/^[a-z-]{1,40}$/), layout: listLayoutSchema })

/** How this member left a list; null for one they have never changed, or whose layout is no longer understood. */
export async function readLayout(actor: Actor, room: string): Promise<ListLayout | null> {
  if (actor.kind !== 'member') return null
  const { memberId, workspaceId } = actor
  const kept = await db.memberLayout.findFirst({ where: { memberId, workspaceId, list: room } })
  const read = listLayoutSchema.safeParse(kept?.layout)
  return read.success ? read.data : null
}

/** Keeps how a member laid out a list, on every device they use. The last one wins: nobody else is concerned. */
export async function keepLayout(
  actor: Actor,
  input: z.output<typeof keepLayoutSchema>,
): Promise<Result<undefined, 'not-allowed'>> {
  const { room, layout } = input
  if (actor.kind !== 'member' || !mayKeepView(actor, room)) return fail('not-allowed')
  const { memberId, workspaceId } = actor
  return transact<undefined, 'not-allowed'>(actor, async (tx, record) => {
    await tx.memberLayout.upsert({
      where: { memberId_list: { memberId, list: room }, workspaceId },
      create: { memberId, workspaceId, list: room, layout },
      update: { layout },
    })
    record({ action: 'view.laid-out', subject: { kind: 'layout', id: memberId }, more: { room } })
    return ok(undefined)
  })
}
