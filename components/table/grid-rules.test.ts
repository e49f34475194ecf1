import { describe, expect, it } from 'vitest'
import { cellCount, clampPlace, type GridPlace, HEADING, markedIn, moveBy, placeAt, rangeOf } from './grid-rules'

const size = { rows: 50_000, columns: 12, pageRows: 20 }
const press = (key: string, held: { shift?: boolean; mod?: boolean } = {}) => ({
  key,
  shift: held.shift ?? false,
  mod: held.mod ?? false,
})
const go = (place: GridPlace, ...keys: ReturnType<typeof press>[]) =>
  keys.reduce((at, key) => moveBy(key, at, size) ?? at, place)

describe('moving', () => {
  it('goes one cell at a time and stops at every edge', () => {
    expect(go(placeAt(5, 5), press('ArrowDown'), press('ArrowRight')).active).toEqual({ row: 6, column: 6 })
    expect(go(placeAt(0, 0), press('ArrowLeft')).active).toEqual({ row: 0, column: 0 })
    expect(go(placeAt(49_999, 11), press('ArrowDown'), press('ArrowRight')).active).toEqual({ row: 49_999, column: 11 })
  })

  it('reaches the heading from the first row, and comes back', () => {
    const heading = go(placeAt(0, 3), press('ArrowUp'))
    expect(heading.active).toEqual({ row: HEADING, column: 3 })
    expect(go(heading, press('ArrowUp')).active.row).toBe(HEADING)
    expect(go(heading, press('ArrowDown')).active).toEqual({ row: 0, column: 3 })
  })

  it('jumps along the row, over a page, and to both ends of everything', () => {
    expect(go(placeAt(7, 5), press('End')).active).toEqual({ row: 7, column: 11 })
    expect(go(placeAt(7, 5), press('Home')).active).toEqual({ row: 7, column: 0 })
    expect(go(placeAt(7, 5), press('PageDown')).active).toEqual({ row: 27, column: 5 })
    expect(go(placeAt(7, 5), press('PageUp')).active).toEqual({ row: 0, column: 5 })
    expect(go(placeAt(7, 5), press('End', { mod: true })).active).toEqual({ row: 49_999, column: 11 })
    expect(go(placeAt(7, 5), press('Home', { mod: true })).active).toEqual({ row: 0, column: 0 })
    expect(go(placeAt(7, 5), press('ArrowDown', { mod: true })).active).toEqual({ row: 49_999, column: 5 })
  })

  it('leaves other keys alone', () => {
    expect(moveBy(press('a'), placeAt(0, 0), size)).toBeNull()
    expect(moveBy(press('Tab'), placeAt(0, 0), size)).toBeNull()
  })
})

describe('marking', () => {
  it('spans a rectangle from where one began, in any direction', () => {
    const marked = go(placeAt(5, 5), press('ArrowUp', { shift: true }), press('ArrowRight', { shift: true }))
    expect(rangeOf(marked)).toEqual({ top: 4, bottom: 5, left: 5, right: 6 })
    expect(cellCount(rangeOf(marked))).toBe(4)
    expect(markedIn(rangeOf(marked), 4)).toEqual({ left: 5, right: 6 })
    expect(markedIn(rangeOf(marked), 6)).toBeNull()
  })

  it('never marks the heading', () => {
    const heading = placeAt(HEADING, 2)
    expect(moveBy(press('ArrowDown', { shift: true }), heading, size)).toBeNull()
    expect(go(placeAt(0, 2), press('ArrowUp', { shift: true })).active.row).toBe(0)
  })

  it('ends with the next move without Shift', () => {
    const marked = go(placeAt(5, 5), press('ArrowDown', { shift: true }), press('ArrowDown'))
    expect(rangeOf(marked)).toEqual({ top: 7, bottom: 7, left: 5, right: 5 })
  })
})

it('comes to the nearest cell when the list has become shorter', () => {
  expect(clampPlace(placeAt(40, 9), { rows: 3, columns: 4, pageRows: 10 }).active).toEqual({ row: 2, column: 3 })
  expect(clampPlace(placeAt(40, 9), { rows: 0, columns: 4, pageRows: 10 }).active.row).toBe(HEADING)
})
