import { expect, it } from 'vitest'
import { initialsOf } from './initials'

it.each([
  ['Mara Ashdown', 'MA'],
  ['  Wren  de la  Hollis ', 'WH'],
  ['wren', 'WR'],
  ['', '?'],
  ['🌿 Fern', '🌿F'],
])('%j becomes %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials)
})
