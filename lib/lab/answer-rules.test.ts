import { describe, expect, test } from 'vitest'
import { answerOf, answerOfReport, completed, trialProblem } from './answer-rules'
import { isJsonPath, textAt } from './json-path'

const PATHS = { contact: '$.contact.id', thread: '$.thread', workflow: '$.queue', error: '$.error', messageStatus: '' }

describe('the answer of a handler', () => {
  test('is read by JSON path: values, none, and nothing said', () => {
    const raw = JSON.stringify({ contact: { id: 7 }, thread: '', queue: null })
    expect(answerOf(PATHS, raw)).toEqual({
      ...{ contact: '7', thread: null, workflow: null, error: undefined, messageStatus: undefined },
    })
    expect(answerOf(PATHS, '<html>').contact).toBeUndefined()
    expect(answerOf(PATHS, '"text"').contact).toBeUndefined()
  })

  test('finds values in lists and by filter', () => {
    const document = { results: [{ kind: 'status' }, { kind: 'message', contact: 'C-1', more: { a: 1 } }] }
    expect(textAt('$.results[?@.kind == "message"].contact', document)).toBe('C-1')
    expect(textAt('$.results[1].more', document)).toBe('{"a":1}')
    expect(textAt('$..contact', document)).toBe('C-1')
    expect(textAt('$.results[9]', document)).toBeUndefined()
  })

  test('takes no path that is none, and no regular expressions', () => {
    expect(isJsonPath('$.a[?match(@.b, "(a+)+$")]')).toBe(false)
    expect(isJsonPath('$.a[?search (@.b, "x")]')).toBe(false)
    expect(isJsonPath('contact.id')).toBe(false)
    expect(isJsonPath('$.contact["id"]')).toBe(true)
    expect(textAt('$.__proto__.x', {})).toBeUndefined()
  })

  test('that a target is known to give and leaves out means none', () => {
    const told = { contact: 'C-1', thread: 't', workflow: undefined }
    expect(completed({}, told, PATHS)).toEqual({
      ...{ contact: null, thread: null, workflow: undefined, messageStatus: undefined, error: null },
    })
    expect(completed({ contact: 'x' }, told, { error: '' })).toMatchObject({ contact: 'x', error: undefined })
    expect(completed({}, {}, null).contact).toBeUndefined()
  })

  test('can be posted as a report', () => {
    expect(answerOfReport({ contact: 'C-1', workflow: '' })).toMatchObject({ contact: 'C-1', workflow: null })
  })
})

describe('before a run', () => {
  const actual = { status: 200, contact: 'C-1', tookMs: 1, tries: 1 }
  const problem = (given: object) => trialProblem({ ...actual, ...given }, 'C-1', 'the answer')

  test('a plain message shows whether answers can be read', () => {
    expect(problem({})).toBeNull()
    expect(problem({ status: null, noAnswer: 'Nobody listens.' })).toMatch(/did not answer .* Nobody listens\./)
    expect(problem({ status: 401 })).toMatch(/Compare the secret/)
    expect(problem({ status: 503 })).toMatch(/with 503/)
    expect(problem({ contact: undefined })).toBe(
      'The outcome cannot be read: the answer says nothing about the contact.',
    )
    expect(problem({ contact: null })).toMatch(/Load the customers/)
    expect(problem({ contact: 'C-9' })).toMatch(/reached “C-9”/)
  })
})
