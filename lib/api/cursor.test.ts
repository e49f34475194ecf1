import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cursorParam, readCursor, writeCursor } from './cursor'

test('a cursor comes back as the position it was written for', () => {
  const cursor = writeCursor('events', 'ev_01J0000000000000000000000A')
  expect(cursor).not.toContain('ev_')
  expect(readCursor('events', cursor ?? '')).toBe('ev_01J0000000000000000000000A')
  expect(writeCursor('events', null)).toBeNull()
})

test('a cursor of another list is refused', () => {
  const cursor = writeCursor('events', 'ev_01J0000000000000000000000A') ?? ''
  expect(readCursor('contacts', cursor)).toBeNull()
  expect(cursorParam('contacts').safeParse(cursor).success).toBe(false)
})

test('whatever was not written as a cursor is refused', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(readCursor('events', text)).toBeNull()
      expect(readCursor('events', Buffer.from(`events\n${text}'`).toString('base64url'))).toBeNull()
    }),
  )
  const good = writeCursor('events', 'ev_1') ?? ''
  for (const bad of [`${good}=`, ` ${good}`, good.slice(0, -1), `${good}\n`])
    expect(readCursor('events', bad)).toBeNull()
})
