import { parseAsBoolean, parseAsStringLiteral } from 'nuqs/server'
import { describe, expect, it } from 'vitest'
import { defineList, parseAsSearch } from './list-descriptor'

const list = defineList({
  path: '/contacts',
  sorts: ['name', 'lastSeenAt', 'id'],
  initial: { sort: 'lastSeenAt', dir: 'desc' },
  pageSize: 20,
  lastPage: 100,
  filters: {
    q: parseAsSearch,
    state: parseAsStringLiteral(['known', 'provisional']),
    masked: parseAsBoolean.withDefault(false),
  },
})

const start = list.parse('')

describe('reading an address', () => {
  it('falls back to defaults for everything unknown', () => {
    const state = list.parse('?sort=password&dir=sideways&page=banana&state=nobody&masked=perhaps')
    expect(state).toEqual(start)
    expect(start).toEqual({
      sort: 'lastSeenAt',
      dir: 'desc',
      page: 1,
      open: null,
      filters: { q: null, state: null, masked: false },
    })
  })

  it('keeps the page between 1 and the last one', () => {
    expect(list.parse('?page=-4').page).toBe(1)
    expect(list.parse('?page=0').page).toBe(1)
    expect(list.parse('?page=999999999').page).toBe(100)
  })

  it('trims and cuts free text', () => {
    expect(list.parse('?q=%20%20').filters.q).toBeNull()
    expect(list.parse(`?q=${'a'.repeat(500)}`).filters.q).toHaveLength(200)
  })

  it('reads the promise a page gets', async () => {
    const state = await list.load(Promise.resolve({ q: 'wren', page: '3', open: 'c_1' }))
    expect(state.filters.q).toBe('wren')
    expect(state.page).toBe(3)
    expect(state.open).toBe('c_1')
  })
})

describe('writing an address', () => {
  const deep = list.parse('?q=wren&page=4&sort=name&dir=asc&open=c_9')

  it('leaves out what is the default', () => {
    expect(list.href(start)).toBe('/contacts')
    expect(list.href(start, { open: 'c_1' })).toBe('/contacts?open=c_1')
  })

  it('goes back to page 1 and closes the panel when a filter changes', () => {
    expect(list.href(deep, { filters: { state: 'known' } })).toBe('/contacts?q=wren&state=known&sort=name&dir=asc')
  })

  it('goes back to page 1 when the order changes', () => {
    expect(list.parse(new URL(list.sortHref(deep, 'lastSeenAt'), 'http://x').searchParams)).toMatchObject({
      page: 1,
      sort: 'lastSeenAt',
      dir: 'asc',
    })
  })

  it('turns the order round on the second click', () => {
    expect(list.sortHref(deep, 'name')).toContain('sort=name')
    expect(list.parse(new URL(list.sortHref(deep, 'name'), 'http://x').searchParams).dir).toBe('desc')
  })

  it('keeps filters, order and page when a row is opened, and closes it when the page turns', () => {
    expect(list.href(deep, { open: 'c_2' })).toContain('page=4')
    expect(list.href(deep, { page: 5 })).not.toContain('open=')
  })

  it('removes a filter that is set to null', () => {
    expect(list.href(deep, { filters: { q: null } })).not.toContain('q=')
  })

  it('escapes what people type', () => {
    const wild = list.href(start, { filters: { q: '"><script>&page=7#x' } })
    expect(list.parse(new URL(wild, 'http://x').searchParams).filters.q).toBe('"><script>&page=7#x')
    expect(list.parse(new URL(wild, 'http://x').searchParams).page).toBe(1)
  })
})

describe('what to read', () => {
  it('ends every order with the id', () => {
    expect(list.orderBy(start)).toEqual([{ lastSeenAt: 'desc' }, { id: 'desc' }])
    expect(list.orderBy(list.parse('?sort=id&dir=asc'))).toEqual([{ id: 'asc' }])
  })

  it('turns a page into an offset', () => {
    expect(list.window(list.parse('?page=3'))).toEqual({ skip: 40, take: 20 })
  })

  it('knows when something is left out', () => {
    expect(list.isFiltered(start)).toBe(false)
    expect(list.isFiltered(list.parse('?q=wren'))).toBe(true)
  })
})
