import type { MemberActor } from '@/lib/server/session-row'
import { readLive, sessionStillOpen, watchLive } from './live'

const HEARTBEAT_MS = 15_000
const SESSION_CHECK_MS = 5_000

type Controller = ReadableStreamDefaultController<Uint8Array>

/** Everything that has to be let go when a stream ends, whoever ends it. */
class LiveFeed {
  private readonly encoder = new TextEncoder()
  private readonly timers: NodeJS.Timeout[] = []
  private stopWatching: () => void = () => undefined
  private closed = false

  constructor(
    private readonly controller: Controller,
    private readonly actor: MemberActor,
  ) {}

  async open(): Promise<void> {
    const { workspaceId } = this.actor
    this.stopWatching = watchLive(workspaceId, {
      news: (news) => this.send('news', news),
      failed: () => this.send('trouble', {}),
    })
    this.timers.push(
      setInterval(() => this.write(': still here\n\n'), HEARTBEAT_MS),
      setInterval(() => void this.checkSession(), SESSION_CHECK_MS),
    )
    this.send('news', await readLive(workspaceId))
  }

  private async checkSession(): Promise<void> {
    const open = await sessionStillOpen(this.actor).catch(() => true)
    if (open) return
    this.send('ended', {})
    this.close()
  }

  private send(event: string, payload: object): void {
    this.write(`event: ${event}\ndata: ${JSON.stringify(payload)}\n\n`)
  }

  private write(text: string): void {
    if (this.closed) return
    this.controller.enqueue(this.encoder.encode(text))
  }

  close(): void {
    if (this.closed) return
    this.closed = true
    this.stopWatching()
    for (const timer of this.timers) clearInterval(timer)
    try {
      this.controller.close()
    } catch {
      // The browser closed it first.
    }
  }
}

/**
 * News of one workspace as server-sent events: `news` about once a second, `trouble` while the database does not answer,
 * `ended` when the session is over; then it closes. A comment line every 15 seconds keeps proxies from cutting it off.
 */
export function liveStream(actor: MemberActor, signal: AbortSignal): ReadableStream<Uint8Array> {
  let feed: LiveFeed | undefined
  return new ReadableStream<Uint8Array>({
    async start(controller) {
      feed = new LiveFeed(controller, actor)
      signal.addEventListener('abort', () => feed?.close())
      await feed.open()
    },
    cancel: () => feed?.close(),
  })
}
