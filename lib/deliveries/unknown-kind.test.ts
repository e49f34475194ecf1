import { expect, it } from 'vitest'
import { kindKey, kindOfKey, kindWords } from './unknown-kind'

it.each([
  [{ field: 'message_horizons', type: null }, 'message_horizons', 'the field message_horizons'],
  [{ field: 'messages', type: 'hologram' }, 'messages:hologram', '“hologram” in messages'],
  [{ field: 'messages', type: 'system:untyped' }, 'messages:system:untyped', '“system:untyped” in messages'],
  [{ field: '', type: null }, '', 'the field without a name'],
])('%j is %s, there and back', (kind, key, words) => {
  expect(kindKey(kind)).toBe(key)
  expect(kindOfKey(key)).toEqual(kind)
  expect(kindWords(kind)).toBe(words)
})
