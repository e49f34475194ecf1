/**
 * What makes two contacts a suggestion, as rules without a database. The same evidence gives the same pair whatever the
 * order it was read in: reasons are a set, sorted before anything is made of them.
 */
export const REASONS = [
  'same-crm-key',
  'same-bsuid',
  'seen-together',
  'same-phone',
  'equivalent-phone',
  'same-email',
  'similar-name',
] as const
export type ReasonKind = (typeof REASONS)[number]

/** Out of a hundred; several reasons add up. A similar name counts only beside another one. */
export const WEIGHTS: Record<ReasonKind, number> = {
  'same-crm-key': 85,
  'same-bsuid': 85,
  'seen-together': 75,
  'same-phone': 60,
  'equivalent-phone': 50,
  'same-email': 45,
  'similar-name': 15,
}

/** `key` tells one shared trait from another of the same kind, without saying what it is. */
export type Reason = { kind: ReasonKind; key: string }
export type Veto = { kind: 'different-bsuids'; portfolioId: string }

/** A trait that contacts share: each with the spelling it has. */
export type SharedTrait = {
  kind: 'phone' | 'email' | 'bsuid' | 'crm_id'
  key: string
  holders: readonly { contactId: string; value: string }[]
}

/** More people than this on one trait are a switchboard or a placeholder, and no evidence about any two of them. */
export const CROWD = 10

export type PairKey = `${string}|${string}`
export type Evidence = Map<PairKey, Reason[]>

/** The key of a pair: the lower id first, so that a pair is one pair. */
export function pairKey(a: string, b: string): PairKey {
  return a < b ? `${a}|${b}` : `${b}|${a}`
}

export function idsOf(key: PairKey): [low: string, high: string] {
  const at = key.indexOf('|')
  return [key.slice(0, at), key.slice(at + 1)]
}

export function addReason(evidence: Evidence, key: PairKey, reason: Reason): void {
  const known = evidence.get(key)
  if (!known) evidence.set(key, [reason])
  else if (!known.some((one) => one.kind === reason.kind && one.key === reason.key)) known.push(reason)
}

const PLAIN = { email: 'same-email', bsuid: 'same-bsuid', crm_id: 'same-crm-key' } as const

/** What a shared trait says about each two of its holders; nothing when it is a crowd's. Returns whether it was used. */
export function addTrait(evidence: Evidence, { kind, key, holders }: SharedTrait, crowd = CROWD): boolean {
  const values = new Map<string, Set<string>>()
  for (const { contactId, value } of holders) {
    const own = values.get(contactId)
    if (own) own.add(value)
    else values.set(contactId, new Set([value]))
  }
  if (values.size > crowd) return false
  const ids = [...values.keys()].sort()
  for (const [i, a] of ids.entries()) {
    for (const b of ids.slice(i + 1)) {
      const [mine, theirs] = [values.get(a), values.get(b)]
      const same = [...(mine ?? [])].some((value) => theirs?.has(value))
      const reason = kind === 'phone' ? (same ? 'same-phone' : 'equivalent-phone') : PLAIN[kind]
      addReason(evidence, pairKey(a, b), { kind: reason, key })
    }
  }
  return true
}

const MARKS = /\p{M}/gu
const OTHERS = /[^\p{L}\p{N}]+/gu

function wordsOf(name: string): string[] {
  return name.normalize('NFKD').replace(MARKS, '').toLowerCase().replace(OTHERS, ' ').trim().split(' ').filter(Boolean)
}

/** Edits between two texts; swapped neighbours are one (optimal string alignment). Stops counting beyond `most`. */
export function editDistance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + cost)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (before[j - 2] ?? 0) + 1)
      row.push(best)
    }
    before = last
    last = row
  }
  return last[b.length] ?? 0
}

/** Whether two names may be one person's: the same words in any order, or a slip or two in a long name. */
export function areSimilarNames(a: string | null, b: string | null): boolean {
  const [mine, theirs] = [wordsOf(a ?? ''), wordsOf(b ?? '')]
  if (mine.length === 0 || theirs.length === 0) return false
  const [one, two] = [mine.toSorted().join(' '), theirs.toSorted().join(' ')]
  if (one === two) return true
  const length = Math.max(one.length, two.length)
  const most = length >= 12 ? 2 : length >= 6 ? 1 : 0
  return most > 0 && editDistance(one, two, most) <= most
}

/** Active BSUIDs of two contacts by portfolio: where both have one and none is shared, they are two WhatsApp accounts. */
export function vetoesOf(a: ReadonlyMap<string, readonly string[]>, b: ReadonlyMap<string, readonly string[]>): Veto[] {
  const vetoes: Veto[] = []
  for (const [portfolioId, mine] of a) {
    const theirs = b.get(portfolioId)
    if (theirs && theirs.length > 0 && mine.length > 0 && !mine.some((value) => theirs.includes(value)))
      vetoes.push({ kind: 'different-bsuids', portfolioId })
  }
  return vetoes.toSorted((x, y) => (x.portfolioId < y.portfolioId ? -1 : 1))
}

/** Sorted, so that the order of the data leaves no trace. */
export function sortedReasons(reasons: readonly Reason[]): Reason[] {
  const place = (reason: Reason) => `${String(REASONS.indexOf(reason.kind)).padStart(2, '0')}|${reason.key}`
  return reasons.toSorted((a, b) => (place(a) < place(b) ? -1 : place(a) > place(b) ? 1 : 0))
}

/** At most 100; each kind counts once, however many traits of it are shared. */
export function scoreOf(reasons: readonly Reason[], weights: Record<ReasonKind, number> = WEIGHTS): number {
  const kinds = new Set(reasons.map(({ kind }) => kind))
  return Math.min(
    100,
    [...kinds].reduce((sum, kind) => sum + weights[kind], 0),
  )
}

/** Whether there is a reason now that was not there when somebody said "not the same". */
export function hasNewEvidence(dismissed: readonly Reason[], now: readonly Reason[]): boolean {
  const known = new Set(dismissed.map(({ kind, key }) => `${kind}|${key}`))
  // A name that became more alike is no news about who somebody is.
  return now.some(({ kind, key }) => kind !== 'similar-name' && !known.has(`${kind}|${key}`))
}

/** Reasons and vetoes as one text: equal for equal evidence, whatever order a database keeps the keys of JSON in. */
export function evidenceText({ reasons, vetoes }: { reasons: readonly Reason[]; vetoes: readonly Veto[] }): string {
  const parts = [...reasons.map(({ kind, key }) => `${kind}|${key}`), ...vetoes.map((one) => `!${one.portfolioId}`)]
  return parts.sort().join('\n')
}
