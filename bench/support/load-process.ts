/**
 * The sender of the load benchmarks, in a process of its own so that it never shares a thread with what it measures. Raw
 * sockets with keep-alive, one request at a time on each. With a rate, requests have a time at which they are due and the
 * latency counts from then, so a server that stalls is charged for everybody who had to wait (no coordinated omission).
 */
import { createHmac } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import { BODY_KINDS, type BodyKind } from './load-bodies'

export type LoadOrder = {
  port: number
  path: string
  secret: string
  connections: number
  seconds: number
  /** Deliveries per second; 0 sends as fast as answers come. */
  rate: number
  bodies: BodyKind
  /** First serial number, so that several senders never make the same message. */
  from: number
}

export type LoadReport = {
  sent: number
  statuses: Record<string, number>
  /** Milliseconds of every answer, sorted. */
  p50: number
  p99: number
  max: number
  overOneSecond: number
  seconds: number
  perSecond: number
}

type Wire = { socket: Socket; busy: boolean; dueAt: number; buffered: string }

const WARM_BODIES = 4_000

class Sender {
  readonly #wires: Wire[] = []
  readonly #latencies: number[] = []
  readonly #statuses: Record<string, number> = {}
  readonly #due: number[] = []
  readonly #ready: Buffer[] = []
  #serial: number
  #sent = 0
  #stopped = false
  #finished: (() => void) | undefined

  constructor(private readonly order: LoadOrder) {
    this.#serial = order.from
  }

  async run(): Promise<LoadReport> {
    const { connections, seconds, rate } = this.order
    // Signing takes the sender's time; where the rate is what is measured, the same signed bodies go round.
    if (rate === 0) for (let i = 0; i < WARM_BODIES; i += 1) this.#ready.push(this.#request())
    await Promise.all(Array.from({ length: connections }, () => this.#open()))
    const startedAt = performance.now()
    const until = startedAt + seconds * 1000
    if (rate > 0) await this.#atRate(startedAt, until)
    else await this.#asFastAsPossible(until)
    const took = (performance.now() - startedAt) / 1000
    for (const wire of this.#wires) wire.socket.destroy()
    return this.#report(took)
  }

  #open(): Promise<void> {
    return new Promise((resolve, reject) => {
      const socket = connect(this.order.port, '127.0.0.1')
      socket.setNoDelay(true)
      const wire: Wire = { socket, busy: false, dueAt: 0, buffered: '' }
      socket.once('connect', () => {
        this.#wires.push(wire)
        resolve()
      })
      socket.once('error', (error) => {
        this.#count('connection lost')
        reject(error)
      })
      socket.on('data', (chunk) => this.#read(wire, chunk))
    })
  }

  #request(): Buffer {
    const { bodies, secret, path, port } = this.order
    const body = BODY_KINDS[bodies](this.#serial)
    this.#serial += 1
    const signature = createHmac('sha256', secret).update(body).digest('hex')
    const head =
      `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${body.byteLength}\r\nX-Hub-Signature-256: sha256=${signature}\r\n\r\n`
    return Buffer.concat([Buffer.from(head), body])
  }

  #next(): Buffer {
    return this.#ready.length > 0 ? (this.#ready[this.#sent % this.#ready.length] ?? this.#request()) : this.#request()
  }

  #send(wire: Wire, dueAt: number): void {
    wire.busy = true
    wire.dueAt = dueAt
    wire.socket.write(this.#next())
    this.#sent += 1
  }

  #read(wire: Wire, chunk: Buffer): void {
    // A server ends connections that never asked anything, and says 408 first; that is no answer to anybody.
    if (!wire.busy) {
      this.#leave(wire)
      return
    }
    wire.buffered += chunk.toString('latin1')
    const headEnd = wire.buffered.indexOf('\r\n\r\n')
    if (headEnd === -1) return
    const length = Number(/content-length: (\d+)/i.exec(wire.buffered.slice(0, headEnd))?.[1] ?? 0)
    if (wire.buffered.length < headEnd + 4 + length) return
    this.#count(wire.buffered.slice(9, 12))
    this.#latencies.push(performance.now() - wire.dueAt)
    wire.buffered = ''
    wire.busy = false
    this.#goOn(wire)
  }

  #goOn(wire: Wire): void {
    const dueAt = this.order.rate > 0 ? this.#due.shift() : this.#stopped ? undefined : performance.now()
    if (dueAt !== undefined) this.#send(wire, dueAt)
    else if (this.#stopped && this.#wires.every((other) => !other.busy)) this.#finished?.()
  }

  #leave(wire: Wire): void {
    const at = this.#wires.indexOf(wire)
    if (at !== -1) this.#wires.splice(at, 1)
    wire.socket.destroy()
  }

  #count(status: string): void {
    this.#statuses[status] = (this.#statuses[status] ?? 0) + 1
  }

  #allAnswered(): Promise<void> {
    this.#stopped = true
    if (this.#due.length === 0 && this.#wires.every((wire) => !wire.busy)) return Promise.resolve()
    return new Promise((resolve) => {
      this.#finished = resolve
      setTimeout(resolve, 30_000).unref()
    })
  }

  async #asFastAsPossible(until: number): Promise<void> {
    for (const wire of this.#wires) this.#send(wire, performance.now())
    await new Promise((resolve) => setTimeout(resolve, until - performance.now()))
    await this.#allAnswered()
  }

  async #atRate(startedAt: number, until: number): Promise<void> {
    const every = 1000 / this.order.rate
    let count = 0
    for (let now = performance.now(); now < until; now = performance.now()) {
      for (; startedAt + count * every <= now; count += 1) this.#offer(startedAt + count * every)
      await new Promise((resolve) => setTimeout(resolve, 1))
    }
    await this.#allAnswered()
  }

  #offer(dueAt: number): void {
    const free = this.#wires.find((wire) => !wire.busy)
    if (free) this.#send(free, dueAt)
    else this.#due.push(dueAt)
  }

  #report(seconds: number): LoadReport {
    const sorted = Float64Array.from(this.#latencies).sort()
    const at = (q: number): number => Math.round((sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? 0) * 10) / 10
    return {
      sent: this.#sent,
      statuses: this.#statuses,
      p50: at(0.5),
      p99: at(0.99),
      max: at(1),
      overOneSecond: this.#latencies.filter((ms) => ms > 1000).length,
      seconds,
      perSecond: Math.round(sorted.length / seconds),
    }
  }
}

process.on('message', (order: LoadOrder) => {
  new Sender(order).run().then(
    (report) => process.send?.(report, () => process.exit(0)),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`)
      process.exit(1)
    },
  )
})
