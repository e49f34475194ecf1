import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvHeaders, csvStream, escapeFormula, toCsv, unescapeFormula } from './csv'
import { readCsv } from './csv-read'
import { storableText } from './text'

const columns = [
  { header: 'name', value: (row: { name: string; n: number | null }) => row.name },
  { header: 'n', value: (row: { name: string; n: number | null }) => row.n },
]

test('starts with a BOM, ends lines with CRLF and leaves empty what is not there', () => {
  expect(toCsv(columns, [{ name: 'Ada', n: null }])).toBe('\uFEFFname,n\r\nAda,\r\n')
})

test.each(['=1+1', '+44 7700 900118', '-2', '@SUM(A1)', '\t=1', '\r=1', '  =1', "'=1", '\uFF1D1'])(
  'a cell that a spreadsheet could run is defused: %j',
  (text) => {
    const cell = escapeFormula(text)
    expect(cell).toBe(`'${text}`)
    expect(unescapeFormula(cell)).toBe(text)
  },
)

test('numbers stay numbers, also negative ones', () => {
  expect(toCsv(columns, [{ name: 'x', n: -5 }])).toContain('x,-5')
})

test('a cell with another separator is quoted, so that no reader splits it into a formula', () => {
  expect(toCsv(columns, [{ name: 'a;=1+1', n: 1 }])).toContain('"a;=1+1",1')
})

test('reading gives back what was written, whatever the text', () => {
  const text = fc.string({ unit: 'binary', maxLength: 12 })
  const nasty = fc.string({ unit: fc.constantFrom('=', '+', '-', '@', "'", '"', ',', ';', '\t', '\r', '\n', ' ', 'a') })
  fc.assert(
    fc.property(fc.array(fc.oneof(text, nasty), { minLength: 1, maxLength: 20 }), (names) => {
      const rows = names.map((name, n) => ({ name: storableText(name), n }))
      const read = readCsv(new TextEncoder().encode(toCsv(columns, rows)))
      expect(read.ok && read.value.records.map((record) => record.cells[0])).toEqual(rows.map((row) => row.name))
    }),
    { numRuns: 500 },
  )
})

test('a stream has the same bytes as the whole file, page by page', async () => {
  async function* pages() {
    yield [{ name: 'Ada', n: 1 }]
    yield [{ name: 'Bo', n: 2 }]
  }
  const bytes = await new Response(csvStream(columns, pages())).bytes()
  const whole = toCsv(columns, [
    { name: 'Ada', n: 1 },
    { name: 'Bo', n: 2 },
  ])
  expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)).toBe(whole)
})

test('a file name cannot break out of its header', () => {
  expect(csvHeaders('a"\r\nx: y.csv')['content-disposition']).not.toMatch(/[\r\n]|""/)
})
