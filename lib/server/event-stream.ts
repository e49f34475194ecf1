import { db } from './db'
import type { MemberActor } from './session-row'

const HEARTBEAT_MS = 15_000
const SESSION_CHECK_MS = 5_000

export type SendEvent = (event: string, payload: object) => void

/** Starts to send and resolves to what stops it. */
export type EventSource = (send: SendEvent) => Promise<() => void> | (() => void)

type Controller = ReadableStreamDefaultController<Uint8Array>

/** Whether the session behind an open stream still counts. It does not keep the session alive: nobody did anything. */
async function sessionStillOpen({ sessionId, memberId }: MemberActor, now = new Date()): Promise<boolean> {
  const [session, member] = await Promise.all([
    db.session.findFirst({
      where: { id: sessionId, endedAt: null, expiresAt: { gt: now }, user: { disabledAt: null } },
      select: { id: true },
    }),
    db.member.findFirst({ where: { id: memberId, disabledAt: null }, select: { id: true } }),
  ])
  return session !== null && member !== null
}

/** Everything that has to be let go when a stream ends, whoever ends it. */
class OpenStream {
  private readonly encoder = new TextEncoder()
  private readonly timers: NodeJS.Timeout[] = []
  private stopSource: () => void = () => undefined
  private closed = false

  constructor(
    private readonly controller: Controller,
    private readonly actor: MemberActor,
  ) {}

  async open(source: EventSource): Promise<void> {
    this.timers.push(
      setInterval(() => this.write(': still here\n\n'), HEARTBEAT_MS),
      setInterval(() => void this.checkSession(), SESSION_CHECK_MS),
    )
    const stop = await source((event, payload) => this.send(event, payload))
    // The browser may be gone by now.
    if (this.closed) stop()
    else this.stopSource = stop
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
    this.stopSource()
    for (const timer of this.timers) clearInterval(timer)
    try {
      this.controller.close()
    } catch {
      // The browser closed it first.
    }
  }
}

/**
 * Server-sent events for one signed-in person: what `source` sends, `ended` when the session is over, and a comment line
 * every 15 seconds that keeps proxies from cutting it off. It ends with the request.
 */
export function eventStream(actor: MemberActor, signal: AbortSignal, source: EventSource): ReadableStream<Uint8Array> {
  let stream: OpenStream | undefined
  return new ReadableStream<Uint8Array>({
    async start(controller) {
      const opened = new OpenStream(controller, actor)
      stream = opened
      signal.addEventListener('abort', () => opened.close())
      await opened.open(source)
    },
    cancel: () => stream?.close(),
  })
}

/** `no-transform` keeps a proxy from holding the events back to compress them. */
export const EVENT_STREAM_HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
} as const
