import { expect, test } from 'vitest'
import { answerOf } from './action-answer'
import { fail, ok } from './result'

test('a value is a value', () => {
  expect(answerOf({ data: ok(7) })).toEqual({ ok: true, value: 7 })
})

test('a refusal of the command comes with its sentence', () => {
  const sentence = 'This record does not exist in this workspace.'
  const refused = { ...fail('not-found'), sentence }
  expect(answerOf({ data: refused })).toMatchObject({ code: 'not-found', sentence })
  const without = answerOf({ data: fail('not-found') })
  expect(without).toMatchObject({ ok: false, sentence: 'This could not be done (not-found).' })
})

test('so does a refusal before the command was reached', () => {
  const serverError = { ok: false as const, code: 'not-signed-in', sentence: 'Your session has ended.' }
  expect(answerOf({ serverError })).toBe(serverError)
})

test('fields that were not understood are named', () => {
  const answer = answerOf({
    validationErrors: { formErrors: [], fieldErrors: { email: ['Enter one.'], name: undefined } },
  })
  expect(answer).toMatchObject({ ok: false, code: 'bad-input', fields: { email: ['Enter one.'], name: [] } })
})

test('no answer at all is a failure, never an empty success', () => {
  expect(answerOf(undefined)).toMatchObject({ ok: false, code: 'no-answer' })
  expect(answerOf({})).toMatchObject({ ok: false, code: 'no-answer' })
})
