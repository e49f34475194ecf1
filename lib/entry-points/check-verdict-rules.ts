import { formatPhone, phoneMatchKey } from '@/lib/shared/phone'
import { sentenceFor } from '@/lib/shared/sentences'
import { parseWhatsAppLink, type WhatsAppLink } from '@/lib/whatsapp/links'
import { addressIn, type Expectation } from './check-expected-rules'
import { targetOf } from './check-find-rules'
import type { Found } from './check-found'
import type { Visit } from './check-visit'

export const VERDICTS = ['right', 'wrong', 'unverifiable'] as const
export type Verdict = (typeof VERDICTS)[number]

/** `message` is a sentence; of a wrong one the words before the colon fit into the column of the sheet. */
export type Judgement = { verdict: Verdict; message: string }

const right = (message: string): Judgement => ({ verdict: 'right', message })
const wrong = (message: string): Judgement => ({ verdict: 'wrong', message })
const unverifiable = (message: string): Judgement => ({ verdict: 'unverifiable', message })

/** What stands for a target when two are compared: spellings of one phone line are one. */
function keyOfLink(link: WhatsAppLink): string | null {
  if (link.kind === 'unofficial') return null
  return link.kind === 'number' ? `+${phoneMatchKey(link.phone.slice(1))}` : targetOf(link)
}

function keyOfTarget({ kind, target }: Found): string | null {
  if (kind === 'unofficial') return null
  return kind === 'number' ? `+${phoneMatchKey(target.slice(1))}` : target
}

/** The keys under which a destination of the sheet can be found: what it reaches, and the address itself. */
function keysOf(destination: string | null): Set<string> {
  const keys = new Set<string>()
  if (destination === null) return keys
  const link = parseWhatsAppLink(destination)
  const key = link ? keyOfLink(link) : addressIn(destination)
  if (key) keys.add(key)
  return keys
}

/** A link of one's own is found by its own address, and reaches what it redirects to. */
function found(keys: ReadonlySet<string>, one: Found): boolean {
  const key = keyOfTarget(one)
  return (key !== null && keys.has(key)) || keys.has(one.url)
}

/** A target as a person reads it. */
export function targetWords({ kind, target, url }: Pick<Found, 'kind' | 'target' | 'url'>): string {
  if (kind === 'number') return formatPhone(target)
  return kind === 'unofficial' ? url : target
}

function listed(all: readonly Found[]): string {
  const names = [...new Set(all.map(targetWords))]
  const shown = names.slice(0, 3).join(', ')
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown
}

function places(all: readonly Found[]): string {
  const [first] = all
  return all.length === 1 && first ? ` (${first.place})` : ` (in ${all.length} places)`
}

/** Why a visit says nothing about the entry point. */
function judgeUnread({ end }: Visit): Judgement | null {
  switch (end.kind) {
    case 'read':
      return null
    case 'failed':
      return unverifiable(sentenceFor(end.failure.code, end.failure.details))
    case 'not-a-page':
      return unverifiable(
        `The address is a file (${end.type || 'of unknown type'}), which Handrail cannot look into. Open it and attest what you see.`,
      )
    case 'status':
      return judgeStatus(end.status)
  }
}

function judgeStatus(status: number): Judgement {
  if (status === 404 || status === 410)
    return wrong(`page is gone: The address answers ${status}, so customers find nothing there.`)
  if (status === 429)
    return unverifiable('The site asked for fewer requests (429). Try again later, or click it yourself and attest.')
  if (status === 401 || status === 403 || status === 407 || status === 999) {
    return unverifiable(`The site does not let programs in (${status}). Click it yourself and attest what you saw.`)
  }
  if (status >= 500) return unverifiable(`The site answers with an error of its own (${status}). Try again later.`)
  return unverifiable(`The site answers ${status}, so there is no page to look at. Open it in a browser.`)
}

const SIGN_IN_PATH = /\/(?:log-?in|sign-?in|auth|accounts?|session|sso)(?:[/?.]|$)/i

/** Nothing leads to WhatsApp: wrong only when the page was whole and has no way of adding something later. */
function judgeNothing({ page, pictures, url }: Visit): Judgement {
  const ask = 'Click it yourself and attest what you saw.'
  if (page?.tooDeep) return unverifiable(`The page is nested so deeply that it was not read to the end. ${ask}`)
  if (page?.wall === 'robots') return unverifiable(`The site asks for a proof of being human. ${ask}`)
  if (page?.wall === 'sign-in' || SIGN_IN_PATH.test(url)) return unverifiable(`The page is behind a sign-in. ${ask}`)
  if (page?.wall === 'scripts') return unverifiable(`The page needs JavaScript to show anything. ${ask}`)
  if (page?.scripted) {
    return unverifiable(`No WhatsApp link is in the page as it is delivered, but its scripts may add one. ${ask}`)
  }
  if (pictures.left > 0) {
    return unverifiable(
      `No WhatsApp link was found, and ${pictures.left} pictures of the page were not looked at. ${ask}`,
    )
  }
  return wrong('no WhatsApp link: The page was read to the end, and nothing on it leads to WhatsApp.')
}

