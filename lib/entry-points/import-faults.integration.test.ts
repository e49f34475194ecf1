import Papa from 'papaparse'
import { expect, test } from 'vitest'
import type { Actor } from '@/lib/server/actor'
import { db } from '@/lib/server/db'
import { createEntryPoint } from './create-entry-point'
import { exportEntryPoints } from './export-entry-points'
import { type ImportRequest, importEntryPoints } from './import-entry-points'
import { createEntryPointSchema } from './schema'
import { seedSheet } from './testing/sheet'

const FORMULAS = [
  '=1+1',
  '+44 7700 900118',
  '-2+3',
  '@SUM(A1:A9)',
  "=cmd|' /C calc'!A0",
  '=HYPERLINK("//x")',
  '＝1',
  "'=1",
]
const TEXTS = [
  'name',
  'location',
  'audience',
  'currentDestination',
  'newDestination',
  'owner',
  'rollbackPath',
  'notes',
] as const
const FORMULA_ROWS = 63

async function fileOf(actor: Actor, format: 'csv' | 'xlsx'): Promise<Uint8Array> {
  const made = await exportEntryPoints(actor, {}, format)
  if (!made.ok) throw new Error(made.code)
  return new Uint8Array(await new Response(made.value).arrayBuffer())
}

/** The cells as a spreadsheet sees them, sorted by row, without the heading. */
async function cellsOf(actor: Actor): Promise<string[][]> {
  const text = new TextDecoder().decode(await fileOf(actor, 'csv'))
  const [, ...rows] = Papa.parse<string[]>(text.trim()).data
  return rows.sort((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1))
}

test('504 formula cells in every exported field are no formulas in the file, and come back as they were', async () => {
  const { marketing, workspaceId } = await seedSheet()
  for (let row = 0; row < FORMULA_ROWS; row += 1) {
    const texts = TEXTS.map((field, at) => [field, `${FORMULAS[(row + at) % FORMULAS.length]} ${row}`])
    const input = createEntryPointSchema.parse({ kind: 'link', risk: 'paid', ...Object.fromEntries(texts) })
    expect(await createEntryPoint(marketing, input)).toMatchObject({ ok: true })
  }
  const cells = await cellsOf(marketing)
  expect(cells).toHaveLength(FORMULA_ROWS)
  for (const cell of cells.flat()) expect(cell).not.toMatch(/^\s*[=+\-@＝＋－＠]/)
  for (const format of ['csv', 'xlsx'] as const) {
    const there = (await seedSheet()).marketing
    const again = await importEntryPoints(there, { file: await fileOf(marketing, format) })
    expect(again, format).toMatchObject({ ok: true, value: { created: FORMULA_ROWS, failed: 0 } })
    expect(await cellsOf(there), format).toEqual(cells)
    const same = await importEntryPoints(marketing, { file: await fileOf(marketing, format) })
    expect(same, format).toMatchObject({
      ok: true,
      value: { skipped: FORMULA_ROWS, created: 0, updated: 0, failed: 0 },
    })
  }
  expect(await db.entryPoint.count({ where: { workspaceId } })).toBe(FORMULA_ROWS)
})

type Encode = (text: string) => Uint8Array

function utf16(text: string, little: boolean): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(2 + text.length * 2))
  bytes.setUint16(0, 0xfeff, little)
  for (let i = 0; i < text.length; i += 1) bytes.setUint16(2 + i * 2, text.charCodeAt(i), little)
  return new Uint8Array(bytes.buffer)
}

const ENCODINGS: Record<string, Encode> = {
  'UTF-8': (text) => new TextEncoder().encode(text),
  'UTF-8 with a BOM': (text) => new TextEncoder().encode(`\uFEFF${text}`),
  'UTF-16 little end first': (text) => utf16(text, true),
  'UTF-16 big end first': (text) => utf16(text, false),
}
const LINE_ENDS = [['\r\n'], ['\n'], ['\r'], ['\r\n', '\n', '\r']]
const SEPARATORS = [',', ';', '\t']
const ROWS = 5
const COLUMNS = 11

type Case = { name: string; request: ImportRequest; created: number | null; failed?: number; code?: string }

let counter = 0
function nextName(): string {
  counter += 1
  return `Täst ${counter}`
}

/** A heading with all columns and rows whose first cell is a name of its own. */
function table(
  separator: string,
  ends: readonly string[],
  change: (row: string[], at: number) => void = () => {},
): string {
  const header =
    'name,kind,location,audience,current_destination,new_destination,risk,owner,rollback_path,notes,lead_days'
  const lines = Array.from({ length: ROWS }, (_, at) => {
    const row = [
      nextName(),
      'link',
      'Ünder the bridge',
      '',
      'wa.me/442079460118',
      'wa.me/larkmoss',
      'paid',
      '',
      '',
      '',
      '',
    ]
    change(row, at)
    return row.join(separator)
  })
  return [header.replaceAll(',', separator), ...lines].map((line, at) => line + ends[at % ends.length]).join('')
}

