import { expect, test } from 'vitest'
import { maskSample } from './mask-sample'

test.each([
  ['+44 7700 900118', 'phone', '+44 •••• 118'],
  ['07700 900118', 'ignore', '•••• 118'],
  ['ada@example.test', 'ignore', 'a••••@example.test'],
  ['GB.13491208655302741918', 'bsuid', 'GB.••••1918'],
  ['@wren.hollis', 'username', 'wr••••'],
  ['1234567890', 'crmContactId', '1234567890'],
  ['call me', 'phone', 'call me'],
  ['  ', 'phone', ''],
] as const)('%s in a column of %s is shown as %s', (cell, field, shown) => {
  expect(maskSample(cell, field)).toBe(shown)
})
