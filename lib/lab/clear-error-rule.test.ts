import { describe, expect, test } from 'vitest'
import { clarityOf } from './clear-error-rule'

describe('an error is clear', () => {
  test.each([
    'This message came without a phone number, and its BSUID is not linked to anyone yet.',
    'Message undeliverable: the phone has no WhatsApp.',
    'Type hologram is not supported yet',
    '131062: Authentication templates can only be sent to a phone number.',
    'لا يمكن العثور على العميل',
  ])('when it is a sentence: %s', (text) => {
    expect(clarityOf(text)).toEqual({ clear: true })
  })

  test.each([
    ['', 'It is empty.'],
    ['Something went wrong', 'It says that something failed, and not what.'],
    ['An unknown error occurred.', 'It says that something failed, and not what.'],
    ['Internal Server Error', 'It says that something failed, and not what.'],
    ['null', 'It says that something failed, and not what.'],
    ['ERR_CONTACT_404', 'It is a code without a sentence.'],
    ['131062', 'It is a code without a sentence.'],
    ['no phone', 'It is too short to say what happened and what to do.'],
    [
      "TypeError: Cannot read properties of undefined (reading 'wa_id')",
      'It is what the program says of itself, and does not name what happened to the message.',
    ],
    [
      'could not do it\n    at handle (/srv/app/handler.js:12:5)',
      'It is what the program says of itself, and does not name what happened to the message.',
    ],
    [
      'the contact is [object Object] today',
      'It is what the program says of itself, and does not name what happened to the message.',
    ],
  ])('not when it is %j', (text, why) => {
    expect(clarityOf(text)).toEqual({ clear: false, why })
  })
})
