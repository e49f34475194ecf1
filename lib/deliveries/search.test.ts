import { describe, expect, it } from 'vitest'
import { readSearch } from './search'

describe('reading a search', () => {
  it.each(['', '   '])('treats %j as nothing typed', (text) => expect(readSearch(text)).toBeUndefined())

  it('knows a wamid and keeps its case', () => {
    expect(readSearch('wamid.HBgLMTY1')).toEqual({ kind: 'wamid', prefix: 'wamid.HBgLMTY1' })
  })

  it('knows our own ids by their prefix', () => {
    expect(readSearch('ev_01JD8Z4QZ7ABCDEFGHJKMNPQRS')).toMatchObject({ kind: 'id', of: 'event' })
    expect(readSearch('c_01JD8Z4QZ7ABCDEFGHJKMNPQRS')).toMatchObject({ kind: 'id', of: 'contact' })
  })

  it('never reads a BSUID as a phone', () => {
    expect(readSearch('GB.447700900118')).toEqual({ kind: 'bsuid', value: 'GB.447700900118' })
    expect(readSearch('US.ENT.11815799212886844830')).toMatchObject({ kind: 'bsuid' })
  })

  it.each(['+44 7700 900118', '07700 900 118', '00447700900118', '447700900118', '+44 (0)7700-900118'])(
    'reads %s as one phone',
    (typed) => expect(readSearch(typed, 'GB')).toMatchObject({ phone: { matchKey: '447700900118' } }),
  )

  it('gives both Brazilian spellings one key', () => {
    const long = readSearch('+55 11 98765 4321')
    const short = readSearch('551187654321')
    expect(long).toMatchObject({ kind: 'words' })
    expect((long as { phone: object }).phone).toMatchObject({
      matchKey: (short as { phone: { matchKey: string } }).phone.matchKey,
    })
  })

  it('reads a username with and without @, and never as a phone', () => {
    expect(readSearch('@Wren.Hollis')).toMatchObject({ username: 'wren.hollis' })
    expect(readSearch('wren_hollis')).toMatchObject({ username: 'wren_hollis' })
    expect(readSearch('@447700900118')).not.toHaveProperty('phone')
  })

  it('takes a CRM id and a name as they are', () => {
    expect(readSearch('CRM-10482', 'GB')).toMatchObject({ kind: 'words', crmId: 'CRM-10482' })
    expect(readSearch('Wren Hollis')).toMatchObject({ name: 'wren hollis' })
    expect(readSearch('CRM-10482', 'GB')).not.toHaveProperty('phone')
  })
})
