import { eventStream } from '@/lib/server/event-stream'
import type { MemberActor } from '@/lib/server/session-row'
import { readLive, watchLive } from './live'

/** News of one workspace: `news` about once a second, `trouble` while the database does not answer. */
export function liveStream(actor: MemberActor, signal: AbortSignal): ReadableStream<Uint8Array> {
  const { workspaceId } = actor
  return eventStream(actor, signal, async (send) => {
    const stop = watchLive(workspaceId, {
      news: (news) => send('news', news),
      failed: () => send('trouble', {}),
    })
    send('news', await readLive(workspaceId))
    return stop
  })
}
