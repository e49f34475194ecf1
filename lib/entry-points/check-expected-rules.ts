import { parseWhatsAppLink } from '@/lib/whatsapp/links'
import type { MoveState } from './kinds'

/** What of an entry point decides where it should lead today, and where to look. */
export type CheckedRow = {
  location: string | null
  currentDestination: string | null
  newDestination: string | null
  moveState: MoveState
  /** The state of its wave, `rolling_back` while that is being put back; null when it is in none. */
  waveState: string | null
}

export type Side = 'current' | 'new'

export type Expectation = {
  side: Side
  /** Null when the row does not say where it leads. */
  destination: string | null
  /** The other destination of the row, when it has a different one: told apart from "something else". */
  other: string | null
}

const MOVING = new Set(['releasing', 'verifying'])

function sideOf({ moveState, waveState, currentDestination }: CheckedRow): Side {
  if (moveState === 'moved') return 'new'
  if (moveState === 'stays') return 'current'
  // A row that was rolled back once goes out again with its wave, like one that was never moved.
  if (waveState !== null && MOVING.has(waveState)) return 'new'
  if (moveState === 'rolled_back') return 'current'
  // Something new has no current destination: all it can be compared with is the new one.
  return currentDestination === null ? 'new' : 'current'
}

/**
 * Where an entry point should lead today: to the new destination once it was moved or its wave is being released or
 * verified, otherwise to the current one.
 */
export function expectationOf(row: CheckedRow): Expectation {
  const { currentDestination, newDestination, moveState } = row
  const side = sideOf(row)
  if (moveState === 'stays') return { side, destination: currentDestination ?? newDestination, other: null }
  const destination = side === 'new' ? newDestination : currentDestination
  const other = side === 'new' ? currentDestination : newDestination
  return { side, destination, other: other === destination ? null : other }
}

/** Endings of file names: "flyer.pdf" in the location column is a file somebody has, not a site. */
const FILE = /\.(?:pdf|docx?|pptx?|xlsx?|key|pages|odt|odp|png|jpe?g|gif|webp|svg|ai|psd|eps|indd|zip)$/i
const SITE = /^(?:[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?\.)+[a-z]{2,24}(?::\d{1,5})?(?:[/?#]\S*)?$/i

/** The address in a text, if the whole text is one: with a scheme, or as people write a site. */
export function addressIn(text: string | null): string | null {
  const trimmed = text?.trim() ?? ''
  if (/^https?:\/\/\S+$/i.test(trimmed)) return URL.canParse(trimmed) ? new URL(trimmed).href : null
  if (!SITE.test(trimmed) || (FILE.test(trimmed) && !trimmed.includes('/'))) return null
  return URL.canParse(`https://${trimmed}`) ? new URL(`https://${trimmed}`).href : null
}

export type VisitPlan = { kind: 'visit'; url: string; assumed: boolean } | { kind: 'nothing'; sentence: string }

const NOTHING =
  'There is no web address to visit: give the row one as its location, or click or scan it yourself and attest what you saw.'

function plain(text: string | null): boolean {
  return text !== null && parseWhatsAppLink(text) === undefined
}

/**
 * What a check visits: the page the entry point is on, else the address it leads through (a short link of one's own). A
 * WhatsApp link alone cannot be visited: that it is written in the sheet says nothing about what is out there.
 */
export function planVisit(row: CheckedRow): VisitPlan {
  const { destination } = expectationOf(row)
  const text = [row.location, plain(destination) ? destination : null].find((one) => addressIn(one) !== null) ?? null
  const url = addressIn(text)
  if (!url || !text) return { kind: 'nothing', sentence: NOTHING }
  return { kind: 'visit', url, assumed: !/^https?:/i.test(text.trim()) }
}

/** Destinations that are addresses of one's own and not WhatsApp links: a check follows them to see where they end. */
export function wantedAddresses(row: CheckedRow): Set<string> {
  const texts = [row.currentDestination, row.newDestination].filter(plain)
  return new Set(texts.map(addressIn).filter((url) => url !== null))
}
