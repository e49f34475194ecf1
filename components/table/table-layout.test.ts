import { expect, it } from 'vitest'
import { layoutCookieName, parseTableLayout, writeTableLayout } from './table-layout'

it('comes back from its cookie as it was written', () => {
  const layout = { density: 'compact', hidden: ['owner', 'wave'] } as const
  expect(parseTableLayout(writeTableLayout(layout))).toEqual(layout)
})

it.each([undefined, '', '%', 'huge|a', 'DROP TABLE'])('treats %j as no layout', (text) => {
  expect(parseTableLayout(text)).toBeNull()
})

it('never lets a list name reach into another cookie', () => {
  expect(layoutCookieName('contacts')).toBe('handrail-table-contacts')
  expect(layoutCookieName('a; session=1')).toBe('handrail-table-list')
})
