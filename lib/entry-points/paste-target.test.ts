import { describe, expect, it } from 'vitest'
import { type PasteArea, placePaste } from './paste-target'

const sheet = { rows: 10, columns: 5 }
const at = (row: number, column: number, rows = 1, columns = 1): PasteArea => ({ row, column, rows, columns })
const texts = (block: string[][], area: PasteArea) =>
  placePaste(block, area, sheet).cells.map(({ row, column, text }) => `${row}:${column}=${text}`)

describe('where a paste goes', () => {
  it('starts at the first cell and is as large as what was copied', () => {
    expect(texts([['a', 'b'], ['c']], at(2, 1))).toEqual(['2:1=a', '2:2=b', '3:1=c'])
  })

  it('fills a marked area with one cell, or repeats a block that divides it', () => {
    expect(texts([['x']], at(0, 0, 2, 2))).toEqual(['0:0=x', '0:1=x', '1:0=x', '1:1=x'])
    expect(texts([['a', 'b']], at(0, 0, 2, 2))).toEqual(['0:0=a', '0:1=b', '1:0=a', '1:1=b'])
  })

  it('is written once where it does not divide the area', () => {
    expect(texts([['a'], ['b']], at(0, 0, 3, 1))).toEqual(['0:0=a', '1:0=b'])
  })

  it('says what has no place', () => {
    const block = [
      ['a', 'b', 'c'],
      ['d', 'e', 'f'],
    ]
    expect(placePaste(block, at(9, 3), sheet)).toMatchObject({ rows: 1, below: 1, beside: 1 })
    expect(texts(block, at(9, 3))).toEqual(['9:3=a', '9:4=b'])
    expect(placePaste([], at(0, 0), sheet).cells).toEqual([])
  })
})
