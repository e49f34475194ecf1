import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readTsv, writeTsv } from './tsv'

describe('what a spreadsheet puts on the clipboard', () => {
  it('is rows and cells, with or without a line end after the last row', () => {
    expect(readTsv('a\tb\r\nc\td\r\n')).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ])
    expect(readTsv('a\tb\nc')).toEqual([['a', 'b'], ['c']])
    expect(readTsv('one')).toEqual([['one']])
    expect(readTsv('')).toEqual([['']])
  })

  it('keeps empty cells and empty rows where they are', () => {
    expect(readTsv('\t\tx\n\n')).toEqual([['', '', 'x'], ['']])
  })

  it('keeps tabs, line ends and quotation marks inside quoted cells', () => {
    expect(readTsv('"line one\nline ""two"""\t"a\tb"\r\nnext')).toEqual([['line one\nline "two"', 'a\tb'], ['next']])
  })

  it('reads a quotation mark that is never closed as a letter', () => {
    expect(readTsv('"24 inch poster\tx\ny')).toEqual([['"24 inch poster', 'x'], ['y']])
    expect(readTsv('6" pipe\tx')).toEqual([['6" pipe', 'x']])
  })

  it('reads ten thousand cells in no time', () => {
    const rows = Array.from({ length: 10_000 }, (_, i) => [`row ${i}`, 'x\ny', '=1+1'])
    expect(readTsv(writeTsv(rows))).toEqual(rows)
  })
})

it('never lets a spreadsheet run what is copied', () => {
  expect(writeTsv([['=HYPERLINK("http://evil.example")', '@name', '+44 20 7946 0118']])).toBe(
    `"'=HYPERLINK(""http://evil.example"")"\t'@name\t'+44 20 7946 0118`,
  )
})

it('what was copied pastes as it was, whatever is in it', () => {
  const cell = fc.oneof(fc.string(), fc.stringMatching(/^['=+@\-"\t\r\n a]{0,8}$/), fc.string({ unit: 'grapheme' }))
  const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(table, (rows) => {
      const back = readTsv(writeTsv(rows))
      // A last row that is one empty cell is the line end after the row before it.
      const emptyEnd = rows.length > 1 && rows.at(-1)?.length === 1 && rows.at(-1)?.[0] === ''
      expect(back).toEqual(emptyEnd ? rows.slice(0, -1) : rows)
    }),
    { numRuns: 500 },
  )
})
