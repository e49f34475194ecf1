import type { CountryCode } from 'libphonenumber-js'
import { digitsOf, type PhoneProblem, phoneMatchKey, readPhone } from '@/lib/shared/phone'
import { storableText } from '@/lib/shared/text'
import { isParentBsuid, parseBsuid } from '@/lib/whatsapp/bsuid'
import { checkUsername, usernameKey } from '@/lib/whatsapp/username'
import { type Claim, type IdentifierKind, type IncomingContact, WORKSPACE_SCOPE } from './model'
import type { ProblemCode, RowProblem } from './problems'
import { type ContactInput, LIMITS } from './schema'

/** What reading a contact depends on beside its own values. */
export type ReadGround = {
  defaultCountry: CountryCode
  /** The portfolio BSUIDs belong to; null when the workspace has several and none was named. */
  portfolioId: string | null
  /** The API matches by CRM contact id alone; a file may hold people the CRM has no id for. */
  crmIdRequired: boolean
}

export type ContactReading = { ok: true; contact: IncomingContact } | { ok: false; problem: RowProblem }

/** Carries the first problem out of the nested readers; never leaves this file. */
class Unreadable extends Error {
  constructor(readonly problem: RowProblem) {
    super(problem.code)
  }
}

function refuse(code: ProblemCode, field: string | null, args?: RowProblem['args']): never {
  throw new Unreadable(args ? { code, field, args } : { code, field })
}

function text(value: string | number | null | undefined): string {
  return storableText(String(value ?? '')).trim()
}

/** What a spreadsheet leaves of a long number: its digits are gone. */
const SCIENTIFIC = /^\d(?:[.,]\d+)?E\+\d{2,}$/i

function readCrmId(input: ContactInput, ground: ReadGround): string | null {
  const given = input.crmContactId
  // JSON has already rounded it: 12345678901234567890 would become somebody else's id.
  if (typeof given === 'number' && !Number.isSafeInteger(given)) refuse('crm-id-rounded', 'crmContactId')
  const id = text(given)
  if (id === '') return ground.crmIdRequired ? refuse('crm-id-missing', 'crmContactId') : null
  if (SCIENTIFIC.test(id)) refuse('crm-id-rounded', 'crmContactId')
  if (id.length > LIMITS.crmContactId) refuse('crm-id-too-long', 'crmContactId', { limit: LIMITS.crmContactId })
  return id
}

function readName(input: ContactInput): string | undefined {
  const name = text(input.name).replace(/\s+/g, ' ')
  if (name.length > LIMITS.name) refuse('name-too-long', 'name', { limit: LIMITS.name })
  return name === '' ? undefined : name
}

const LANGUAGE = /^[a-z]{2,3}(?:[-_][a-z0-9]{2,8})*$/i

function readLanguage(input: ContactInput): string | undefined {
  const language = text(input.language)
  if (language === '') return undefined
  if (language.length > LIMITS.language || !LANGUAGE.test(language)) refuse('language-bad', 'language')
  return language
}

const PHONE_PROBLEMS: Record<Exclude<PhoneProblem, 'empty'>, ProblemCode> = {
  letters: 'phone-letters',
  extension: 'phone-extension',
  several: 'phone-several',
  rounded: 'phone-rounded',
  'no-country': 'phone-no-country',
  impossible: 'phone-impossible',
}

function phoneClaim(value: string, ground: ReadGround): Claim {
  const read = readPhone(value, ground.defaultCountry)
  if (!read.ok) return refuse(read.code === 'empty' ? 'phone-impossible' : PHONE_PROBLEMS[read.code], 'phones')
  const digits = digitsOf(read.value)
  return { kind: 'phone', scope: WORKSPACE_SCOPE, value: digits, matchKey: phoneMatchKey(digits) }
}

/** A parent BSUID is shared among portfolios, so it is kept under the workspace like everything but a BSUID. */
function bsuidClaim(value: string, ground: ReadGround): Claim {
  const bsuid = parseBsuid(value)
  if (!bsuid) return refuse('bsuid-bad', 'bsuids')
  if (isParentBsuid(bsuid)) return { kind: 'parent_bsuid', scope: WORKSPACE_SCOPE, value: bsuid, matchKey: bsuid }
  const scope = ground.portfolioId ?? refuse('bsuid-no-portfolio', 'bsuids')
  return { kind: 'bsuid', scope, value: bsuid, matchKey: bsuid }
}

