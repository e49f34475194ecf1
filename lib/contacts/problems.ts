/**
 * Why one row of an import, or one contact of a sync, could not be taken: the sentence says what is wrong with the value
 * and what to do. Codes are stable; API clients and the rejects file carry both.
 */
type Args = Readonly<Record<string, string | number>>

const PROBLEMS = {
  'row-empty': () =>
    'This row names nobody: it has no CRM contact id, no name, and no phone number, BSUID or e-mail address.',
  'crm-id-missing': () => 'This contact has no CRM contact id, which is what contacts are matched by. Fill it in.',
  'crm-id-too-long': ({ limit = '' }: Args) => `The CRM contact id is longer than ${limit} characters.`,
  'crm-id-rounded': () =>
    'A spreadsheet shortened this CRM contact id to something like 1.2E+15, so its digits are gone. Format the column as text and export again.',
  'name-too-long': ({ limit = '' }: Args) => `The name is longer than ${limit} characters.`,
  'username-only': () =>
    'Only a username is given, and a username can pass to somebody else any day. Add a CRM contact id, a name, a phone number or a BSUID.',
  'email-bad': () => 'This is not an e-mail address. Correct it, or leave the cell empty.',
  'phone-letters': () => 'The phone number has letters in it. Keep the number alone in the cell.',
  'phone-extension': () => 'The phone number has an extension, and WhatsApp numbers have none. Remove it.',
  'phone-several': () => 'The cell holds more than one phone number. Separate them with a semicolon.',
  'phone-rounded': () =>
    'A spreadsheet shortened this phone number to something like 4.47E+11, so its digits are gone. Format the column as text and export again.',
  'phone-no-country': () =>
    'The phone number starts with 0 and has no country code. Choose a default country, or write it with its code.',
  'phone-impossible': () => 'This is not a possible phone number: it is too short or too long for its country.',
  'bsuid-bad': () =>
    'This is not a BSUID. It looks like US.13491208655302741918: two capital letters, a full stop, then letters and digits.',
  'bsuid-no-portfolio': () =>
    'A BSUID belongs to one Meta portfolio, and it is not clear which. Choose the portfolio of this column (portfolioId in the API).',
  'username-bad': ({ reason = '' }: Args) => `This cannot be a WhatsApp username. ${reason}`.trim(),
  'label-too-long': ({ limit = '' }: Args) => `A label is longer than ${limit} characters.`,
  'language-bad': () => 'The language is not a code such as en, en-GB or pt_BR.',
  'too-many-values': ({ limit = '' }: Args) => `More than ${limit} values of one kind for a single contact.`,
  'contact-merged': () =>
    'This CRM contact was merged into another one in Handrail. Carry the merge out in your CRM, then import again.',
  'key-ambiguous': () =>
    'Several contacts without a CRM contact id fit this row equally well, so none was changed. Add a CRM contact id.',
  'row-too-many-cells': () =>
    'The row has more cells than the heading. Usually a value contains the separator and is not in quotation marks.',
  'row-cell-too-long': () => 'A cell is longer than 100,000 characters.',
  'row-bad-quotes': () => 'The quotation marks in this row do not fit together, so its cells cannot be told apart.',
  'bad-shape': ({ where = 'the contact' }: Args) =>
    `This is not a contact: ${where} has the wrong type. Texts are strings, phones, bsuids, usernames and labels are lists of strings.`,
} as const satisfies Record<string, (args: Args) => string>

export type ProblemCode = keyof typeof PROBLEMS

/** A problem of one row: the field it is about (null for the whole row) and what the sentence needs. */
export type RowProblem = { code: ProblemCode; field: string | null; args?: Args }

export function problemSentence(problem: Pick<RowProblem, 'code' | 'args'>): string {
  return PROBLEMS[problem.code](problem.args ?? {})
}
