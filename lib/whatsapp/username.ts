declare const handleBrand: unique symbol

/** A WhatsApp username that passed every rule Meta states: without `@`, in lower case. */
export type Handle = string & { readonly [handleBrand]: true }

export type UsernameIssueCode =
  | 'empty'
  | 'at-sign'
  | 'too-short'
  | 'too-long'
  | 'character'
  | 'no-letter'
  | 'period-first'
  | 'period-last'
  | 'periods-in-a-row'
  | 'starts-with-www'
  | 'domain-ending'
  | 'domain-like-ending'
  | 'meta-word'
  | 'upper-case'

export type UsernameIssue = { code: UsernameIssueCode; severity: 'warning' | 'error'; sentence: string }

export type UsernameCheck = { verdict: 'ok' | 'warning' | 'error'; issues: UsernameIssue[] }

export const USERNAME_MIN = 3
export const USERNAME_MAX = 35

/**
 * Endings Meta refuses because the name would read as a web address. The first row is documented and said to be open
 * ("and so on"); the second is what WhatsApp Web refuses besides; the third comes from one vendor. [BSUID]
 */
const DOMAIN_ENDINGS: ReadonlySet<string> = new Set([
  ...['com', 'org', 'net', 'int', 'edu', 'gov', 'mil', 'us', 'in', 'html'],
  ...['arpa', 'htm', 'txt', 'xml'],
  ...['io', 'ai'],
])

/** Words WhatsApp Web refuses inside a name. Not documented, so it is a warning. */
const META_WORDS = ['whatsapp', 'instagram', 'facebook', 'oculus'] as const

const ALLOWED = /^[a-z0-9._]$/

/** `@name` and `name` are the same username: the sign is display only. [BSUID] */
function withoutAt(value: string): string {
  return value.startsWith('@') ? value.slice(1) : value
}

/** Compares ASCII letters without case and nothing else: a name with any other letter is no username. */
function foldCase(value: string): string {
  return value.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
}

function error(code: UsernameIssueCode, sentence: string): UsernameIssue {
  return { code, severity: 'error', sentence }
}

function warning(code: UsernameIssueCode, sentence: string): UsernameIssue {
  return { code, severity: 'warning', sentence }
}

/** How a character is called in a sentence; one that cannot be seen is named by its code point. */
function nameOf(character: string): string {
  if (character === ' ') return 'a space'
  if (/[\p{L}\p{N}\p{P}\p{S}]/u.test(character)) return `"${character}"`
  return `an invisible character (U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')})`
}

function checkLength(name: string): UsernameIssue[] {
  const length = Array.from(name).length
  if (length < USERNAME_MIN) {
    return [error('too-short', `A username has at least ${USERNAME_MIN} characters; this one has ${length}.`)]
  }
  if (length <= USERNAME_MAX) return []
  return [error('too-long', `A username has at most ${USERNAME_MAX} characters; this one has ${length}.`)]
}

function checkCharacters(name: string): UsernameIssue[] {
  const issues: UsernameIssue[] = []
  const wrong = [...new Set(Array.from(name).filter((character) => !ALLOWED.test(character)))]
  if (wrong.length > 0) {
    const named = wrong.slice(0, 5).map(nameOf).join(', ')
    issues.push(error('character', `Only a to z, 0 to 9, periods and underscores are allowed; found ${named}.`))
  }
  if (!/[a-z]/.test(name)) issues.push(error('no-letter', 'A username has at least one letter from a to z.'))
  return issues
}

function checkPeriods(name: string): UsernameIssue[] {
  const issues: UsernameIssue[] = []
  if (name.startsWith('.')) issues.push(error('period-first', 'A username cannot begin with a period.'))
  if (name.endsWith('.')) issues.push(error('period-last', 'A username cannot end with a period.'))
  if (name.includes('..')) issues.push(error('periods-in-a-row', 'A username cannot have two periods in a row.'))
  return issues
}

function checkAddressLikeness(name: string): UsernameIssue[] {
  const issues: UsernameIssue[] = []
  if (name.startsWith('www')) {
    issues.push(
      error('starts-with-www', 'A username cannot begin with "www", because it would look like a web address.'),
    )
  }
  const ending = /\.([a-z]+)$/.exec(name)?.[1]
  if (ending && DOMAIN_ENDINGS.has(ending)) {
    issues.push(
      error('domain-ending', `A username cannot end in ".${ending}", because it would look like a web address.`),
    )
  } else if (ending && ending.length >= 2 && ending.length <= 4) {
    const sentence = `".${ending}" looks like the end of a web address. Meta's list of refused endings is open, so this name may be refused.`
    issues.push(warning('domain-like-ending', sentence))
  }
  return issues
}

function checkWords(name: string): UsernameIssue[] {
  return META_WORDS.filter((word) => name.includes(word)).map((word) =>
    warning('meta-word', `The name contains "${word}". Meta is likely to refuse this.`),
  )
}

function checkForm(value: string, name: string): UsernameIssue[] {
  const issues: UsernameIssue[] = []
  if (value.startsWith('@')) {
    issues.push(
      warning('at-sign', 'The @ is only how a username is shown. It is not part of the name and was left out.'),
    )
  }
  if (name !== foldCase(name)) {
    const sentence = `Upper and lower case are the same name to WhatsApp. It will be treated as "${foldCase(name)}".`
    issues.push(warning('upper-case', sentence))
  }
  return issues
}

/**
 * Checks a name against every username rule, for people and businesses alike: they share one format and one namespace.
 * All issues are given at once. `error`: Meta states that it refuses this. `warning`: it may, or the value was read in a
 * way worth saying. Whether the name is free can only be asked of Meta. [BSUID]
 */
export function checkUsername(value: string): UsernameCheck {
  const name = withoutAt(value)
  if (name === '') {
    return { verdict: 'error', issues: [error('empty', 'There is no name to check.')] }
  }
  const folded = foldCase(name)
  const issues = [
    ...checkLength(folded),
    ...checkCharacters(folded),
    ...checkPeriods(folded),
    ...checkAddressLikeness(folded),
    ...checkWords(folded),
    ...checkForm(value, name),
  ]
  const worst = issues.some((issue) => issue.severity === 'error') ? 'error' : 'warning'
  return { verdict: issues.length === 0 ? 'ok' : worst, issues }
}

/** The username as it is sent to the Graph API and kept: without `@`, in lower case. Undefined when a rule refuses it. */
export function parseHandle(value: string): Handle | undefined {
  return checkUsername(value).verdict === 'error' ? undefined : (foldCase(withoutAt(value)) as Handle)
}

/**
 * The form in which usernames are compared: case is ignored, periods and underscores count, so `my.id`, `my_id` and
 * `myid` are three names. For showing and searching; a username is never a key that matches a person. [BSUID]
 */
export function usernameKey(value: string): string {
  return foldCase(withoutAt(value.trim()))
}

export function sameUsername(a: string, b: string): boolean {
  return usernameKey(a) === usernameKey(b)
}
