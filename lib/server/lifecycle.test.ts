import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'handrail-lifecycle-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A process that waits for `go` on its standard input before it asks to end with its parent. */
function child() {
  const lifecycle = fileURLToPath(new URL('./lifecycle.ts', import.meta.url))
  const file = path.join(folder, 'child.mts')
  writeFileSync(
    file,
    `import { endWithParent } from ${JSON.stringify(lifecycle)}
     setInterval(() => undefined, 1_000)
     process.stdin.once('data', () => {
       endWithParent(() => process.exit(7))
       process.stdout.write('listening')
     })
     process.stdout.write('started')`,
  )
  const started = fork(file, { execArgv: ['--import', 'tsx'], stdio: ['pipe', 'pipe', 'inherit', 'ipc'] })
  const { stdin, stdout } = started
  if (!stdin || !stdout) throw new Error('The child has no pipes.')
  return { started, stdin, stdout }
}

it.each([
  ['while it runs', 'listening first'],
  ['while it was still starting', 'gone first'],
])('a forked process ends with its parent when that one goes %s', async (_when, order) => {
  const { started, stdin, stdout } = child()
  const exit = once(started, 'exit')
  await once(stdout, 'data')
  if (order === 'gone first') started.disconnect()
  // The channel has to be seen as closed inside before the process asks.
  if (order === 'gone first') await new Promise((resolve) => setTimeout(resolve, 200))
  stdin.write('go')
  if (order !== 'gone first') await once(stdout, 'data')
  if (order !== 'gone first') started.disconnect()
  const timer = setTimeout(() => started.kill('SIGKILL'), 5_000)
  const [code] = await exit
  clearTimeout(timer)
  expect(code).toBe(7)
})
