import path from 'node:path'
import type { Worker } from 'node:worker_threads'
import { log } from '@/lib/server/log'

/** A picture as one byte of brightness per pixel. */
export type GreyPicture = { width: number; height: number; grey: Uint8Array }

type Answer = { id: number; texts?: string[]; error?: string }
type Job = { id: number; picture: GreyPicture; settle: (texts: string[] | null) => void }

const THREAD = path.join('lib', 'entry-points', 'qr-thread.mjs')
/** Longer than the largest picture takes on a machine with much else to do; whatever takes more is made to. */
const JOB_MS = 20_000
const IDLE_MS = 15_000

/**
 * The reading thread of this process: started when there is a picture, ended when there was none for a while, and ended
 * by force when one takes too long. One picture at a time.
 */
class ReadingThread {
  private worker: Worker | null = null
  private readonly queue: Job[] = []
  private current: Job | null = null
  private timer: NodeJS.Timeout | undefined
  private count = 0

  /** The texts of all codes in the picture; null when it could not be read to the end in time. */
  read(picture: GreyPicture): Promise<string[] | null> {
    return new Promise((settle) => {
      this.count += 1
      this.queue.push({ id: this.count, picture, settle })
      this.next()
    })
  }

  private start(): Worker {
    // The bundler of the pages puts what `new Worker` names into a bundle, where the thread could not find its WebAssembly.
    const threads = process.getBuiltinModule('node:worker_threads')
    const worker = new threads.Worker(path.join(process.cwd(), THREAD), {
      resourceLimits: { maxOldGenerationSizeMb: 128 },
    })
    worker.on('message', (answer: Answer) => {
      if (answer.id === this.current?.id) this.finish(answer.texts ?? null)
    })
    worker.on('error', (error) => {
      log.error({ err: error }, 'the thread that reads QR codes failed')
      this.stop(worker)
    })
    worker.on('exit', () => this.stop(worker))
    worker.unref()
    return worker
  }

  private next(): void {
    if (this.current) return
    clearTimeout(this.timer)
    const job = this.queue.shift()
    if (!job) {
      this.timer = setTimeout(() => this.stop(this.worker), IDLE_MS).unref()
      return
    }
    this.current = job
    this.worker ??= this.start()
    this.timer = setTimeout(() => this.stop(this.worker), JOB_MS)
    this.worker.postMessage({ id: job.id, picture: job.picture })
  }

  private finish(texts: string[] | null): void {
    const job = this.current
    this.current = null
    job?.settle(texts)
    this.next()
  }

  private stop(worker: Worker | null): void {
    if (worker !== this.worker) return
    this.worker = null
    void worker?.terminate()
    if (this.current) this.finish(null)
  }
}

const thread = new ReadingThread()

export function readGreyPicture(picture: GreyPicture): Promise<string[] | null> {
  return thread.read(picture)
}
