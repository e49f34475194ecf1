import { describe, expect, it } from 'vitest'
import { messageErrorAdvice, usernameErrorAdvice } from './errors'

const MESSAGE_CODES = [
  131062, 131049, 131026, 131047, 131051, 130472, 131000, 131021, 131031, 131042, 131045, 131048, 131052, 131053,
  132000, 132001, 132005, 132007, 132012, 132015, 132016, 133010, 10, 33, 100,
]
const USERNAME_CODES = [10, 33, 100, 147001, 147002, 147003, 147004, 147005, 133010]

describe('error codes', () => {
  it.each(MESSAGE_CODES)('of messages: %i has a sentence and something to do', (code) => {
    expect(messageErrorAdvice(code)).toEqual({
      code,
      known: true,
      sentence: expect.stringMatching(/^[A-Z].+\.$/),
      whatToDo: expect.stringMatching(/^[A-Z].+\.$/),
    })
  })

  it.each(USERNAME_CODES)('of usernames: %i has a sentence and something to do', (code) => {
    expect(usernameErrorAdvice(code)).toMatchObject({
      code,
      known: true,
      sentence: expect.stringMatching(/^[A-Z].+\.$/),
    })
  })

  it.each([999_999, -1, Number.NaN])('that are unknown (%d) say so instead of guessing', (code) => {
    expect(messageErrorAdvice(code)).toMatchObject({ known: false, sentence: expect.stringContaining('does not know') })
    expect(usernameErrorAdvice(code)).toMatchObject({
      known: false,
      sentence: expect.stringContaining('does not know'),
    })
  })

  it('mean different things for a message and for a username', () => {
    expect(messageErrorAdvice(100).sentence).not.toBe(usernameErrorAdvice(100).sentence)
  })
})
