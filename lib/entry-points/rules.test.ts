import { describe, expect, it } from 'vitest'
import { readDestination } from './destination'
import { dayIn, identityKey, isOneWayDoor, lacksRollback, rowStates, withTestReset } from './rules'
import type { EntryColumns } from './schema'
import { shortDestination } from './short-destination'

const row = {
  kind: 'website',
  risk: 'digital_easy',
  newDestination: 'wa.me/larkmoss',
  rollbackPath: null,
  moveState: 'not_moved',
  testResult: 'not_checked',
  testMessage: null,
} as const

const words = (given: object) => rowStates({ ...row, ...given }).map((state) => state.words)

describe('the one-way door', () => {
  it('is a printed thing that encodes a username', () => {
    expect(isOneWayDoor({ ...row, kind: 'qr_code', risk: 'printed' })).toBe(true)
    expect(isOneWayDoor({ ...row, kind: 'packaging' })).toBe(true)
    expect(isOneWayDoor({ ...row, kind: 'qr_code', risk: 'paid' })).toBe(true)
  })
  it('is not a number, a code, a screen or an empty cell', () => {
    const printed = { ...row, kind: 'qr_code', risk: 'printed' } as const
    expect(isOneWayDoor({ ...printed, newDestination: 'wa.me/442079460118' })).toBe(false)
    expect(isOneWayDoor({ ...printed, newDestination: 'https://wa.me/message/4O4YGZEG3' })).toBe(false)
    expect(isOneWayDoor({ ...printed, newDestination: null })).toBe(false)
    expect(isOneWayDoor({ ...row, kind: 'qr_code', risk: 'digital_easy' })).toBe(false)
  })
})

describe('what a row shows first', () => {
  it('is a found fault, then a missing plan, then the result', () => {
    expect(words({})).toEqual(['not checked'])
    expect(words({ risk: 'digital_critical' })).toEqual(['no rollback path', 'not checked'])
    expect(words({ risk: 'digital_critical', testResult: 'wrong', testMessage: 'old number' })).toEqual([
      'wrong: old number',
      'no rollback path',
    ])
    expect(words({ kind: 'signage', testResult: 'right' })).toEqual(['one-way door', 'right'])
  })
  it('keeps long reasons for the detail', () => {
    expect(words({ testResult: 'wrong', testMessage: 'old number: It reaches +44 20 7946 0118.' })).toEqual([
      'wrong: old number',
    ])
    expect(words({ testResult: 'wrong', testMessage: 'Still reaches wa.me/442079460118.' })).toEqual(['wrong'])
  })
  it('asks for no rollback path where nothing moves', () => {
    expect(lacksRollback({ ...row, risk: 'digital_critical', moveState: 'stays' })).toBe(false)
  })
})

it('compares names and locations without case, width and spacing', () => {
  const key = (name: string, location: string | null) => identityKey({ name, kind: 'ad', location })
  expect(key('Ｈome  Page', 'A ')).toBe(key('home page', 'a'))
  expect(key('Home page', null)).toBe(key('Home page', ''))
  expect(key('Home', 'page')).not.toBe(key('Home page', ''))
})

it('resets a test result only when the expected destination changes', () => {
  const before = { testResult: 'right' } as EntryColumns
  expect(withTestReset({ notes: 'x' }, before)).toEqual({ notes: 'x' })
  expect(withTestReset({ newDestination: null }, before)).toMatchObject({ testResult: 'not_checked', testedAt: null })
})

it('knows the day of a workspace on both sides of midnight', () => {
  const at = new Date('2026-11-23T23:30:00Z')
  expect(dayIn('Europe/London', at)).toBe('2026-11-23')
  expect(dayIn('Asia/Dubai', at)).toBe('2026-11-24')
})

it('says in words which number, handle or code a destination reaches', () => {
  expect(readDestination('wa.me/442079460118?text=Hi')?.sentence).toBe(
    'Reaches the number +44 20 7946 0118 and fills in “Hi”.',
  )
  expect(readDestination('wa.me/larkmoss')?.sentence).toBe('Reaches whoever holds @larkmoss.')
  expect(readDestination('wa.me/message/4O4YGZEG3')?.kind).toBe('message-code')
  expect(readDestination('wa.me/u/larkmoss')?.problem).toContain('not an official form')
  expect(readDestination('larkmoss.example/contact')?.kind).toBe('elsewhere')
  expect(readDestination(null)).toBeNull()
  expect(shortDestination('https://api.whatsapp.com/send?phone=44')).toBe('api.whatsapp.com/send?…')
})
