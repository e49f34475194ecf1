import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { labWorld, seedPlan } from '../lab/testing/lab-world'
import { db } from '../server/db'
import { decrypt } from '../server/keys'
import { runCommand } from './run'

const directory = mkdtempSync(path.join(tmpdir(), 'handrail-cli-'))
afterAll(() => rmSync(directory, { recursive: true, force: true }))

async function run(...args: string[]): Promise<{ code: number; out: string[]; err: string[] }> {
  const out: string[] = []
  const err: string[] = []
  const code = await runCommand(args, { out: (line) => out.push(line), err: (line) => err.push(line) })
  return { code, out, err }
}

const number = (n: number): string[] => [
  '--portfolio',
  'Fernhollow UK',
  '--phone-number-id',
  `10654035224292${n}`,
  '--display-number',
  `+44 20 7946 011${n}`,
  '--waba',
  '102290129340398',
]
const secrets = ['--secret', 'test_app_secret', '--verify-token', 'test_verify_token']

let workspace = ''

beforeAll(async () => {
  const made = await run('workspace:create', '--name', 'Fernhollow')
  workspace = made.out[0] ?? ''
})

test('workspace:create prints the id alone', async () => {
  expect(workspace).toMatch(/^ws_[0-9A-Z]{26}$/)
})

test('user:create makes somebody who can be found by e-mail, with the roles', async () => {
  const who = ['--email', 'ada@example.test', '--password', 'correct horse battery', '--roles', 'admin,developer']
  expect(await run('user:create', ...who, '--workspace', workspace)).toMatchObject({ code: 0, err: [] })
  const user = await db.user.findUniqueOrThrow({
    where: { emailKey: 'ada@example.test' },
    include: { memberships: { include: { roles: true } } },
  })
  expect(user.memberships[0]?.roles.map((role) => role.role).sort()).toEqual(['admin', 'developer'])
})

test('connection:create makes portfolio, number and connection in one step and prints the key alone', async () => {
  const made = await run('connection:create', '--workspace', workspace, ...number(1), ...secrets)
  expect(made).toMatchObject({ code: 0, err: [] })
  expect(made.out).toHaveLength(1)
  const connection = await db.connection.findUniqueOrThrow({
    where: { urlKey: made.out[0] },
    include: { numbers: true },
  })
  expect(connection.numbers).toHaveLength(1)
  expect(connection.secretCipher).not.toContain('test_app_secret')
  expect(decrypt('connection-secret', connection.secretCipher, connection.id)).toBe('test_app_secret')
})

test('a second connection for the same number is refused, with the reason', async () => {
  await run('connection:create', '--workspace', workspace, ...number(2), ...secrets)
  const again = await run('connection:create', '--workspace', workspace, ...number(2), ...secrets)
  expect(again.code).toBe(1)
  expect(again.err.join(' ')).toContain('already has a connection')
})

test('number:create adds to a portfolio by name, and refuses a number that would be shadowed', async () => {
  expect(await run('number:create', '--workspace', workspace, ...number(3))).toMatchObject({ code: 0 })
  const again = await run('number:create', '--workspace', workspace, ...number(3))
  expect(again).toMatchObject({ code: 1 })
  expect(again.err[0]).toContain('already in this workspace')
})

test('token:create prints the token alone, and stores only its hash', async () => {
  const made = await run(
    'token:create',
    '--workspace',
    workspace,
    '--scopes',
    'contacts:read,events:none',
    '--name',
    'CRM',
  )
  expect(made.code).toBe(1)
  const good = await run('token:create', '--workspace', workspace, '--scopes', '*', '--name', 'CRM')
  expect(good).toMatchObject({ code: 0, err: [] })
  const stored = await db.apiToken.findMany({ where: { workspaceId: workspace } })
  expect(JSON.stringify(stored)).not.toContain(good.out[0])
})

test('audit:verify walks every chain', async () => {
  const verified = await run('audit:verify')
  expect(verified.code).toBe(0)
  expect(verified.out.at(-1)).toContain('chains verified')
})

test('backup writes a file and does not overwrite it', async () => {
  const file = path.join(directory, 'a.backup')
  expect(await run('backup', file)).toMatchObject({ code: 0 })
  expect(await run('backup', file)).toMatchObject({ code: 1 })
  expect((await run('restore', path.join(directory, 'missing'))).err[0]).toContain('There is no file')
})

