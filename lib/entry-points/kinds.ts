/** What an entry point can be, what moving it risks, how far it is, and how people write kinds and risks in their sheets. */
export const KINDS = [
  'website',
  'landing_page',
  'ad',
  'invoice',
  'packaging',
  'signage',
  'email_signature',
  'social_profile',
  'help_page',
  'sales_deck',
  'link',
  'qr_code',
  'button',
  'other',
] as const
export type Kind = (typeof KINDS)[number]

export const RISKS = ['digital_easy', 'digital_critical', 'printed', 'paid'] as const
export type Risk = (typeof RISKS)[number]

export const MOVE_STATES = ['not_moved', 'moved', 'rolled_back', 'stays'] as const
export type MoveState = (typeof MOVE_STATES)[number]

export const TEST_RESULTS = ['not_checked', 'right', 'wrong', 'unverifiable', 'attested'] as const
export type TestResult = (typeof TEST_RESULTS)[number]

/** How a roll-back would go: nobody has said, it is prepared, it takes long, or it cannot be done at all. */
export const ROLLBACK_STATES = ['open', 'ready', 'slow', 'impossible'] as const
export type RollbackState = (typeof ROLLBACK_STATES)[number]

export const ROLLBACK_WORDS: Record<RollbackState, string> = {
  open: 'not said',
  ready: 'ready',
  slow: 'slow',
  impossible: 'impossible',
}

export const KIND_WORDS: Record<Kind, string> = {
  website: 'website',
  landing_page: 'landing page',
  ad: 'ad',
  invoice: 'invoice',
  packaging: 'packaging',
  signage: 'signage',
  email_signature: 'e-mail signature',
  social_profile: 'social profile',
  help_page: 'help page',
  sales_deck: 'sales deck',
  link: 'link',
  qr_code: 'QR code',
  button: 'button',
  other: 'other',
}

export const RISK_WORDS: Record<Risk, string> = {
  digital_easy: 'digital easy',
  digital_critical: 'digital critical',
  printed: 'printed',
  paid: 'paid',
}

/** Spellings seen in real sheets, folded by `foldWord`; plurals are handled before the look-up. */
const KIND_SPELLINGS: Record<string, Kind> = {
  web: 'website',
  site: 'website',
  homepage: 'website',
  webpage: 'website',
  landing: 'landing_page',
  landingpage: 'landing_page',
  campaignpage: 'landing_page',
  advert: 'ad',
  advertisement: 'ad',
  adcreative: 'ad',
  creative: 'ad',
  bill: 'invoice',
  receipt: 'invoice',
  package: 'packaging',
  pack: 'packaging',
  packagelabel: 'packaging',
  sign: 'signage',
  shopsign: 'signage',
  storesign: 'signage',
  poster: 'signage',
  signature: 'email_signature',
  mailsignature: 'email_signature',
  agentsignature: 'email_signature',
  social: 'social_profile',
  socialmedia: 'social_profile',
  socialmediaprofile: 'social_profile',
  bio: 'social_profile',
  help: 'help_page',
  helpcentre: 'help_page',
  helpcenter: 'help_page',
  faq: 'help_page',
  supportpage: 'help_page',
  deck: 'sales_deck',
  presentation: 'sales_deck',
  slide: 'sales_deck',
  url: 'link',
  hyperlink: 'link',
  qr: 'qr_code',
  cta: 'button',
  chatbutton: 'button',
  widget: 'button',
  misc: 'other',
  miscellaneous: 'other',
}

const RISK_SPELLINGS: Record<string, Risk> = {
  easy: 'digital_easy',
  digital: 'digital_easy',
  low: 'digital_easy',
  easydigital: 'digital_easy',
  critical: 'digital_critical',
  high: 'digital_critical',
  criticaldigital: 'digital_critical',
  print: 'printed',
  paidmedia: 'paid',
  advertising: 'paid',
}

/** "E-mail signature" and "email_signature" are one word: only letters and digits count, in lower case. */
export function foldWord(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}

function reader<T extends string>(values: readonly T[], spellings: Record<string, T>) {
  const known = new Map<string, T>(Object.entries(spellings))
  for (const value of values) known.set(foldWord(value), value)
  return (text: string): T | undefined => {
    const folded = foldWord(text)
    return known.get(folded) ?? known.get(folded.replace(/s$/, ''))
  }
}

/** A kind as people write it ("QR code", "E-mail signatures"), or undefined. */
export const readKind = reader(KINDS, KIND_SPELLINGS)

/** A risk group as people write it ("Digital critical"), or undefined. */
export const readRisk = reader(RISKS, RISK_SPELLINGS)

/** How a roll-back would go as people write it, or undefined. */
export const readRollbackState = reader(ROLLBACK_STATES, {
  notsaid: 'open',
  undecided: 'open',
  possible: 'ready',
  yes: 'ready',
  prepared: 'ready',
  takeslong: 'slow',
  no: 'impossible',
  irreversible: 'impossible',
  oneway: 'impossible',
})

/** The group a kind belongs to when nobody said: never `digital_critical`, because that one asks for a rollback path. */
export function usualRisk(kind: Kind): Risk {
  if (kind === 'packaging' || kind === 'signage' || kind === 'qr_code') return 'printed'
  return kind === 'ad' ? 'paid' : 'digital_easy'
}

/**
 * True when the thing exists on paper or plastic, so that a wrong destination cannot be edited. A QR code follows its
 * risk group: one on a screen is digital, one in a paid magazine is not.
 */
export function isPrinted(kind: Kind, risk: Risk): boolean {
  return risk === 'printed' || kind === 'packaging' || kind === 'signage' || (kind === 'qr_code' && risk === 'paid')
}
