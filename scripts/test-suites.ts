/**
 * Every suite of `npm test`, one after the other on two cores: lint, types, unit, integration on SQLite and on Postgres,
 * browser end-to-end on SQLite and the main ones once more on Postgres. Ends with one line over all of them.
 * `npm test -- unit e2e` runs some only.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort, type RunningServer, startServer } from '../e2e/start-server'
import { migrate } from '../lib/server/migrate'
import { startPostgres } from '../lib/server/testing/postgres'

type Count = { passed: number; failed: number }
type Suite = { name: string; run: () => Promise<Count> }

const root = fileURLToPath(new URL('..', import.meta.url))
const results = path.join(root, 'test-results')

/** Runs a command with its output shown; resolves to its exit code. */
function run(command: string, args: string[], extra: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...extra } })
    child.on('exit', (code) => resolve(code ?? 1))
  })
}

const bin = (name: string): string => path.join(root, 'node_modules/.bin', name)

async function oneCheck(command: string, args: string[]): Promise<Count> {
  const code = await run(command, args)
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

/** The types of addresses (`PageProps<'/contacts'>`) are written by Next.js from the folders. */
async function types(): Promise<Count> {
  await run(bin('next'), ['typegen'])
  return oneCheck(bin('tsc'), ['--noEmit', '-p', '.'])
}

/** A runner that died without a report is one failure, never zero tests. */
function readReport<T>(file: string, code: number, count: (report: T) => Count): Count {
  if (!existsSync(file)) return { passed: 0, failed: 1 }
  const found = count(JSON.parse(readFileSync(file, 'utf8')) as T)
  return code !== 0 && found.failed === 0 ? { ...found, failed: 1 } : found
}

async function vitest(project: string, extra: Record<string, string> = {}): Promise<Count> {
  const file = path.join(results, `${project}-${extra.HANDRAIL_TEST_DB ?? 'all'}.json`)
  const args = ['run', '--project', project, '--reporter', 'default', '--reporter', 'json', '--outputFile.json', file]
  const code = await run(bin('vitest'), args, { NODE_ENV: 'test', ...extra })
  return readReport<{ numPassedTests: number; numFailedTests: number; numFailedTestSuites: number }>(
    file,
    code,
    (report) => ({
      passed: report.numPassedTests,
      failed: report.numFailedTests || (report.numPassedTests === 0 ? 1 : 0),
    }),
  )
}

/** An installed Chromium: CHROMIUM_PATH, or on the PATH, or Debian's package. */
function chromiumPath(): string {
  const find = (): string | undefined => {
    if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH
    for (const name of ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']) {
      const found = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).stdout.trim()
      if (found) return found
    }
    return undefined
  }
  const present = find()
  if (present) return present
  console.log('No Chromium found; installing it from the Debian packages.')
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo']
  const apt = (args: string[]): void => {
    const [command = 'apt-get', ...rest] = [...asRoot, 'apt-get', ...args]
    execFileSync(command, rest, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
  }
  apt(['update', '-qq'])
  apt(['install', '-y', '-qq', '--no-install-recommends', 'chromium'])
  const installed = find()
  if (!installed) throw new Error('Chromium could not be installed. Install it and set CHROMIUM_PATH.')
  return installed
}

type PlaywrightReport = { stats: { expected: number; unexpected: number; flaky: number } }

type Outside = { forServer: Record<string, string>; forTests: Record<string, string> }

/**
 * Ports at which a test may play the outside world: a site (the only one inside the network that the server may fetch
 * from), Meta's Graph API, and a mail server.
 */
async function outsideOfTests(): Promise<Outside> {
  const [site, graph, smtp, handler] = [await freePort(), await freePort(), await freePort(), await freePort()]
  return {
    forServer: {
      HANDRAIL_FETCH_ALLOW: `127.0.0.1:${site},127.0.0.1:${handler}`,
      GRAPH_BASE_URL: `http://127.0.0.1:${graph}/v23.0`,
      SMTP_URL: `smtp://127.0.0.1:${smtp}`,
    },
    forTests: {
      HANDRAIL_E2E_SITE_PORT: String(site),
      HANDRAIL_E2E_HANDLER_PORT: String(handler),
      HANDRAIL_E2E_GRAPH_PORT: String(graph),
      HANDRAIL_E2E_SMTP_PORT: String(smtp),
    },
  }
}

type Under = { server: RunningServer; outside: Outside }

async function playwright(label: string, { server, outside }: Under, args: string[]): Promise<Count> {
  const file = path.join(results, `e2e-${label}.json`)
  const code = await run(bin('playwright'), ['test', ...args], {
    CHROMIUM_PATH: chromiumPath(),
    HANDRAIL_E2E_URL: server.url,
    ...outside.forTests,
    HANDRAIL_DATA_DIR: server.dataDir,
    DATABASE_URL: server.databaseUrl,
    NEXTAUTH_URL: server.url,
    HANDRAIL_LOG: 'silent',
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
  })
  return readReport<PlaywrightReport>(file, code, ({ stats }) => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
  }))
}

async function endToEnd(): Promise<Count> {
  const outside = await outsideOfTests()
  const server = await startServer(outside.forServer)
  try {
    return await playwright('sqlite', { server, outside }, [])
  } finally {
    await server.stop()
  }
}

/** The journeys marked @postgres, against the same build on Postgres. */
async function endToEndOnPostgres(): Promise<Count> {
  const postgres = await startPostgres()
  try {
    await migrate(postgres.url())
    const outside = await outsideOfTests()
    const server = await startServer({ DATABASE_URL: postgres.url(), ...outside.forServer })
    try {
      return await playwright('postgresql', { server, outside }, ['--grep', '@postgres'])
    } finally {
      await server.stop()
    }
  } finally {
    await postgres.stop()
  }
}

const suites: Suite[] = [
  { name: 'lint', run: () => oneCheck(bin('biome'), ['check', '.']) },
  { name: 'unused', run: () => oneCheck(bin('knip'), []) },
  { name: 'types', run: types },
  { name: 'unit', run: () => vitest('unit') },
  { name: 'integration-sqlite', run: () => vitest('integration', { HANDRAIL_TEST_DB: 'sqlite' }) },
  { name: 'integration-postgres', run: () => vitest('integration', { HANDRAIL_TEST_DB: 'postgresql' }) },
  { name: 'build', run: () => oneCheck(process.execPath, ['scripts/build.mjs']) },
  { name: 'e2e', run: endToEnd },
  { name: 'e2e-postgres', run: endToEndOnPostgres },
]

async function main(): Promise<void> {
  const wanted = process.argv.slice(2)
  rmSync(results, { recursive: true, force: true })
  mkdirSync(results, { recursive: true })
  const total: Count = { passed: 0, failed: 0 }
  const lines: string[] = []
  for (const suite of suites.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
    const started = Date.now()
    console.log(`\n── ${suite.name} ──`)
    const count = await suite.run().catch((error: unknown) => {
      console.error(error)
      return { passed: 0, failed: 1 }
    })
    total.passed += count.passed
    total.failed += count.failed
    const seconds = Math.round((Date.now() - started) / 1000)
    lines.push(`${suite.name.padEnd(22)} ${count.passed} passed, ${count.failed} failed (${seconds} s)`)
  }
  console.log(`\n${lines.map((line) => `  ${line}`).join('\n')}\n`)
  console.log(`${total.passed} passed, ${total.failed} failed`)
  process.exit(total.failed === 0 ? 0 : 1)
}

await main()
