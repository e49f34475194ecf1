import { describe, expect, it } from 'vitest'
import { type Hotkey, keyCaps, matchHotkey, nameOfPress, SEQUENCE_TIME } from './hotkeys'

const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey', boolean>> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...held,
})
const bind = (keys: string, label = keys): Hotkey => ({ keys, label, group: 'Test', run: () => {} })
const bindings = [bind('j'), bind('g d'), bind('g c'), bind('mod+k'), bind('?')]
const decide = (name: string, pending: { prefix: string; at: number } | null = null, now = 0) =>
  matchHotkey(name, bindings, { pending, now })

describe('the name of a press', () => {
  it('treats Ctrl and Cmd alike and ignores keys that only modify', () => {
    expect(nameOfPress(press('k', { ctrlKey: true }))).toBe('mod+k')
    expect(nameOfPress(press('K', { metaKey: true }))).toBe('mod+k')
    expect(nameOfPress(press('Shift'))).toBeNull()
  })

  it('leaves Alt to the browser and reads Shift from the character', () => {
    expect(nameOfPress(press('j', { altKey: true }))).toBeNull()
    expect(nameOfPress(press('?'))).toBe('?')
    expect(nameOfPress(press('J'))).toBe('j')
  })
})

describe('matching', () => {
  it('finds a single key and waits for the second one of a sequence', () => {
    expect(decide('j').hotkey?.keys).toBe('j')
    const first = decide('g')
    expect(first.hotkey).toBeNull()
    expect(first.pending).toEqual({ prefix: 'g', at: 0 })
    expect(decide('d', first.pending, 500).hotkey?.keys).toBe('g d')
  })

  it('forgets the first key after a while', () => {
    expect(decide('d', { prefix: 'g', at: 0 }, SEQUENCE_TIME + 1).hotkey).toBeNull()
  })

  it('reads a press that fits no sequence on its own', () => {
    expect(decide('j', { prefix: 'g', at: 0 }, 10).hotkey?.keys).toBe('j')
    expect(decide('g', { prefix: 'g', at: 0 }, 10).pending).toEqual({ prefix: 'g', at: 10 })
  })

  it('lets the newest binding of a key win', () => {
    const newer = bind('j', 'newer')
    expect(matchHotkey('j', [...bindings, newer], { pending: null, now: 0 }).hotkey).toBe(newer)
  })
})

it('prints what stands on the keys', () => {
  expect(keyCaps('mod+k')).toEqual(['Ctrl K'])
  expect(keyCaps('mod+k', true)).toEqual(['⌘ K'])
  expect(keyCaps('g d')).toEqual(['G', 'D'])
  expect(keyCaps('escape')).toEqual(['Esc'])
})