function usernameClaim(value: string): Claim {
  const folded = usernameKey(value)
  const issue = checkUsername(folded).issues.find((candidate) => candidate.severity === 'error')
  if (issue) refuse('username-bad', 'usernames', { reason: issue.sentence })
  return { kind: 'username', scope: WORKSPACE_SCOPE, value: folded, matchKey: folded }
}

const EMAIL = /^[^\s@]+@[^\s@]+$/

function emailClaim(value: string): Claim {
  if (value.length > LIMITS.email || !EMAIL.test(value)) refuse('email-bad', 'email')
  return { kind: 'email', scope: WORKSPACE_SCOPE, value, matchKey: value.toLowerCase() }
}

/** The values of one kind that are not empty, each once. */
function readClaims(values: readonly string[], field: string, read: (value: string) => Claim): Claim[] {
  const given = values.map(text).filter((value) => value !== '')
  if (given.length > LIMITS.perKind) refuse('too-many-values', field, { limit: LIMITS.perKind })
  const byKey = new Map<string, Claim>()
  for (const value of given) {
    const claim = read(value)
    byKey.set(`${claim.kind}|${claim.scope}|${claim.matchKey}`, claim)
  }
  return [...byKey.values()]
}

function readLabels(input: ContactInput): string[] {
  const labels = [...new Set((input.labels ?? []).map(text).filter((label) => label !== ''))]
  if (labels.some((label) => label.length > LIMITS.label)) refuse('label-too-long', 'labels', { limit: LIMITS.label })
  if (labels.length > LIMITS.labels) refuse('too-many-values', 'labels', { limit: LIMITS.labels })
  return labels.sort()
}

/** A list that was given replaces what the same CRM said before; `null` or absent says nothing. */
function kindsGiven(input: ContactInput): IdentifierKind[] {
  const kinds: IdentifierKind[] = []
  if (input.phones) kinds.push('phone')
  if (input.bsuids) kinds.push('bsuid', 'parent_bsuid')
  if (input.usernames) kinds.push('username')
  if (input.email !== undefined && input.email !== null) kinds.push('email')
  return kinds
}

function namesSomebody(contact: IncomingContact): boolean {
  return contact.crmContactId !== null || contact.name !== undefined || contact.claims.length > 0
}

function onlyUsernames(contact: IncomingContact): boolean {
  const nameless = contact.crmContactId === null && contact.name === undefined
  return nameless && contact.claims.every((claim) => claim.kind === 'username')
}

function readAll(input: ContactInput, ground: ReadGround): IncomingContact {
  const claims = [
    ...readClaims(input.phones ?? [], 'phones', (value) => phoneClaim(value, ground)),
    ...readClaims(input.bsuids ?? [], 'bsuids', (value) => bsuidClaim(value, ground)),
    ...readClaims(input.usernames ?? [], 'usernames', usernameClaim),
    ...readClaims(input.email ? [input.email] : [], 'email', emailClaim),
  ]
  const name = readName(input)
  const language = readLanguage(input)
  const contact: IncomingContact = {
    crmContactId: readCrmId(input, ground),
    ...(name === undefined ? {} : { name }),
    ...(language === undefined ? {} : { language }),
    claims,
    kinds: kindsGiven(input),
    portfolioId: ground.portfolioId,
    labels: readLabels(input),
  }
  if (!namesSomebody(contact)) refuse('row-empty', null)
  if (onlyUsernames(contact)) refuse('username-only', 'usernames')
  return contact
}

/**
 * Reads one contact as a CRM gives it, or says what is wrong with it: the first problem, with the field it is in.
 * Phones are kept as digits and compared by line (`phoneMatchKey`), BSUIDs stay exactly as they are, e-mails and
 * usernames are compared without case.
 */
export function readContact(input: ContactInput, ground: ReadGround): ContactReading {
  try {
    return { ok: true, contact: readAll(input, ground) }
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, problem: error.problem }
    throw error
  }
}