function encodedCases(): Case[] {
  return Object.entries(ENCODINGS).flatMap(([name, encode]) =>
    LINE_ENDS.flatMap((ends) =>
      SEPARATORS.map((separator) => {
        const request = { file: encode(table(separator, ends)) }
        return { name: `${name}, ${JSON.stringify(ends)}, ${JSON.stringify(separator)}`, request, created: ROWS }
      }),
    ),
  )
}

function hugeCellCases(): Case[] {
  return ['UTF-8', 'UTF-16 little end first'].flatMap((encoding) =>
    Array.from({ length: COLUMNS }, (_, column) => {
      const text = table(',', ['\n'], (row, at) => {
        if (at === 2) row[column] = 'x'.repeat(1_000_000)
      })
      const file = ENCODINGS[encoding]?.(text) ?? ''
      return {
        name: `a million characters in column ${column}, ${encoding}`,
        request: { file },
        created: ROWS - 1,
        failed: 1,
      }
    }),
  )
}

function refusedCases(): Case[] {
  const wide = (separator: string): string => Array.from({ length: 5_000 }, (_, at) => `c${at}`).join(separator)
  const columns = Object.entries(ENCODINGS).flatMap(([name, encode]) =>
    SEPARATORS.map((separator) => {
      const text = `name${separator}kind${separator}${wide(separator)}\n${nextName()}${separator}link\n`
      return {
        name: `5,000 columns, ${name}`,
        request: { file: encode(text) },
        created: null,
        code: 'csv-too-many-columns',
      }
    }),
  )
  const quotes = Array.from({ length: 10 }, (_, at) => {
    const text = table(',', ['\n'], (row, line) => {
      if (line === at % ROWS) row[9] = '"never closed'
    })
    return { name: `a quote never closed, ${at}`, request: { file: text }, created: null, code: 'csv-unclosed-quote' }
  })
  const others = Array.from({ length: 24 }, (_, at) => {
    const start = at % 2 === 0 ? [0x50, 0x4b, 3, 4] : [0x25, 0x50, 0x44, 0x46]
    const file = Uint8Array.from({ length: 400 + at }, (_none, i) => start[i] ?? (i * (at + 7) * 31) % 256)
    return { name: `no table at all, ${at}`, request: { file }, created: null }
  })
  return [...columns, ...quotes, ...others]
}

/** A person who goes away the moment the import looks for the n-th time whether they are still there. */
function leavesAtLook(n: number): AbortSignal {
  let looks = 0
  const signal = {
    get aborted() {
      looks += 1
      return looks >= n
    },
  }
  return signal as AbortSignal
}

function cancelledCases(): Case[] {
  return Array.from({ length: 36 }, (_, at) => {
    const file = table(SEPARATORS[at % 3] ?? ',', LINE_ENDS[at % 4] ?? ['\n'])
    const request = { file, signal: leavesAtLook((at % 3) + 1) }
    return { name: `cancelled at look ${(at % 3) + 1}`, request, created: null, code: 'import-cancelled' }
  })
}

test('200 bad or strange files: whole or not at all, every row counted, the same file twice changes nothing', async () => {
  const { marketing, workspaceId } = await seedSheet()
  const state = async () => ({
    rows: await db.entryPoint.count({ where: { workspaceId } }),
    batches: await db.batch.count({ where: { workspaceId } }),
    events: await db.auditEvent.count({ where: { workspaceId } }),
  })
  const encoded = encodedCases()
  const twice = encoded.map((one) => ({ ...one, name: `${one.name}, again`, created: 0 }))
  const cases: Case[] = [...encoded, ...twice, ...hugeCellCases(), ...refusedCases(), ...cancelledCases()]
  expect(cases.length).toBeGreaterThanOrEqual(200)
  for (const { name, request, created, failed = 0, code } of cases) {
    const before = await state()
    const done = await importEntryPoints(marketing, request)
    const after = await state()
    if (created === null) {
      expect(done.ok, name).toBe(false)
      if (code && !done.ok) expect(done.code, name).toBe(code)
      expect(after, name).toEqual(before)
      continue
    }
    if (!done.ok) throw new Error(`${name}: ${done.code}`)
    const { value } = done
    expect(value, name).toMatchObject({ created, failed, updated: 0, skipped: ROWS - created - failed, total: ROWS })
    expect(after.rows, name).toBe(before.rows + created)
  }
})
