import { usernameKey } from '@/lib/whatsapp/username'

/**
 * Names that only make sense inside the business. Customers see the name without any explanation, so a department code
 * or the short name of a campaign tells them nothing [rollout, steps 1 and 2]. Every finding is a warning with its
 * reason: the words below are common, not certain.
 */
export type NameWarning = {
  code:
    | 'department'
    | 'campaign'
    | 'work-in-progress'
    | 'abbreviation'
    | 'number-code'
    | 'only-a-function'
    | 'hard-to-say'
  sentence: string
}

const DEPARTMENTS: Readonly<Record<string, string>> = {
  hr: 'human resources',
  cs: 'customer service',
  cx: 'customer experience',
  crm: 'the customer system',
  ops: 'operations',
  fin: 'finance',
  acct: 'accounts',
  mktg: 'marketing',
  mkt: 'marketing',
  mkg: 'marketing',
  pr: 'public relations',
  qa: 'quality assurance',
  rnd: 'research and development',
  smb: 'small businesses',
  b2b: 'business customers',
  b2c: 'private customers',
  d2c: 'direct sales',
  kam: 'key accounts',
  sdr: 'sales development',
  bdr: 'business development',
  csr: 'service agents',
  csm: 'customer success',
  noc: 'the network centre',
  dept: 'a department',
  div: 'a division',
  emea: 'Europe, the Middle East and Africa',
  apac: 'Asia and the Pacific',
  latam: 'Latin America',
  anz: 'Australia and New Zealand',
  dach: 'Germany, Austria and Switzerland',
  tier1: 'the first line of support',
  tier2: 'the second line of support',
}

const CAMPAIGNS: Readonly<Record<string, string>> = {
  bf: 'Black Friday',
  bfcm: 'Black Friday and Cyber Monday',
  xmas: 'Christmas',
  promo: 'a promotion',
  cmp: 'a campaign',
  camp: 'a campaign',
  vday: "Valentine's Day",
  bts: 'back to school',
}

const WORK_IN_PROGRESS = new Set(['test', 'tst', 'pilot', 'poc', 'tmp', 'temp', 'beta', 'dev', 'uat', 'new', 'old'])

/** Names of a function and of nobody: every business has one. */
const FUNCTIONS = new Set(['support', 'help', 'sales', 'info', 'service', 'care', 'contact', 'shop', 'store', 'orders'])

/** Written together with another word, these few are still read as codes. */
const GLUED = ['bfcm', 'emea', 'apac', 'latam', 'mktg']

const MOST_PARTS = 3

function parts(name: string): string[] {
  return name.split(/[._]+/).filter(Boolean)
}

function season(part: string): boolean {
  return /^(?:q[1-4]|h[12]|fy|ss|aw|fw)(?:20)?(?:\d\d)?$/.test(part) || /^(?:19|20)\d\d$/.test(part)
}

function judgePart(part: string, alone: boolean): NameWarning[] {
  const department = Object.hasOwn(DEPARTMENTS, part) ? DEPARTMENTS[part] : undefined
  if (department) {
    const sentence = `“${part}” is a code for ${department}. Customers do not know how the business is organised.`
    return [{ code: 'department', sentence }]
  }
  const campaign = Object.hasOwn(CAMPAIGNS, part) ? CAMPAIGNS[part] : undefined
  if (campaign) {
    const sentence = `“${part}” is short for ${campaign}. A campaign ends, and printed codes with the name stay.`
    return [{ code: 'campaign', sentence }]
  }
  if (season(part)) {
    const sentence = `“${part}” is a season or a year. The name looks out of date when it is over.`
    return [{ code: 'campaign', sentence }]
  }
  if (WORK_IN_PROGRESS.has(part)) {
    return [{ code: 'work-in-progress', sentence: `“${part}” reads as if it were not meant for customers yet.` }]
  }
  if (/^[b-df-hj-np-tv-z]{3,5}$/.test(part)) {
    const sentence = `“${part}” has no vowel, so it reads like an abbreviation that only colleagues know.`
    return [{ code: 'abbreviation', sentence }]
  }
  if (!alone && /^[a-z]{0,3}\d{3,}$/.test(part)) {
    const sentence = `“${part}” looks like a cost centre or an internal number, and tells customers nothing.`
    return [{ code: 'number-code', sentence }]
  }
  return []
}

function glued(name: string): NameWarning[] {
  const found = GLUED.find((code) => name.length > code.length && name.endsWith(code))
  const quarter = /[a-z]{3,}((?:q[1-4]|fy)\d{2,4})$/.exec(name)?.[1]
  return [found, quarter].flatMap((code) => (code ? judgePart(code, false) : []))
}

/** Every reason to doubt that customers understand the name. Empty when it reads like a name. */
export function internalWarnings(value: string): NameWarning[] {
  const name = usernameKey(value)
  const words = parts(name)
  const found = words.flatMap((part) => judgePart(part, words.length === 1))
  if (words.length === 1) found.push(...glued(name))
  if (words.length === 1 && FUNCTIONS.has(name)) {
    const sentence = `“${name}” says what it is for and not whose it is. Many businesses would answer to it.`
    found.push({ code: 'only-a-function', sentence })
  }
  if (words.length > MOST_PARTS) {
    const sentence = `The name has ${words.length} parts. Read it aloud on the phone: where do the periods and underscores go?`
    found.push({ code: 'hard-to-say', sentence })
  }
  return found
}
