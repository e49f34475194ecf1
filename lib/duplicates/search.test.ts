import { describe, expect, it } from 'vitest'
import { readSearch } from './search'

const identifiers = (typed: string) => {
  const search = readSearch(typed, 'GB')
  return search?.kind === 'words'
    ? search.identifiers.map((one) => [one.kinds, one.spellings, one.matchKey])
    : undefined
}

describe('what was typed', () => {
  it.each(['07700 900118', '+44 7700 900118', '447700900118', '0044 7700 900118'])('%s is one phone', (typed) => {
    expect(identifiers(typed)?.[0]).toEqual([['phone'], ['447700900118'], '447700900118'])
  })

  it('is asked for in both spellings of a line that has two', () => {
    const [brazil] = identifiers('+55 11 8765-0118') ?? []
    expect(brazil).toEqual([['phone'], ['551187650118', '5511987650118'], '5511987650118'])
  })

  it('is a BSUID by its shape, and never meets the phone reader', () => {
    expect(identifiers(' GB.13491208655302741918 ')).toEqual([
      [['bsuid', 'parent_bsuid'], ['GB.13491208655302741918'], 'GB.13491208655302741918'],
    ])
  })

  it('is a username with or without @, and no phone with it', () => {
    expect(identifiers('@Wren.Hollis')).toEqual([[['username'], ['wren.hollis'], 'wren.hollis']])
    expect(identifiers('@447700900118')).toEqual([[['username'], ['447700900118'], '447700900118']])
  })

  it('is a wamid or an id of ours', () => {
    expect(readSearch('wamid.HBgL', 'GB')).toEqual({ kind: 'wamid', prefix: 'wamid.HBgL' })
    const id = '01M8ADAXDNW4QKB0R39BD8VAMH'
    expect(readSearch(`cf_${id}`, 'GB')).toEqual({ kind: 'id', of: 'conflict', id: `cf_${id}` })
    expect(readSearch(`ev_${id}`, 'GB')).toMatchObject({ of: 'event' })
    expect(readSearch(`c_${id}`, 'GB')).toMatchObject({ of: 'contact' })
  })

  it('is a name or a CRM id otherwise', () => {
    expect(readSearch('  Ada   Moss ', 'GB')).toMatchObject({ name: 'ada moss', crmId: 'Ada   Moss', identifiers: [] })
    expect(readSearch('   ', 'GB')).toBeUndefined()
  })
})
