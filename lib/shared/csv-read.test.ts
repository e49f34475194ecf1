import { expect, test } from 'vitest'
import { openCsv, readCsv } from './csv-read'

const utf8 = (text: string) => new TextEncoder().encode(text)
const utf16le = (text: string, bom = true) => new Uint8Array(Buffer.from(`${bom ? '\uFEFF' : ''}${text}`, 'utf16le'))

function cells(bytes: Uint8Array): string[][] {
  const read = readCsv(bytes)
  if (!read.ok) throw new Error(read.code)
  return [read.value.header, ...read.value.records.map((record) => record.cells)]
}

const wanted = [
  ['name', 'city'],
  ['Zoë', 'Ålesund'],
]

test('UTF-8 with and without a BOM', () => {
  expect(cells(utf8('\uFEFFname,city\nZoë,Ålesund'))).toEqual(wanted)
  expect(cells(utf8('name,city\nZoë,Ålesund\n'))).toEqual(wanted)
})

test('UTF-16 in both orders, with and without a BOM', () => {
  const text = 'name,city\r\nZoë,Ålesund'
  expect(cells(utf16le(text))).toEqual(wanted)
  expect(cells(utf16le(text, false))).toEqual(wanted)
  expect(cells(Buffer.from(utf16le(text)).swap16())).toEqual(wanted)
})

test('Windows-1252, as Excel writes it', () => {
  const read = readCsv(new Uint8Array(Buffer.from('name,city\nZo\xeb,\xc5lesund', 'latin1')))
  expect(read.ok && read.value.encoding).toBe('windows-1252')
  expect(read.ok && read.value.records[0]?.cells).toEqual(wanted[1])
})

test.each([',', ';', '\t', '|'])('finds the separator %j', (separator) => {
  expect(cells(utf8(`a${separator}"x,;|y"\n1${separator}2`))).toEqual([
    ['a', 'x,;|y'],
    ['1', '2'],
  ])
})

test("understands Excel's sep= line", () => {
  expect(cells(utf8('sep=;\r\na;b\r\n1;2'))).toEqual([
    ['a', 'b'],
    ['1', '2'],
  ])
})

test('mixed line ends split rows, and stay as they are inside quotes', () => {
  expect(cells(utf8('a,b\r\n1,"x\r\ny"\n2,"p\nq"\r3,"say ""hi"""\r\n'))).toEqual([
    ['a', 'b'],
    ['1', 'x\r\ny'],
    ['2', 'p\nq'],
    ['3', 'say "hi"'],
  ])
})

test('only carriage returns, as old Macs wrote', () => {
  expect(cells(utf8('a,b\r1,2\r3,4'))).toEqual([
    ['a', 'b'],
    ['1', '2'],
    ['3', '4'],
  ])
})

test('blank lines are no rows but keep the numbering of the spreadsheet', () => {
  const read = readCsv(utf8('a,b\n1,2\n\n3,4\n\n'))
  expect(read.ok && read.value.records.map((record) => record.row)).toEqual([1, 3])
})

test('short rows are filled, empty extra cells ignored, full ones a problem of that row', () => {
  const read = readCsv(utf8('a,b\n1\n1,2,,\n1,2,3\n'))
  expect(read.ok && read.value.records).toEqual([
    { row: 1, cells: ['1', ''] },
    { row: 2, cells: ['1', '2'] },
    { row: 3, cells: ['1', '2'], problem: 'row-too-many-cells' },
  ])
})

test('headings without a name or with the same one can be told apart', () => {
  expect(cells(utf8('Phone,,phone,'))[0]).toEqual(['Phone', 'Column 2', 'phone (2)'])
})

test('a cell of a million characters is a problem of its row alone', () => {
  const read = readCsv(utf8(`a,b\n1,${'x'.repeat(1_000_000)}\n2,"${'y'.repeat(1_000_000)}"\n3,4\n`))
  expect(read.ok && read.value.records.map((record) => record.problem)).toEqual([
    'row-cell-too-long',
    'row-cell-too-long',
    undefined,
  ])
})

test('five thousand columns are refused with their number', () => {
  const wide = Array.from({ length: 5_000 }, (_, i) => `c${i}`).join(',')
  expect(openCsv(utf8(`${wide}\n${wide}`))).toMatchObject({
    ok: false,
    code: 'csv-too-many-columns',
    details: { columns: 5_000 },
  })
})

test('a quotation mark that is never closed refuses the file and names the row', () => {
  expect(readCsv(utf8('a,b\n1,2\n3,"4\n5,6\n'))).toMatchObject({
    ok: false,
    code: 'csv-unclosed-quote',
    details: { row: 2 },
  })
})

test('other kinds of files, empty ones and too many rows are refused', () => {
  expect(openCsv(new Uint8Array([0x50, 0x4b, 3, 4, 0]))).toMatchObject({ code: 'csv-not-text' })
  expect(openCsv(utf8(''))).toMatchObject({ code: 'csv-empty' })
  expect(openCsv(utf8('\uFEFF\n\n'))).toMatchObject({ code: 'csv-empty' })
  expect(readCsv(utf8('a\n1\n2\n3'), { rows: 2 })).toMatchObject({ code: 'csv-too-many-rows', details: { row: 3 } })
  expect(openCsv(utf8('a,b\n1,2'), { bytes: 3 })).toMatchObject({ code: 'csv-too-large' })
})

test('rows across block borders are read once, whole and in order', () => {
  const lines = Array.from({ length: 20_000 }, (_, i) => `${i},"a ""quoted"", cell ${'z'.repeat(i % 97)}"`)
  const read = readCsv(utf8(`n,text\r\n${lines.join('\r\n')}`))
  expect(read.ok && read.value.records.length).toBe(20_000)
  if (read.ok) {
    for (const [i, record] of read.value.records.entries()) {
      expect(record).toEqual({ row: i + 1, cells: [String(i), `a "quoted", cell ${'z'.repeat(i % 97)}`] })
    }
  }
})
