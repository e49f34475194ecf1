import type { SqlDb } from '@/lib/server/sql'
import { counted, FIRST_RULES, isSuggested, type Matching } from './dedup-rules'
import {
  addReason,
  addTrait,
  areSimilarNames,
  type Evidence,
  evidenceText,
  hasNewEvidence,
  idsOf,
  type PairKey,
  pairKey,
  type Reason,
  scoreOf,
  sortedReasons,
  type Veto,
  vetoesOf,
} from './pair-rules'
import {
  allPairs,
  countTraits,
  factsOfContacts,
  keysOfContacts,
  type PairWrite,
  pairsOfContacts,
  repeatedKeys,
  type StoredPair,
  seenTogether,
  sharedTraits,
  TRAITS,
  writePairs,
} from './scan-store'

const KEYS = 2_000
const PART = 2_000
/** Evidence lives in memory while a scan runs; a workspace with more pairs than this has another trouble first. */
const MOST_PAIRS = 1_000_000

export type ScanProgress = { scanned: number; found: number }
export type ScanOutcome = { found: number; opened: number; gone: number; crowds: number }

/** More pairs than anybody could look at: something that is no trait of a person is in a trait's place. */
export class TooManyPairs extends Error {}

/** States in which a pair waits for a decision. */
const WAITS = new Set(['open', 'apart'])

/** What speaks against a pair keeps it out of the suggestions. */
const waitingState = ({ vetoes }: { vetoes: readonly Veto[] }): string => (vetoes.length > 0 ? 'apart' : 'open')

/** `matching`: the rules in force. */
type Scan = { sql: SqlDb; workspaceId: string; now: Date; matching?: Matching }

/**
 * Looks for pairs in the whole workspace. The database walks along its indexes; the rules see only what is shared. What
 * it finds is written part by part, so that messages go on being resolved meanwhile. Run twice, it changes nothing.
 */
export async function scanWorkspace(
  scan: Scan,
  tell: (progress: ScanProgress) => Promise<void> = async () => {},
): Promise<ScanOutcome> {
  const { evidence, crowds } = await collect(scan, tell)
  return { ...(await writeEvidence(scan, evidence, allPairs(scan.sql, scan.workspaceId, PART))), crowds }
}

const matchingOf = ({ matching = FIRST_RULES.matching }: Scan): Matching => matching

/** Everything that two contacts share, in the whole workspace. */
async function collect(scan: Scan, tell: (progress: ScanProgress) => Promise<void>) {
  const { sql, workspaceId } = scan
  const { crowd } = matchingOf(scan)
  const evidence: Evidence = new Map()
  let crowds = 0
  let scanned = 0
  for (const kind of TRAITS) {
    for (let after = ''; ; ) {
      const keys = await repeatedKeys(sql, { workspaceId, kind, after, take: KEYS })
      for (const trait of await sharedTraits(sql, { workspaceId, kind, keys })) {
        if (!addTrait(evidence, trait, crowd)) crowds += 1
      }
      if (evidence.size > MOST_PAIRS) throw new TooManyPairs(`${evidence.size} pairs`)
      if (keys.length < KEYS) break
      after = keys.at(-1) ?? after
      await tell({ scanned, found: evidence.size })
    }
    scanned += await countTraits(sql, workspaceId, kind)
    await tell({ scanned, found: evidence.size })
  }
  await addSeenTogether(scan, evidence)
  return { evidence: dropUncounted(evidence, matchingOf(scan)), crowds }
}

async function addSeenTogether({ sql, workspaceId }: Scan, evidence: Evidence): Promise<void> {
  for (const { id, a, b } of await seenTogether(sql, workspaceId)) {
    addReason(evidence, pairKey(a, b), { kind: 'seen-together', key: id })
  }
}

/** Without what the rules leave out; a pair that has nothing left is none. */
function dropUncounted(evidence: Evidence, matching: Matching): Evidence {
  for (const [key, reasons] of evidence) {
    const kept = counted(reasons, matching)
    if (kept.length === 0) evidence.delete(key)
    else if (kept.length < reasons.length) evidence.set(key, kept)
  }
  return evidence
}

export type Flagged = { pairs: number; contacts: number }

/** How many pairs, of how many contacts, rules would suggest; nothing is written. */
export async function countFlagged(scan: Scan): Promise<Flagged> {
  const { evidence } = await collect(scan, async () => {})
  const contacts = new Set<string>()
  let pairs = 0
  const keys = [...evidence.keys()]
  for (let i = 0; i < keys.length; i += PART) {
    for (const pair of await judge(scan, keys.slice(i, i + PART), evidence)) {
      if (!pair.suggested || pair.vetoes.length > 0) continue
      pairs += 1
      contacts.add(pair.lowId).add(pair.highId)
    }
  }
  return { pairs, contacts: contacts.size }
}