const KIND_OF: Record<Found['kind'], string> = {
  number: 'number',
  handle: 'handle',
  'message-code': 'message code',
  'qr-code': 'QR code',
  elsewhere: 'address',
  unofficial: 'link',
}

/** It leads to the row's other destination: to the old one after its move, or to the new one before it. */
function judgeOther(others: readonly Found[], { side, destination }: Expectation): Judgement {
  const where = `It reaches ${listed(others)}${places(others)} and not ${destination}.`
  if (side === 'new') return wrong(`old ${KIND_OF[others[0]?.kind ?? 'number']}: ${where}`)
  return wrong(`moved early: ${where} Mark it as moved if that was meant, or put it back.`)
}

function judgeStray(all: readonly Found[], others: readonly Found[], expectation: Expectation): Judgement {
  if (others.length > 0) return judgeOther(others, expectation)
  const unofficial = all.find((one) => one.kind === 'unofficial')
  if (unofficial && all.every((one) => one.kind === 'unofficial')) {
    return wrong(`not an official link: ${unofficial.url} stands there. ${unofficial.problem ?? ''}`.trim())
  }
  const what = KIND_OF[all[0]?.kind ?? 'number']
  return wrong(`another ${what}: It reaches ${listed(all)}${places(all)} and not ${expectation.destination}.`)
}

/** Nothing can be compared with a destination that is missing or is no link. */
function judgeIncomparable(all: readonly Found[], { side, destination }: Expectation): Judgement | null {
  const reached = `It reaches ${listed(all)}`
  if (destination === null) {
    return unverifiable(`${reached}, and the row does not say where it should lead. Fill in its ${side} destination.`)
  }
  if (keysOf(destination).size > 0) return null
  return unverifiable(
    `${reached}, and the ${side} destination of the row is no link it could be compared with. Repair it.`,
  )
}

function alsoFound(rest: readonly Found[]): string {
  return rest.length === 0 ? '' : ` Also there: ${listed(rest)}.`
}

/**
 * The verdict on an entry point after a visit. `neighbours` are the destinations that other entry points of the same
 * address should lead to: that they are on the page says nothing about this one.
 */
export function judgeVisit(visit: Visit, expectation: Expectation, neighbours: readonly string[] = []): Judgement {
  const unread = judgeUnread(visit)
  if (unread) return unread
  if (visit.found.length === 0) return judgeNothing(visit)
  const incomparable = judgeIncomparable(visit.found, expectation)
  if (incomparable) return incomparable
  const { destination, other } = expectation
  const wanted = keysOf(destination)
  const matching = visit.found.filter((one) => found(wanted, one))
  const theirs = new Set(neighbours.flatMap((one) => [...keysOf(one)]))
  const otherKeys = keysOf(other)
  const others = visit.found.filter((one) => found(otherKeys, one) && !found(wanted, one) && !found(theirs, one))
  const own = visit.found.filter((one) => !found(theirs, one) || found(wanted, one))
  if (matching.length === 0) return judgeStray(own.length > 0 ? own : visit.found, others, expectation)
  if (others.length > 0 && expectation.side === 'new') {
    return wrong(
      `old one still there: It reaches ${listed(matching)}, and ${listed(others)} is still there as well${places(others)}.`,
    )
  }
  const broken = own.filter((one) => one.kind === 'unofficial')
  if (broken.length > 0) {
    return wrong(
      `a broken link: It reaches ${listed(matching)}, but ${listed(broken)} stands there too. ${broken[0]?.problem ?? ''}`.trim(),
    )
  }
  const rest = own.filter((one) => !matching.includes(one))
  return right(`It reaches ${listed(matching)}${places(matching)}, as it should.${alsoFound(rest)}`)
}

/** The verdict on a photo: which codes in it were read, against where they should lead. */
export function judgeCodes(codes: readonly Found[], expectation: Expectation): Judgement | null {
  if (codes.length === 0) return null
  const incomparable = judgeIncomparable(codes, expectation)
  if (incomparable) return incomparable
  const { destination, other } = expectation
  const wanted = keysOf(destination)
  const matching = codes.filter((one) => found(wanted, one))
  if (matching.length > 0) return right(`The code in the photo reaches ${listed(matching)}, as it should.`)
  return judgeStray(
    codes,
    codes.filter((one) => found(keysOf(other), one)),
    expectation,
  )
}
