import type { BatchWriter } from './commit-queue'

/** One signed POST as it is written: the bytes exactly as received, and nothing read from them. */
export type StoredDelivery = {
  id: string
  workspaceId: string
  connectionId: string
  receivedAt: Date
  body: Buffer
}

export type DeliveryWriter = BatchWriter<StoredDelivery> & { close(): Promise<void> }
