import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cutText, maskValue, shorten, storableJson, storableText } from './text'

describe('storableJson', () => {
  it('makes every text of a value storable, names of parts too, and leaves the rest', () => {
    const value = { 'a\u0000': ['\ud800', 1, null, true, { b: '🌿' }], gone: undefined }
    expect(storableJson(value)).toEqual({ 'a\uFFFD': ['\uFFFD', 1, null, true, { b: '🌿' }] })
    expect(storableJson('x')).toBe('x')
  })
})

describe('storableText', () => {
  it('replaces NUL and lone surrogates and keeps emoji', () => {
    expect(storableText('a\u0000b\ud83cc\udf3f')).toBe('a\uFFFDb\uFFFDc\uFFFD')
    expect(storableText('🌿 é \n')).toBe('🌿 é \n')
  })

  it('gives text that survives UTF-8', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const safe = storableText(value)
        expect(Buffer.from(safe, 'utf8').toString('utf8')).toBe(safe)
        expect(safe).not.toContain('\u0000')
      }),
    )
  })
})

it('cutText and shorten never split an emoji', () => {
  expect(cutText('ab🌿', 3)).toBe('ab')
  expect(cutText('ab🌿', 4)).toBe('ab🌿')
  expect(shorten('Does it come in another colour?', 12)).toBe('Does it com…')
  expect(shorten('short', 12)).toBe('short')
  expect(shorten('a🌿b', 3)).toBe('a…')
})

describe('maskValue', () => {
  it.each([
    ['phone', '447700900118', '+44 •••• 118'],
    ['bsuid', 'US.13491208655302741918', 'US.••••1918'],
    ['bsuid', 'US.12', 'US.••••'],
    ['parent_bsuid', 'US.ENT.11815799212886844830', 'US.ENT.••••4830'],
    ['username', 'realsheenanelson', 're••••'],
    ['username', '@abc', 'a••••'],
    ['email', 'ana@example.test', 'a••••@example.test'],
    ['email', 'broken', '••••'],
    ['crm_id', 'C-1001', 'C-1001'],
  ] as const)('%s %s is shown as %s', (kind, value, masked) => {
    expect(maskValue(kind, value)).toBe(masked)
  })

  it('never shows a whole identifier', () => {
    const kinds = fc.constantFrom('phone', 'bsuid', 'parent_bsuid', 'username', 'email')
    fc.assert(
      fc.property(kinds, fc.string({ minLength: 2 }), (kind, value) => {
        expect(maskValue(kind, value)).toContain('••••')
      }),
    )
  })
})
