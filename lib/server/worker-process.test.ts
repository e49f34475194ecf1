import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { startWorkerProcess, type WorkerProcess } from './worker-process'

let folder = ''
let worker: WorkerProcess | undefined

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'handrail-worker-'))
})
afterEach(async () => {
  await worker?.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** A worker that writes down what happens to it. */
function script(onWake: string): { file: string; lines: () => string[] } {
  const file = path.join(folder, 'worker.mjs')
  const diary = path.join(folder, 'diary')
  writeFileSync(diary, '')
  writeFileSync(
    file,
    `import { appendFileSync } from 'node:fs'
     const note = (line) => appendFileSync(${JSON.stringify(diary)}, line + '\\n')
     note('born')
     process.on('message', ({ kind }) => {
       note(kind)
       if (kind === 'wake') ${onWake}
       if (kind === 'stop') process.exit(0)
     })`,
  )
  return { file, lines: () => readFileSync(diary, 'utf8').split('\n').filter(Boolean) }
}

it('passes wake-ups on, many as one', async () => {
  const { file, lines } = script('{}')
  worker = startWorkerProcess({ script: file, onRestart: () => undefined })
  await expect.poll(lines, { timeout: 10_000 }).toEqual(['born'])
  for (let i = 0; i < 1_000; i += 1) worker.wake()
  await expect.poll(lines, { timeout: 5_000 }).toEqual(['born', 'wake'])
})

it('starts another one when it dies, and not when it was stopped', async () => {
  const { file, lines } = script("process.kill(process.pid, 'SIGKILL')")
  const onRestart = vi.fn()
  worker = startWorkerProcess({ script: file, onRestart })
  await expect.poll(lines, { timeout: 10_000 }).toEqual(['born'])
  worker.wake()
  await expect.poll(lines, { timeout: 10_000 }).toEqual(['born', 'wake', 'born'])
  expect(onRestart).toHaveBeenCalledExactlyOnceWith({ code: null, signal: 'SIGKILL', inMs: 100 })
  await worker.stop()
  expect(lines()).toEqual(['born', 'wake', 'born', 'stop'])
  expect(onRestart).toHaveBeenCalledOnce()
})

const ANSWERING = `
  const said = [{ name: 'handrail_things', type: 'counter', help: 'x', samples: [{ suffix: '_total', labels: {}, value: 7 }] }]`

it('asks the worker for its metrics, and remembers them while it does not answer', async () => {
  const { file } = script('process.exit(1)')
  const text = readFileSync(file, 'utf8').replace(
    'note(kind)',
    `note(kind);${ANSWERING}
     if (kind === 'metrics') process.send({ kind: 'metrics', families: said })`,
  )
  writeFileSync(file, text)
  const onRestart = vi.fn()
  worker = startWorkerProcess({ script: file, onRestart })
  const names = async () => (await worker?.metrics())?.map(({ name, samples }) => [name, samples[0]?.value])
  await expect.poll(names, { timeout: 10_000 }).toEqual([
    ['handrail_things', 7],
    ['handrail_worker_restarts', 0],
  ])
  worker.wake()
  await expect.poll(() => onRestart.mock.calls.length, { timeout: 10_000 }).toBe(1)
  expect(await names()).toEqual([
    ['handrail_things', 7],
    ['handrail_worker_restarts', 1],
  ])
})