test('doctor reports each check in a line', async () => {
  const report = await run('doctor')
  expect(report.code).toBe(0)
  expect(report.out.at(-1)).toBe('Nothing is wrong.')
})

describe('what cannot be used is refused in a sentence', () => {
  test.each([
    [['nonsense'], 'There is no command "nonsense"'],
    [['workspace:create'], 'needs --name'],
    [['workspace:create', '--name', ' '], 'needs --name'],
    [['workspace:create', '--name', 'X', '--zone', 'Mars/Base'], 'Choose a time zone'],
    [['workspace:create', '--title', 'X'], "Unknown option '--title'"],
    [['backup'], 'needs file'],
    [['backup', 'a', 'b'], 'needs file'],
    [['token:create', '--workspace', 'nowhere', '--scopes', '*', '--name', 'X'], 'There is no workspace "nowhere"'],
    [['connection:create', '--workspace', 'x'], 'needs --portfolio'],
  ])('%j', async (args, words) => {
    const { code, err } = await run(...args)
    expect(code).toBe(2)
    expect(err.join(' ')).toContain(words)
  })

  test.each([
    [['--email', 'a@example.test,b@example.test', '--password', 'correct horse battery', '--roles', 'viewer'], 'email'],
    [['--email', 'bob@example.test', '--password', 'short', '--roles', 'viewer'], 'password'],
    [['--email', 'bob@example.test', '--password', 'correct horse battery', '--roles', 'emperor'], 'emperor'],
  ])('user:create %j', async (args, word) => {
    const { code, err } = await run('user:create', ...args, '--workspace', workspace)
    expect(code).toBeGreaterThan(0)
    expect(err.join(' ')).toContain(word)
  })

  test('a phone number where its id belongs', async () => {
    const wrong = number(4).map((word) => (word.startsWith('1065') ? '+442079460118' : word))
    const { code, err } = await run('connection:create', '--workspace', workspace, ...wrong, ...secrets)
    expect(code).toBe(2)
    expect(err[0]).toContain('phoneNumberId')
  })
})

test('help lists every command', async () => {
  const { out } = await run('help')
  for (const name of ['doctor', 'user:create', 'token:create', 'connection:create', 'audit:verify', 'demo:reset']) {
    expect(out.join('\n')).toContain(name)
  }
})

test('lab:run sends a plan itself, writes a JUnit file, and its exit code is what a pipeline needs', async () => {
  await db.testRun.deleteMany({})
  const lab = await labWorld()
  await seedPlan(lab, { name: 'Each release', variations: ['phone-only', 'bsuid-only-known'] })
  const file = path.join(directory, 'lab.xml')
  const passing = await run('lab:run', '--workspace', lab.workspaceId, '--plan', 'Each release', '--junit', file)
  expect(passing).toMatchObject({ code: 0, err: [] })
  expect(passing.out.at(-1)).toBe('2 passed, 0 failed, 0 could not be told, 0 not sent (Handrail (dry run)).')
  expect(readFileSync(file, 'utf8')).toContain('tests="2" failures="0" errors="0" skipped="0"')

  const { id } = await db.testPlan.findFirstOrThrow({ where: { workspaceId: lab.workspaceId } })
  const sales = { person: 'customer', sameThread: false, route: 'named', workflow: 'Sales', error: 'none' }
  await db.testCase.updateMany({ where: { planId: id, position: 0 }, data: { expected: sales } })
  const failing = await run('lab:run', '--workspace', lab.workspaceId, '--plan', id, '--junit', file)
  expect(failing.code).toBe(1)
  expect(failing.out[0]).toBe('Phone only: failed. It landed in “Support inbox” instead of “Sales”.')
  expect(readFileSync(file, 'utf8')).toContain('<failure message="It landed in “Support inbox” instead of “Sales”.">')
  const unknown = await run('lab:run', '--workspace', lab.workspaceId, '--plan', 'Nightly')
  expect(unknown).toMatchObject({ code: 2, err: ['There is no plan "Nightly". This workspace has: "Each release".'] })
  await db.dataset.updateMany({ where: { id: lab.datasetId }, data: { decision: null } })
  const refused = await run('lab:run', '--workspace', lab.workspaceId, '--plan', id)
  expect(refused.code).toBe(1)
  expect(refused.err[0]).toMatch(/Nobody has decided how long/)
})
