import { describe, expect, it } from 'vitest'
import { coverageOf, forecast, totalsOf } from './coverage'

describe('coverage', () => {
  it.each([
    [{ hasBsuid: true, hasPhone: false }, 'mapped'],
    [{ hasBsuid: true, hasPhone: true }, 'mapped'],
    [{ hasBsuid: false, hasPhone: true }, 'exposed'],
    [{ hasBsuid: false, hasPhone: false }, 'new'],
  ] as const)('%o is %s', (input, state) => {
    expect(coverageOf(input)).toBe(state)
  })

  it('forecasts duplicates of a phone-only set-up against this one, from counted contacts', () => {
    const totals = { ...totalsOf(['mapped', 'mapped', 'exposed', 'new']), mappedWithPhone: 1 }
    expect(forecast({ ...totals, mappedWithPhone: 600, exposed: 400 })).toEqual([
      { adoption: 0.1, phoneOnlyDuplicates: 100, duplicatesHere: 40 },
      { adoption: 0.3, phoneOnlyDuplicates: 300, duplicatesHere: 120 },
      { adoption: 0.5, phoneOnlyDuplicates: 500, duplicatesHere: 200 },
    ])
  })
})
