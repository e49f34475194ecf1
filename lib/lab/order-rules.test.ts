import { describe, expect, test } from 'vitest'
import { orderOf } from './order-rules'

describe('the order of sending', () => {
  test('is that of the plan, or another one that holds every payload once', () => {
    expect(orderOf(4, false, 'tr_1')).toEqual([0, 1, 2, 3])
    const mixed = orderOf(60, true, 'tr_1')
    expect([...mixed].sort((a, b) => a - b)).toEqual(orderOf(60, false, ''))
    expect(mixed).not.toEqual(orderOf(60, false, ''))
  })

  test('is the same when a run goes on, and another one in the next run', () => {
    expect(orderOf(60, true, 'tr_1')).toEqual(orderOf(60, true, 'tr_1'))
    expect(orderOf(60, true, 'tr_1')).not.toEqual(orderOf(60, true, 'tr_2'))
  })
})
