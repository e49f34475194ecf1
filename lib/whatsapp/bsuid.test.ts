import { describe, expect, it } from 'vitest'
import { parsePhone } from '@/lib/shared/phone'
import { isParentBsuid, parseBsuid } from './bsuid'

describe('parseBsuid', () => {
  it.each([
    'US.13491208655302741918',
    'US.ENT.11815799212886844830',
    'GB.a',
    `AE.${'9'.repeat(128)}`,
    `AE.${'9'.repeat(256)}`,
  ])('takes %.30s exactly as received', (value) => {
    expect(parseBsuid(value)).toBe(value)
  })

  it.each([
    '',
    'US.',
    'us.1',
    'USA.1',
    'US1',
    'US.1 ',
    ' US.1',
    'US.1\n',
    'US.1.2',
    'US.ent.1',
    `AE.${'9'.repeat(257)}`,
    '447700900118',
    7,
    null,
  ])('refuses %j', (value) => {
    expect(parseBsuid(value)).toBeUndefined()
  })
})

it('tells a parent BSUID by its middle part', () => {
  const [own, parent] = [parseBsuid('US.1349'), parseBsuid('US.ENT.1181')]
  expect(own && isParentBsuid(own)).toBe(false)
  expect(parent && isParentBsuid(parent)).toBe(true)
})

it('a BSUID never becomes a phone, even when its digits look like one', () => {
  expect(parsePhone('GB.447700900118')).toBeUndefined()
  expect(parsePhone('GB.447700900118', 'GB')).toBeUndefined()
})
