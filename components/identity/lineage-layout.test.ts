import { expect, test } from 'vitest'
import { placeLineage } from './lineage-layout'

const day = (n: number) => new Date(Date.UTC(2026, 8, n))
const now = day(60)

test('what took the place of another stands in the same row of the same lane, and reaches until today', () => {
  const { lanes } = placeLineage(
    [
      { id: 'b', lane: 'BSUID', from: day(30), to: null },
      { id: 'a', lane: 'BSUID', from: day(1), to: day(30) },
      { id: 'p', lane: 'Phone', from: day(1), to: null },
    ],
    { now },
  )
  expect(lanes.map(({ label, rows }) => [label, rows])).toEqual([
    ['BSUID', 1],
    ['Phone', 1],
  ])
  const [older, newer] = lanes[0]?.spans ?? []
  expect([older?.id, newer?.id]).toEqual(['a', 'b'])
  expect(newer?.left).toBeCloseTo((older?.left ?? 0) + (older?.width ?? 0))
  expect((newer?.left ?? 0) + (newer?.width ?? 0)).toBeLessThan(100)
})

test('two that hold at the same time stand below each other', () => {
  const spans = [
    { id: 'a', lane: 'BSUID', from: day(1), to: null },
    { id: 'b', lane: 'BSUID', from: day(2), to: null },
  ]
  expect(placeLineage(spans, { now }).lanes[0]).toMatchObject({ rows: 2, spans: [{ row: 0 }, { row: 1 }] })
})

test('a short bar is seen, and its words stand where there is room', () => {
  const spans = [
    { id: 'early', lane: 'Phone', from: day(1), to: day(1) },
    { id: 'late', lane: 'Username', from: day(59), to: null },
  ]
  const [phone, username] = placeLineage(spans, { now }).lanes
  expect(phone?.spans[0]).toMatchObject({ width: 1, words: 'after' })
  expect(username?.spans[0]).toMatchObject({ words: 'before' })
})
