import { expect, it } from 'vitest'
import { cleanQuery, showsView } from './rules'

it('keeps what is shown and forgets where one stood', () => {
  expect(cleanQuery('?wave=next&page=3&open=ep_1&kind=ad')).toBe('kind=ad&wave=next')
  expect(cleanQuery('')).toBe('')
})

it('knows a view again in any order and on any page', () => {
  expect(showsView({ query: 'kind=ad&wave=next' }, 'page=2&wave=next&kind=ad')).toBe(true)
  expect(showsView({ query: 'kind=ad' }, 'kind=ad&risk=paid')).toBe(false)
})
