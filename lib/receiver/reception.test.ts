import type { IncomingMessage, ServerResponse } from 'node:http'
import { PassThrough } from 'node:stream'
import { expect, it, vi } from 'vitest'
import { Metrics } from '@/lib/server/metrics'
import { signBody } from '@/lib/whatsapp/signature'
import { CommitQueue } from './commit-queue'
import type { Receiver } from './handle-webhook'
import { ReadingBudget } from './read-body'
import { ReceiverMetrics } from './receiver-metrics'
import { Reception } from './reception'
import type { RefusalReason } from './refusals'
import type { StoredDelivery } from './stored-delivery'
import { Tallies } from './tallies'

const connection = { id: 'con', workspaceId: 'ws', paused: false, secret: 'app-secret', verifyToken: undefined }
const LIMITS = { maxQueuedBytes: 1_000, maxBatchRows: 10, maxBatchBytes: 1_000, patienceMs: 200 }

function receiverThatCannotStore(onFailure: Receiver['onFailure']): Receiver {
  const insert = async () => Promise.reject(new Error('The disk is gone.'))
  return {
    queue: new CommitQueue<StoredDelivery>({ lanes: 1, insert }, { ...LIMITS, onStored: () => undefined }),
    reading: new ReadingBudget(10_000),
    tallies: new Tallies(),
    metrics: new ReceiverMetrics(new Metrics()),
    onFailure,
  } as unknown as Receiver
}

function post(receiver: Receiver, turnAway: (reason: RefusalReason) => void) {
  const body = Buffer.from('{}')
  const headers = { 'content-length': '2', 'x-hub-signature-256': signBody(connection.secret, body) }
  const request = Object.assign(new PassThrough(), { headers }) as unknown as PassThrough & IncomingMessage
  const destroy = vi.fn()
  const response = { destroy } as unknown as ServerResponse
  const since = performance.now()
  new Reception(receiver, {
    key: 'k',
    connection,
    request,
    response,
    since,
    turnAway: (_, reason) => turnAway(reason),
  }).start()
  request.end(body)
  return { destroy }
}

it('an answer that cannot be written ends its own request, and the others of the batch hear theirs', async () => {
  const onFailure = vi.fn()
  const receiver = receiverThatCannotStore(onFailure)
  const broken = post(receiver, () => {
    throw new Error('The headers were sent already.')
  })
  const other = vi.fn()
  const fine = post(receiver, other)
  await vi.waitFor(() => expect(other).toHaveBeenCalledExactlyOnceWith('not-stored'))
  expect(broken.destroy).toHaveBeenCalledOnce()
  expect(fine.destroy).not.toHaveBeenCalled()
  expect(onFailure).toHaveBeenCalledWith(
    expect.objectContaining({ message: 'The headers were sent already.' }),
    'a webhook failed',
  )
  await receiver.queue.drained()
})
