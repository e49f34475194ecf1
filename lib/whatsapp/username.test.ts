import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkUsername, parseHandle, sameUsername, usernameKey } from './username'

const codes = (value: string) => checkUsername(value).issues.map((issue) => issue.code)

describe('checkUsername', () => {
  it.each([
    'larkmoss',
    'lark.mosses',
    'lark_moss',
    '123a',
    'abc',
    'a'.repeat(35),
    '_abc',
    'abc_',
    '__a',
    'lark.gardens',
    'a.b_c.d',
  ])('accepts %s', (name) => {
    expect(checkUsername(name)).toEqual({ verdict: 'ok', issues: [] })
  })

  it.each([
    ['', 'empty'],
    ['@', 'empty'],
    ['ab', 'too-short'],
    ['a'.repeat(36), 'too-long'],
    ['lark-moss', 'character'],
    ['lark moss', 'character'],
    ['larkmöss', 'character'],
    ['lаrkmoss', 'character'],
    ['lark🌿', 'character'],
    ['lark@moss', 'character'],
    ['@@larkmoss', 'character'],
    ['lark\u200bmoss', 'character'],
    ['12345', 'no-letter'],
    ['1._2', 'no-letter'],
    ['.larkmoss', 'period-first'],
    ['larkmoss.', 'period-last'],
    ['lark..moss', 'periods-in-a-row'],
    ['www.larkmoss', 'starts-with-www'],
    ['wwwlarkmoss', 'starts-with-www'],
    ['WWW.larkmoss', 'starts-with-www'],
    ...[
      'com',
      'org',
      'net',
      'int',
      'edu',
      'gov',
      'mil',
      'us',
      'in',
      'html',
      'arpa',
      'htm',
      'txt',
      'xml',
      'io',
      'ai',
    ].map((ending) => [`larkmoss.${ending}`, 'domain-ending'] as const),
    ['larkmoss.COM', 'domain-ending'],
  ] as const)('refuses %j: %s', (name, code) => {
    expect(checkUsername(name).verdict).toBe('error')
    expect(codes(name)).toContain(code)
  })

  it.each([
    ['larkmoss.ae', 'domain-like-ending'],
    ['larkmoss.shop', 'domain-like-ending'],
    ['lark.moss', 'domain-like-ending'],
    ['larkmoss_whatsapp', 'meta-word'],
    ['instagram.larkmoss', 'meta-word'],
    ['@larkmoss', 'at-sign'],
    ['LarkMoss', 'upper-case'],
  ] as const)('warns of %s: %s', (name, code) => {
    expect(checkUsername(name).verdict).toBe('warning')
    expect(codes(name)).toEqual([code])
  })

  it('does not take a word that only ends like an address, or a long last part, for one', () => {
    expect(codes('larkmosscom')).toEqual([])
    expect(codes('larkmoss_com')).toEqual([])
    expect(codes('larkmoss.garden')).toEqual([])
    expect(codes('larkmoss.x')).toEqual([])
  })

  it('says everything that is wrong at once, and names what it found', () => {
    expect(codes('.Lark Moss..com')).toEqual([
      'character',
      'period-first',
      'periods-in-a-row',
      'domain-ending',
      'upper-case',
    ])
    expect(checkUsername('lark moss').issues[0]?.sentence).toContain('a space')
    expect(checkUsername('lark\u200bmoss').issues[0]?.sentence).toContain('U+200B')
  })

  it('is total, and every issue is a sentence', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const { verdict, issues } = checkUsername(value)
        expect(verdict === 'ok').toBe(issues.length === 0)
        expect(verdict === 'error').toBe(issues.some((issue) => issue.severity === 'error'))
        for (const issue of issues) expect(issue.sentence).toMatch(/^.+\.$/su)
        if (verdict !== 'error') expect(parseHandle(value)).toMatch(/^[a-z0-9._]{3,35}$/)
      }),
    )
  })
})

it('periods and underscores count, case and the @ do not', () => {
  expect(new Set(['my.id', 'my_id', 'myid'].map(usernameKey)).size).toBe(3)
  expect(sameUsername('@LarkMoss', 'larkmoss')).toBe(true)
  expect(sameUsername('lark.moss', 'larkmoss')).toBe(false)
})

it('case is that of English letters only: no other letter folds into one', () => {
  expect(sameUsername('\u212Aark', 'kark')).toBe(false)
  expect(parseHandle('\u212Aarkmoss')).toBeUndefined()
  expect(parseHandle('@LarkMoss')).toBe('larkmoss')
})
