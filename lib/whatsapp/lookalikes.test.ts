import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lookalikesOf, looksLike } from './lookalikes'
import { checkUsername } from './username'

const names = (value: string, limit?: number) => lookalikesOf(value, limit).map(({ name }) => name)

const username = fc
  .string({ unit: fc.constantFrom(...'abcdefghilmnorstuvw0135_.'), minLength: 3, maxLength: 35 })
  .filter((name) => checkUsername(name).verdict !== 'error')

describe('lookalikesOf', () => {
  it('puts the same word with other separators first', () => {
    expect(names('my.id').slice(0, 2)).toEqual(['myid', 'my_id'])
    expect(names('myid')).not.toContain('myid')
    expect(names('larkmoss_help')).toEqual(expect.arrayContaining(['larkmosshelp', 'larkmoss.help']))
    expect(names('larkmosshelp').slice(0, 2)).toEqual(['larkmoss_help', 'larkmoss.help'])
  })

  it.each([
    ['larkmoss', 'larkm0ss', 'digit'],
    ['larkmoss', '1arkmoss', 'digit'],
    ['fernhollow', 'femhollow', 'shape'],
    ['larkmoss_shop', 'larkmoss_shops', 'plural'],
    ['larkmoss', 'larkmos', 'plural'],
    ['larkmoss', 'larrkmoss', 'doubled'],
    ['larkmoss', 'larkmoss_official', 'official'],
    ['larkmoss', 'larkmoss_', 'underscore'],
    ['larkmoss', 'arkmoss', 'slip'],
  ])('finds for %s the name %s: %s', (name, other, kind) => {
    expect(lookalikesOf(name, 99)).toContainEqual(expect.objectContaining({ name: other, kind }))
  })

  it('has nothing to say about a name that cannot be taken', () => {
    expect(lookalikesOf('la')).toEqual([])
    expect(lookalikesOf('lark moss')).toEqual([])
  })

  it('never offers the name itself, each name once, only names somebody could take, and not too many', () => {
    fc.assert(
      fc.property(username, fc.integer({ min: 0, max: 60 }), (name, limit) => {
        const found = names(name, limit)
        expect(found).not.toContain(name)
        expect(new Set(found).size).toBe(found.length)
        expect(found.length).toBeLessThanOrEqual(limit)
        for (const one of found) expect(checkUsername(one).verdict).not.toBe('error')
      }),
    )
  })
})

describe('looksLike', () => {
  it.each([
    ['my.id', 'my_id'],
    ['larkmoss', 'larkm0ss'],
    ['larkmoss', '1ark_moss'],
    ['larkmoss', 'larkmos'],
    ['femhollow', 'fernhollow'],
  ])('%s and %s are mixed up', (a, b) => {
    expect(looksLike(a, b)).toBe(true)
    expect(looksLike(b, a)).toBe(true)
  })

  it('a name does not look like itself, nor like another word', () => {
    expect(looksLike('@LarkMoss', 'larkmoss')).toBe(false)
    expect(looksLike('larkmoss', 'fernhollow')).toBe(false)
    expect(looksLike('larkmoss_uk', 'larkmoss_de')).toBe(false)
  })
})
