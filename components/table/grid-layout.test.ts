import { expect, it } from 'vitest'
import { clampWidth, initialLayout, isHidden, movedColumn, orderedKeys, WIDEST, widthOf } from './grid-layout'

const columns = [
  { key: 'name', width: 200, primary: true },
  { key: 'kind', width: 100 },
  { key: 'place', width: 120, initiallyHidden: true },
  { key: 'owner', width: 140 },
]
const layout = initialLayout(columns)

it('starts with the columns that are not asked for out of sight', () => {
  expect(columns.filter((column) => !isHidden(column, layout)).map((column) => column.key)).toEqual([
    'name',
    'kind',
    'owner',
  ])
})

it('keeps the primary column first and in sight, and puts new columns behind the chosen ones', () => {
  expect(orderedKeys(columns, ['owner', 'gone', 'name'])).toEqual(['name', 'owner', 'kind', 'place'])
  expect(isHidden({ key: 'name', width: 1, primary: true }, { ...layout, hidden: ['name'] })).toBe(false)
})

it('moves a column over the next one that is shown', () => {
  const moved = movedColumn(columns, layout, { key: 'owner', by: -1 })
  expect(orderedKeys(columns, moved.order)).toEqual(['name', 'owner', 'kind', 'place'])
  expect(movedColumn(columns, moved, { key: 'owner', by: -1 })).toBe(moved)
  expect(movedColumn(columns, layout, { key: 'name', by: 1 })).toBe(layout)
  const back = movedColumn(columns, moved, { key: 'owner', by: 1 })
  expect(orderedKeys(columns, back.order).filter((key) => key !== 'place')).toEqual(['name', 'kind', 'owner'])
})

it('keeps widths a person can read', () => {
  expect(widthOf({ key: 'kind', width: 100 }, { ...layout, widths: { kind: 3 } })).toBeGreaterThan(40)
  expect(clampWidth(100_000)).toBe(WIDEST)
})
