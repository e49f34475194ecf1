import type { NamePattern, PatternPart, PolicyList, PolicyLists } from './schema'
import type { ListKey } from './vocabulary'
import { listWords } from './words'

/** One piece of a name as the pattern reads it. `known`: the word is on the list; otherwise the list is open for it. */
export type Piece = { kind: PatternPart['kind']; text: string; known: boolean }

export type PatternMatch =
  | { matched: true; pieces: Piece[] }
  /** `read` is the part of the name that was understood before the pattern stopped, and why it stopped there. */
  | { matched: false; read: number; sentence: string }

/** A way to reach a place in the name: how far the last part went, and the way before it. */
type Way = { at: number; piece: Piece | null; earlier: Way | null }

const isLetters = (text: string): boolean => /^[a-z]*$/.test(text)

/** Every end that one word can reach from `at`: words of the list, longest first, then lengths that an open list allows. */
function wordsAt(list: PolicyList, name: string, at: number): { text: string; known: boolean }[] {
  const known = list.terms
    .filter(({ value }) => name.startsWith(value, at))
    .map(({ value }) => ({ text: value, known: true }))
    .sort((a, b) => b.text.length - a.text.length)
  if (!list.open) return known
  const open: { text: string; known: boolean }[] = []
  for (let length = list.open.max; length >= list.open.min; length -= 1) {
    const text = name.slice(at, at + length)
    if (text.length === length && isLetters(text)) open.push({ text, known: false })
  }
  return [...known, ...open]
}

function step(part: PatternPart, lists: PolicyLists, name: string, way: Way): Way[] {
  if (!name.startsWith(part.before, way.at)) return []
  const start = way.at + part.before.length
  const texts =
    part.kind === 'text'
      ? name.startsWith(part.text, start)
        ? [{ text: part.text, known: true }]
        : []
      : wordsAt(lists[part.kind], name, start)
  return texts.map(({ text, known }) => ({
    at: start + text.length,
    piece: { kind: part.kind, text, known },
    earlier: way,
  }))
}

/** One way for each place is enough, so the work is bounded by parts x places x words, whatever is typed. */
function firstPerPlace(ways: readonly Way[]): Way[] {
  const seen = new Map<number, Way>()
  for (const way of ways) if (!seen.has(way.at)) seen.set(way.at, way)
  return [...seen.values()]
}

function piecesOf(way: Way): Piece[] {
  const pieces: Piece[] = []
  for (let at: Way | null = way; at; at = at.earlier) if (at.piece) pieces.unshift(at.piece)
  return pieces
}

/**
 * Reads a name (lower case, without `@`) by one pattern. There is no expression of anybody's making: the parts are walked
 * one after the other over all places reached so far, so the time grows with the length of the name and nothing else.
 */
export function matchPattern(pattern: NamePattern, lists: PolicyLists, name: string): PatternMatch {
  let ways: Way[] = [{ at: 0, piece: null, earlier: null }]
  for (const part of withoutFirstSeparator(pattern)) {
    const next = firstPerPlace(ways.flatMap((way) => step(part, lists, name, way)))
    if (next.length === 0) return stopped(part, lists, name, furthest(ways))
    ways = next
  }
  const whole = ways.find(({ at }) => at === name.length)
  if (whole) return { matched: true, pieces: piecesOf(whole) }
  const read = furthest(ways)
  const rest = name.slice(read)
  return { matched: false, read, sentence: `Nothing may follow “${name.slice(0, read)}”, and “${rest}” does.` }
}

/** Nothing stands before the first part, whatever it carries from when it was not the first. */
function withoutFirstSeparator(pattern: NamePattern): NamePattern {
  return pattern.map((part, index) => (index === 0 ? { ...part, before: '' } : part))
}

function furthest(ways: readonly Way[]): number {
  return Math.max(0, ...ways.map(({ at }) => at))
}

/** Why no way leads past this part, in words. */
function stopped(part: PatternPart, lists: PolicyLists, name: string, read: number): PatternMatch {
  const before = read > 0 ? `after “${name.slice(0, read)}”` : 'at the beginning'
  const found = name.slice(read)
  if (!found)
    return { matched: false, read, sentence: `The name ends ${before}, where ${wanted(part, lists)} belongs.` }
  if (part.before && !found.startsWith(part.before)) {
    return { matched: false, read, sentence: `“${part.before}” belongs ${before}, and “${found}” was found.` }
  }
  const rest = found.slice(part.before.length)
  return { matched: false, read, sentence: `“${rest}” ${before} is not ${wanted(part, lists)}.` }
}

function wanted(part: PatternPart, lists: PolicyLists): string {
  if (part.kind === 'text') return `“${part.text}”`
  return listWords(part.kind, lists[part.kind])
}

/** The words from which examples are made: those of the list, else one of the right length for an open list. */
function sampleWords(kind: ListKey, list: PolicyList): string[] {
  if (list.terms.length > 0) return list.terms.map(({ value }) => value)
  if (!list.open) return []
  const base = { words: 'brand', locations: 'town', products: 'model', functions: 'care' }[kind]
  return [base.padEnd(list.open.min, 'x').slice(0, Math.max(list.open.min, Math.min(base.length, list.open.max)))]
}

/**
 * Names the pattern allows, at most `count`, in a fixed order: each example takes the next word of every list, so that
 * three examples show three words of each. Empty when a list it needs has no words.
 */
export function exampleNames(pattern: NamePattern, lists: PolicyLists, count: number): string[] {
  const choices = pattern.map((part) => (part.kind === 'text' ? [part.text] : sampleWords(part.kind, lists[part.kind])))
  if (choices.some((words) => words.length === 0)) return []
  const names = new Set<string>()
  const most = Math.max(...choices.map((words) => words.length))
  for (let turn = 0; turn < most && names.size < count; turn += 1) {
    const name = pattern.map((part, index) => {
      const words = choices[index] ?? []
      return `${index === 0 ? '' : part.before}${words[turn % words.length]}`
    })
    names.add(name.join(''))
  }
  return [...names]
}

/** Two patterns that read the same are one too many. */
export function samePattern(a: NamePattern, b: NamePattern): boolean {
  const normal = (pattern: NamePattern) =>
    withoutFirstSeparator(pattern).map((part) => [part.kind, part.before, part.kind === 'text' ? part.text : null])
  return JSON.stringify(normal(a)) === JSON.stringify(normal(b))
}
