import { expect, it } from 'vitest'
import { sparklinePoints } from './sparkline'

const size = { width: 100, height: 20 }

it('spreads the values over the width and turns them upside down, since y grows downwards', () => {
  expect(sparklinePoints([0, 5, 10], size)).toBe('0.0,18.0 50.0,10.0 100.0,2.0')
})

it('draws a flat line in the middle and nothing for nothing', () => {
  expect(sparklinePoints([7, 7], size)).toBe('0.0,10.0 100.0,10.0')
  expect(sparklinePoints([], size)).toBe('')
})
