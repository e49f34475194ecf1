/**
 * `npm run bench`: all rows of the speed table, or `-- --only NAME`. `--json FILE` writes the result for a machine; the
 * raw output of each row is kept in bench/results/. Exits 1 when a row could not be measured, not when it misses its target.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { describe, type Machine, machine, type RowResult } from './harness'
import { BENCHES, type BenchName } from './rows'

const results = path.join(fileURLToPath(new URL('.', import.meta.url)), 'results')

function isBench(name: string): name is BenchName {
  return Object.hasOwn(BENCHES, name)
}

function wanted(only: string[] | undefined): BenchName[] {
  const names = Object.keys(BENCHES).filter(isBench)
  if (!only) return names
  const unknown = only.filter((name) => !isBench(name))
  if (unknown.length === 0) return only.filter(isBench)
  process.stderr.write(`There is no row ${unknown.join(', ')}. Rows: ${names.join(', ')}.\n`)
  process.exit(2)
}

async function measure(name: BenchName, on: Machine): Promise<RowResult[]> {
  const { bench } = await BENCHES[name]()
  process.stdout.write(`\n${bench.name}: ${bench.what}\n`)
  const lines: string[] = []
  const rows = await bench.run((line) => {
    lines.push(line)
    process.stdout.write(`  ${line}\n`)
  })
  mkdirSync(results, { recursive: true })
  writeFileSync(path.join(results, `${name}.json`), `${JSON.stringify({ machine: on, rows, log: lines }, null, 2)}\n`)
  return rows
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { only: { type: 'string', multiple: true }, json: { type: 'string' } },
  })
  const on = machine()
  const rows: RowResult[] = []
  let failed = 0
  for (const name of wanted(values.only)) {
    try {
      rows.push(...(await measure(name, on)))
    } catch (error) {
      failed += 1
      process.stderr.write(`${name} could not be measured: ${error instanceof Error ? error.stack : String(error)}\n`)
    }
  }
  process.stdout.write(`\n${rows.map(describe).join('\n')}\n`)
  if (values.json) writeFileSync(values.json, `${JSON.stringify({ machine: on, rows }, null, 2)}\n`)
  process.exit(failed === 0 ? 0 : 1)
}

await main()
