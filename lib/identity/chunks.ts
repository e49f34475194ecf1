import { readDelivery } from '@/lib/whatsapp/payload'
import type { BatchItem } from './batch'
import type { Finished, PendingDelivery } from './delivery-store'

/** A waiting delivery, read. */
export type Read = { delivery: PendingDelivery; items: BatchItem[]; problem: string | null }

/** What one transaction does: some updates, and the deliveries that are finished with them. */
export type Chunk = { workspaceId: string; items: BatchItem[]; finished: Finished[]; deliveryIds: string[] }

export function readPending(delivery: PendingDelivery): Read {
  if (!delivery.body) {
    const problem = 'The body of this delivery was removed by retention, so it cannot be read again.'
    return { delivery, items: [], problem }
  }
  const { updates, problem } = readDelivery(delivery.body, delivery.receivedAt)
  const items = updates.map((update, position) => ({
    update,
    deliveryId: delivery.id,
    position,
    receivedAt: delivery.receivedAt,
  }))
  return { delivery, items, problem: problem ?? null }
}

/** A large delivery is spread over several chunks and finished by the last; until then it counts as waiting. */
export function* chunksOf(reads: readonly Read[], size: number): Generator<Chunk> {
  let chunk: Chunk | undefined
  for (const { delivery, items, problem } of reads) {
    for (let from = 0; from === 0 || from < items.length; from += size) {
      const part = items.slice(from, from + size)
      if (chunk && chunk.items.length + part.length > size) {
        yield chunk
        chunk = undefined
      }
      chunk ??= { workspaceId: delivery.workspaceId, items: [], finished: [], deliveryIds: [] }
      chunk.items.push(...part)
      chunk.deliveryIds.push(delivery.id)
      if (from + size >= items.length)
        chunk.finished.push({
          id: delivery.id,
          updates: items.length,
          problem,
          isReplay: delivery.isReplay,
          receivedAt: delivery.receivedAt,
        })
    }
  }
  if (chunk) yield chunk
}

export function only(chunk: Chunk, wanted: (deliveryId: string) => boolean): Chunk {
  return {
    workspaceId: chunk.workspaceId,
    items: chunk.items.filter((item) => wanted(item.deliveryId)),
    finished: chunk.finished.filter(({ id }) => wanted(id)),
    deliveryIds: chunk.deliveryIds.filter(wanted),
  }
}
