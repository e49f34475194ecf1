import { type Actor, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { db } from '@/lib/server/db'
import { fail, ok, type Result } from '@/lib/shared/result'
import { cutText } from '@/lib/shared/text'
import { prettyJson } from './pretty-json'

/** The bytes of a delivery as a person reads them, or the reason why there are none. */
export type DeliveryBody =
  | { state: 'kept'; text: string; isJson: boolean; size: number; cut: boolean; sha256: string }
  | { state: 'purged'; purgedAt: Date | null; size: number; sha256: string }

/** More than this is not read on a screen, and a page of it would be slow. */
const SHOWN_CHARACTERS = 200_000

/**
 * The body of a delivery. It holds names, numbers and what people wrote, so it takes both the permission for bodies and
 * the one for identifiers, and each look is recorded.
 */
export async function readDeliveryBody(
  actor: Actor,
  { deliveryId }: { deliveryId: string },
): Promise<Result<DeliveryBody, 'not-allowed' | 'not-found'>> {
  if (!can(actor, 'deliveries:body') || !can(actor, 'identity:reveal')) return fail('not-allowed')
  const delivery = await db.delivery.findFirst({ where: { workspaceId: actor.workspaceId, id: deliveryId } })
  if (!delivery) return fail('not-found')
  const { size, bodyHash: sha256, body, purgedAt } = delivery
  if (body === null) return ok({ state: 'purged', purgedAt, size, sha256 })
  const { text, isJson } = prettyJson(Buffer.from(body).toString('utf8'))
  const shown = cutText(text, SHOWN_CHARACTERS)
  return transact(actor, async (_tx, record) => {
    record({ action: 'identity.revealed', subject: { kind: 'delivery', id: deliveryId }, more: { seen: ['body'] } })
    return ok({ state: 'kept' as const, text: shown, isJson, size, cut: shown.length < text.length, sha256 })
  })
}
