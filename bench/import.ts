import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { type Bench, contest, single } from './harness'
import { benchFolder, install, WORKSPACE } from './support/installation'

const ROWS = 100_000
/** One row in this many cannot be used: a phone that is none. */
const BAD = 20
const ROUNDS = 5

/** A CRM export: names, e-mails and phones, every twentieth row with something else in the place of the phone. */
function writeExport(file: string): void {
  const lines = ['crm_contact_id,name,email,phone']
  for (let i = 0; i < ROWS; i += 1) {
    const phone = i % BAD === 0 ? 'call the office' : `+4477${String(10_000_000 + i)}`
    lines.push(`CRM-${i},Customer ${i},customer${i}@example.test,${phone}`)
  }
  writeFileSync(file, `${lines.join('\n')}\n`)
}

type Imported = { rows: number; seconds: number; peakMb: number }

/** In a database of its own; every row of the file has to be counted. */
async function importOnce(how: 'ours' | 'raw', file: string): Promise<Imported> {
  const home = await install(`import-${how}`)
  try {
    const args = ['--import', 'tsx', 'bench/support/import-contacts.ts', how, file, WORKSPACE]
    const environment = { ...process.env, ...home.environment }
    const text = execFileSync(process.execPath, args, {
      env: environment,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const imported = JSON.parse(text) as Imported
    if (imported.rows !== ROWS) throw new Error(`${imported.rows} of ${ROWS} rows were counted.`)
    return imported
  } finally {
    home.remove()
  }
}

export const bench: Bench = {
  name: 'import',
  what: `a CSV file of ${ROWS} contacts with one bad row in ${BAD}, imported a second, SQLite`,
  async run(log) {
    const file = path.join(benchFolder('import-file'), 'contacts.csv')
    writeExport(file)
    const peaks: number[] = []
    const rate = async (how: 'ours' | 'raw') => {
      const { rows, seconds, peakMb } = await importOnce(how, file)
      if (how === 'ours') peaks.push(peakMb)
      return rows / seconds
    }
    const row = await contest({
      ...{ name: 'import', unit: 'rows/s', rounds: ROUNDS, log },
      ours: { name: 'ours', measure: () => rate('ours') },
      peers: [{ name: 'parse-and-raw-inserts', measure: () => rate('raw') }],
      target: '0.3 of parsing plus raw batched inserts',
      isMet: ({ ratios }) => (ratios['parse-and-raw-inserts'] ?? 0) >= 0.3,
    })
    const memory = single({
      ...{ name: 'import memory', unit: 'MB', rounds: peaks, target: 'at most 200 MB above idle' },
      met: Math.max(...peaks) <= 200,
    })
    return [row, memory]
  },
}
