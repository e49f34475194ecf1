import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'

export type RunningServer = {
  url: string
  dataDir: string
  databaseUrl: string
  process: ChildProcess
  /** What the server printed so far, for a test that asserts it or fails. */
  output: () => string
  stop: () => Promise<void>
}

export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

async function untilReady(url: string, child: ChildProcess, output: () => string): Promise<void> {
  const deadline = Date.now() + 60_000
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`The server ended before it was ready:\n${output()}`)
    const ready = await fetch(`${url}/readyz`).then(
      (response) => response.ok,
      () => false,
    )
    if (ready) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`The server was not ready after 60 s:\n${output()}`)
}

/** An empty database beside the one the tests use, on the same kind of server. SQLite: a file of its own. */
export async function emptyDatabase(): Promise<Record<string, string>> {
  const url = process.env.DATABASE_URL ?? ''
  if (!url.startsWith('postgres')) return {}
  const { default: pg } = await import('pg')
  const name = `empty${randomBytes(4).toString('hex')}`
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`CREATE DATABASE "${name}"`)
  await client.end()
  const own = new URL(url)
  own.pathname = `/${name}`
  return { DATABASE_URL: own.href }
}

/** Starts the built application in a folder of its own, on a free port, without demo data unless asked. */
export async function startServer(extra: Record<string, string> = {}): Promise<RunningServer> {
  const port = await freePort()
  const dataDir = extra.HANDRAIL_DATA_DIR ?? mkdtempSync(path.join(tmpdir(), 'handrail-e2e-'))
  const url = `http://127.0.0.1:${port}`
  const databaseUrl = extra.DATABASE_URL ?? `file:${path.join(dataDir, 'handrail.db')}`
  const child = spawn(process.execPath, [path.join('.next', 'handrail', 'server.mjs')], {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PORT: String(port),
      HOST: '127.0.0.1',
      HANDRAIL_DATA_DIR: dataDir,
      DATABASE_URL: databaseUrl,
      HANDRAIL_DEMO: '0',
      HANDRAIL_LOG: 'warn',
      NEXTAUTH_URL: url,
      ...extra,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  child.stdout?.on('data', (chunk) => {
    text += String(chunk)
  })
  child.stderr?.on('data', (chunk) => {
    text += String(chunk)
  })
  await untilReady(url, child, () => text)
  return {
    url,
    dataDir,
    databaseUrl,
    process: child,
    output: () => text,
    async stop() {
      if (child.exitCode === null) {
        const ended = new Promise((resolve) => child.once('exit', resolve))
        child.kill('SIGTERM')
        const timer = setTimeout(() => child.kill('SIGKILL'), 10_000)
        await ended
        clearTimeout(timer)
      }
      if (!extra.HANDRAIL_DATA_DIR) rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
