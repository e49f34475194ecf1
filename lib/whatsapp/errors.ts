import { type CatalogueEntry, type ErrorCatalogue, MESSAGE_ERRORS } from './message-errors'

/** What a code means and what somebody can do about it, in two sentences a support agent and a developer both understand. */
export type ErrorAdvice = { code: number; sentence: string; whatToDo: string; known: boolean }

/** Codes of the Graph API's username calls. [BSUID] */
const USERNAME_ERRORS: ErrorCatalogue = new Map<number, CatalogueEntry>([
  [
    10,
    [
      'The access token may not manage the username of this number.',
      'Use a token of somebody who manages this WhatsApp account.',
    ],
  ],
  [
    33,
    [
      'Meta knows no such phone number id, or the token lacks the permission "whatsapp_business_management".',
      'Check the phone number id in Settings, then the permissions of the token.',
    ],
  ],
  [
    100,
    ['Meta refused the form of the username.', 'Check the name against the rules shown beside it, then try again.'],
  ],
  [190, ['The access token has expired.', 'Make a new token at Meta and enter it in Settings.']],
  [
    133010,
    [
      'The number is not registered with the WhatsApp Business Platform, so it cannot hold a username.',
      'Register the number first.',
    ],
  ],
  [
    147001,
    [
      'The username is not available: somebody else has it, or Meta keeps it back.',
      'Choose another candidate. Usernames are unique worldwide, among people too.',
    ],
  ],
  [
    147002,
    [
      'This portfolio may not claim a username yet: it needs a higher messaging limit.',
      'Raise the messaging limit of the portfolio, then try again.',
    ],
  ],
  [
    147003,
    [
      'The name is in use by a Facebook Page that is not linked to this account.',
      'Link the Page in WhatsApp Manager, then claim the name again.',
    ],
  ],
  [
    147004,
    [
      'The name is in use by an Instagram account that is not linked to this account.',
      'Link the Instagram account in WhatsApp Manager, then claim the name again.',
    ],
  ],
  [
    147005,
    [
      'Another number of the same portfolio holds this username.',
      'Decide which number keeps it. A forced transfer takes it from the other number at once.',
    ],
  ],
])

const UNKNOWN_MESSAGE: CatalogueEntry = [
  'WhatsApp reported an error that Handrail does not know.',
  "Look the code up in Meta's list of error codes; the details from WhatsApp are kept with the event.",
]
const UNKNOWN_USERNAME: CatalogueEntry = [
  'Meta refused the request with an error that Handrail does not know.',
  'Read the message from Meta below, and look the code up in its documentation.',
]

function adviceFrom(catalogue: ErrorCatalogue, code: number, unknown: CatalogueEntry): ErrorAdvice {
  const found = catalogue.get(code)
  const [sentence, whatToDo] = found ?? unknown
  return { code, sentence, whatToDo, known: found !== undefined }
}

/** What the code of a failed message means. A code that is not in the catalogue gets a sentence that says so. */
export function messageErrorAdvice(code: number): ErrorAdvice {
  return adviceFrom(MESSAGE_ERRORS, code, UNKNOWN_MESSAGE)
}

/** What the error code of a Graph API username call means. The same code can mean something else for messages. [BSUID] */
export function usernameErrorAdvice(code: number): ErrorAdvice {
  return adviceFrom(USERNAME_ERRORS, code, UNKNOWN_USERNAME)
}
