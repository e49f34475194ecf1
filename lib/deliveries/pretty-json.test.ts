import { expect, it } from 'vitest'
import { prettyJson } from './pretty-json'

it('indents without changing a token', () => {
  const { text, isJson } = prettyJson('{"id":12345678901234567890,"a":1,"a":[{},[],"x, {y}"],"e":"\\u0000\\""}')
  expect(isJson).toBe(true)
  expect(text).toBe(
    '{\n  "id": 12345678901234567890,\n  "a": 1,\n  "a": [\n    {},\n    [],\n    "x, {y}"\n  ],\n  "e": "\\u0000\\""\n}',
  )
})

it('shows what is not JSON as it is', () => {
  expect(prettyJson('{"cut off')).toEqual({ text: '{"cut off', isJson: false })
})
