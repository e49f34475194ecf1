import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'

/** Proves that the linter bites: each floor of the house refuses what it must not import (docs/decisions/001). */
const root = process.cwd()
const made: string[] = []

function lint(file: string, source: string): string {
  const full = path.join(root, file)
  mkdirSync(path.dirname(full), { recursive: true })
  writeFileSync(full, source)
  made.push(full)
  try {
    execFileSync(path.join(root, 'node_modules/.bin/biome'), ['lint', file, '--colors=off'], {
      cwd: root,
      stdio: 'pipe',
      encoding: 'utf8',
    })
    return ''
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string }
    return stdout + stderr
  }
}

afterEach(() => {
  for (const file of made.splice(0)) rmSync(file)
  rmSync(path.join(root, 'lib/floor-probe'), { recursive: true, force: true })
})

const refused: [string, string, string][] = [
  ['a rule that reads the database', 'lib/floor-probe/rules.ts', "import { db } from '@/lib/server/db'"],
  ['a rule that asks its own store', 'lib/floor-probe/rules.ts', "import { load } from './store'"],
  ['a schema that reaches up', 'lib/floor-probe/schema.ts', "import { env } from '@/lib/server/env'"],
  ['a component that knows a room', 'components/ui/floor-probe.tsx', "import { x } from '@/lib/contacts/queries'"],
  ['a component that knows the database', 'components/ui/floor-probe.tsx', "import { db } from '@/lib/server/db'"],
  ['a route that queries', 'app/floor-probe.ts', "import { db } from '@/lib/server/db'"],
  ['a route that opens a store', 'app/floor-probe.ts', "import { load } from '@/lib/contacts/store'"],
  [
    'a room that opens another room’s store',
    'lib/floor-probe/queries.ts',
    "import { load } from '@/lib/contacts/store'",
  ],
  ['WhatsApp facts that know a room', 'lib/whatsapp/floor-probe.ts', "import { x } from '@/lib/contacts/queries'"],
]

describe('the linter refuses', () => {
  test.each(refused)('%s', (_name, file, line) => {
    const name = /\{ (\w+) \}/.exec(line)?.[1]
    expect(lint(file, `${line}\n\nexport const probe = ${name}\n`)).toContain('noRestrictedImports')
  })

  test('the environment read outside env.ts', () => {
    const output = lint('lib/floor-probe/commands.ts', 'export const port = process.env.PORT\n')
    expect(output).toContain('noProcessEnv')
  })

  test('any, non-null assertions and console output', () => {
    const source = 'export function f(x: any) {\n  console.log(x)\n  return x!.y\n}\n'
    const output = lint('lib/floor-probe/commands.ts', source)
    expect(output).toContain('noExplicitAny')
    expect(output).toContain('noNonNullAssertion')
    expect(output).toContain('noConsole')
  })
})

test('what is allowed passes', () => {
  const source = "import { ok } from '@/lib/shared/result'\n\nexport const probe = ok(1)\n"
  expect(lint('lib/floor-probe/rules.ts', source)).toBe('')
})
