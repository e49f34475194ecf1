import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type BatchWriter, CommitQueue, type CommitQueueOptions, NotStoredError } from './commit-queue'

type Row = { name: string; body: Uint8Array }
type Outcome = 'stored' | 'busy' | Error

const OPTIONS: CommitQueueOptions = {
  maxQueuedBytes: 1_000,
  maxBatchRows: 3,
  maxBatchBytes: 500,
  patienceMs: 200,
  onStored: () => undefined,
}

function row(name: string, bytes = 10): Row {
  return { name, body: new Uint8Array(bytes) }
}

/** Plays back outcomes, one per batch, and `stored` when they are used up. Keeps what was really stored. */
function scripted(outcomes: Outcome[] = []) {
  const batches: string[][] = []
  const stored: string[] = []
  const writer: BatchWriter<Row> = {
    lanes: 1,
    async insert(rows) {
      batches.push(rows.map((one) => one.name))
      const outcome = outcomes.shift() ?? 'stored'
      if (outcome instanceof Error) throw outcome
      if (outcome === 'stored') stored.push(...rows.map((one) => one.name))
      return outcome
    },
  }
  return { writer, batches, stored }
}

function reasonOf(result: PromiseSettledResult<void>): string {
  if (result.status === 'fulfilled') return 'stored'
  return result.reason instanceof NotStoredError ? result.reason.reason : 'unexpected'
}

function add(queue: CommitQueue<Row>, one: Row): Promise<void> {
  return new Promise((stored, refused) => queue.add(one, { stored, refused }))
}

async function addAll(queue: CommitQueue<Row>, rows: Row[]): Promise<string[]> {
  const results = await Promise.allSettled(rows.map((one) => add(queue, one)))
  return results.map(reasonOf)
}

describe('CommitQueue', () => {
  it('puts everything that arrives together into one commit', async () => {
    const { writer, batches } = scripted()
    const onStored = vi.fn()
    const queue = new CommitQueue(writer, { ...OPTIONS, onStored })
    expect(await addAll(queue, [row('a'), row('b'), row('c')])).toEqual(['stored', 'stored', 'stored'])
    expect(batches).toEqual([['a', 'b', 'c']])
    expect(onStored).toHaveBeenCalledExactlyOnceWith(3)
  })

  it('keeps the order of arrival across batches', async () => {
    const { writer, batches } = scripted()
    const queue = new CommitQueue(writer, OPTIONS)
    await addAll(
      queue,
      ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => row(name)),
    )
    expect(batches).toEqual([['a', 'b', 'c'], ['d', 'e', 'f'], ['g']])
  })

  it('limits a batch by bytes too, and takes one that is larger than the limit alone', async () => {
    const { writer, batches } = scripted()
    const queue = new CommitQueue(writer, OPTIONS)
    await addAll(queue, [row('a', 300), row('b', 300), row('large', 390)])
    expect(batches).toEqual([['a'], ['b'], ['large']])
  })

  it('does not settle before the commit', async () => {
    let commit: (outcome: 'stored') => void = () => undefined
    const held = new Promise<'stored'>((resolve) => {
      commit = resolve
    })
    const queue = new CommitQueue<Row>({ lanes: 1, insert: () => held }, OPTIONS)
    const answered = vi.fn()
    const adding = add(queue, row('a')).then(answered)
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(answered).not.toHaveBeenCalled()
    commit('stored')
    await adding
    expect(answered).toHaveBeenCalledOnce()
  })

  it('refuses exactly the batch that failed, and goes on with the next', async () => {
    const { writer, stored } = scripted(['stored', new Error('disk full'), 'stored'])
    const queue = new CommitQueue(writer, OPTIONS)
    const results = await addAll(
      queue,
      ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => row(name)),
    )
    expect(results).toEqual(['stored', 'stored', 'stored', 'failed', 'failed', 'failed', 'stored'])
    expect(stored).toEqual(['a', 'b', 'c', 'g'])
    expect(queue.queuedBytes).toBe(0)
  })

  it('tries again while the database is locked, in order, and lets later ones join', async () => {
    const { writer, batches, stored } = scripted(['busy', 'busy'])
    const queue = new CommitQueue(writer, OPTIONS)
    const first = add(queue, row('a'))
    await new Promise((resolve) => setImmediate(resolve))
    const second = add(queue, row('b'))
    await Promise.all([first, second])
    expect(batches.at(0)).toEqual(['a'])
    expect(batches.at(-1)).toEqual(['a', 'b'])
    expect(stored).toEqual(['a', 'b'])
  })

  it('refuses at the door when too much is waiting, and accepts again afterwards', async () => {
    const { writer, stored } = scripted()
    const queue = new CommitQueue(writer, OPTIONS)
    const results = await addAll(queue, [row('a', 600), row('b', 600), row('c', 300)])
    expect(results).toEqual(['stored', 'overloaded', 'stored'])
    expect(await addAll(queue, [row('b', 600)])).toEqual(['stored'])
    expect(stored).toEqual(['a', 'c', 'b'])
  })

  it('uses several lanes at once when the writer has them', async () => {
    let open = 0
    let most = 0
    const writer: BatchWriter<Row> = {
      lanes: 2,
      async insert() {
        open += 1
        most = Math.max(most, open)
        await new Promise((resolve) => setTimeout(resolve, 5))
        open -= 1
        return 'stored'
      },
    }
    const queue = new CommitQueue(writer, OPTIONS)
    await addAll(
      queue,
      ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name) => row(name)),
    )
    expect(most).toBe(2)
  })

  it('is drained once everything is settled', async () => {
    const { writer } = scripted(['busy'])
    const queue = new CommitQueue(writer, OPTIONS)
    await queue.drained()
    const adding = add(queue, row('a'))
    await queue.drained()
    expect(queue.queuedBytes).toBe(0)
    await adding
  })
})

describe('CommitQueue and time', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
  afterEach(() => void vi.useRealTimers())

  it('gives up on what waited too long for the lock, and stores what came later', async () => {
    const locked = { value: true }
    const stored: string[] = []
    const writer: BatchWriter<Row> = {
      lanes: 1,
      async insert(rows) {
        if (locked.value) return 'busy'
        stored.push(...rows.map((one) => one.name))
        return 'stored'
      },
    }
    const queue = new CommitQueue(writer, OPTIONS)
    const early = addAll(queue, [row('early')])
    await new Promise((resolve) => setImmediate(resolve))
    await vi.advanceTimersByTimeAsync(150)
    const late = addAll(queue, [row('late')])
    await vi.advanceTimersByTimeAsync(100)
    expect(await early).toEqual(['locked'])
    locked.value = false
    await vi.advanceTimersByTimeAsync(50)
    expect(await late).toEqual(['stored'])
    expect(stored).toEqual(['late'])
  })

  it('refuses what waits behind a writer that hangs', async () => {
    const queue = new CommitQueue<Row>({ lanes: 1, insert: () => new Promise(() => undefined) }, OPTIONS)
    void add(queue, row('hung'))
    await new Promise((resolve) => setImmediate(resolve))
    const waiting = addAll(queue, [row('behind')])
    await vi.advanceTimersByTimeAsync(600)
    expect(await waiting).toEqual(['locked'])
  })
})