/** The same for a few contacts: those who got an identifier since the last look. */
export async function scanContacts(scan: Scan, contactIds: readonly string[]): Promise<ScanOutcome> {
  const { sql, workspaceId } = scan
  const evidence: Evidence = new Map()
  let crowds = 0
  for (const [kind, keys] of await keysOfContacts(sql, workspaceId, contactIds)) {
    for (const trait of await sharedTraits(sql, { workspaceId, kind, keys })) {
      if (!addTrait(evidence, trait, matchingOf(scan).crowd)) crowds += 1
    }
  }
  await addSeenTogether(scan, evidence)
  dropUncounted(evidence, matchingOf(scan))
  const touched = new Set(contactIds)
  for (const key of evidence.keys()) if (!idsOf(key).some((id) => touched.has(id))) evidence.delete(key)
  const known = await pairsOfContacts(sql, workspaceId, contactIds)
  return { ...(await writeEvidence(scan, evidence, [known])), crowds }
}

type Known = AsyncIterable<StoredPair[]> | Iterable<StoredPair[]>

async function writeEvidence(scan: Scan, evidence: Evidence, known: Known): Promise<Omit<ScanOutcome, 'crowds'>> {
  const outcome = { found: evidence.size, opened: 0, gone: 0 }
  for await (const part of known) {
    const writes = await changesOf(scan, part, evidence)
    outcome.gone += writes.filter(({ state }) => state === 'gone').length
    const before = new Map(part.map(({ id, state }) => [id, state]))
    outcome.opened += writes.filter(
      ({ id, state }) => WAITS.has(state) && !WAITS.has(before.get(id ?? '') ?? ''),
    ).length
    await write(scan, writes)
    for (const { lowId, highId } of part) evidence.delete(pairKey(lowId, highId))
  }
  const fresh = [...evidence.keys()]
  for (let i = 0; i < fresh.length; i += PART) {
    const judged = (await judge(scan, fresh.slice(i, i + PART), evidence)).filter(({ suggested }) => suggested)
    outcome.opened += judged.length
    await write(
      scan,
      judged.map(({ suggested: _suggested, ...pair }) => ({ ...pair, id: null, state: waitingState(pair) })),
    )
  }
  return outcome
}

async function write({ sql, workspaceId, now }: Scan, pairs: readonly PairWrite[]): Promise<void> {
  if (pairs.length > 0) await sql.transaction((tx) => writePairs(tx, workspaceId, { pairs, now }))
}

type Judged = {
  lowId: string
  highId: string
  score: number
  reasons: Reason[]
  vetoes: Veto[]
  /** Enough speaks for it, going by the rules in force. */
  suggested: boolean
}

/** What only a pair can tell: whether the names are alike, and what speaks against it. */
async function judge(scan: Scan, keys: readonly PairKey[], evidence: Evidence): Promise<Judged[]> {
  const { sql, workspaceId } = scan
  const { weights, least } = matchingOf(scan)
  const ids = [...new Set(keys.flatMap(idsOf))]
  const facts = await factsOfContacts(sql, workspaceId, ids)
  return keys.map((key) => {
    const [lowId, highId] = idsOf(key)
    const [low, high] = [facts.get(lowId), facts.get(highId)]
    const found = [...(evidence.get(key) ?? [])]
    const asksNames = weights['similar-name'] > 0
    if (asksNames && areSimilarNames(low?.name ?? null, high?.name ?? null))
      found.push({ kind: 'similar-name', key: '' })
    const reasons = sortedReasons(found)
    const vetoes = vetoesOf(low?.bsuids ?? new Map(), high?.bsuids ?? new Map())
    const score = scoreOf(reasons, weights)
    return { lowId, highId, reasons, vetoes, score, suggested: isSuggested(reasons, { score, least }) }
  })
}

/** Known pairs that read otherwise now: some have lost their reasons, some have new ones, some were dismissed. */
async function changesOf(scan: Scan, part: readonly StoredPair[], evidence: Evidence): Promise<PairWrite[]> {
  const open = part.filter(({ state }) => state !== 'merged')
  const judged = await judge(
    scan,
    open.map(({ lowId, highId }) => pairKey(lowId, highId)),
    evidence,
  )
  return open.flatMap((pair, i): PairWrite[] => {
    if (!judged[i]) return []
    const { suggested, ...now } = judged[i]
    // A name alone is no reason.
    const isFound = suggested && evidence.has(pairKey(pair.lowId, pair.highId))
    if (!isFound) return WAITS.has(pair.state) ? [{ ...pair, state: 'gone' }] : []
    if (pair.state === 'dismissed' && !hasNewEvidence(pair.reasons, now.reasons)) return []
    const same = evidenceText(pair) === evidenceText(now)
    const state = waitingState(now)
    return pair.state === state && same ? [] : [{ ...now, id: pair.id, state }]
  })
}
