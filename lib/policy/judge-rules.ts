import { checkUsername, USERNAME_MAX, usernameKey } from '@/lib/whatsapp/username'
import { matchPattern, type PatternMatch, type Piece } from './pattern-rules'
import type { NamePattern, PolicyContent } from './schema'
import { CLASS_KEYS, type ClassKey } from './vocabulary'
import { CLASS_WORDS, LIST_WORDS, patternWords } from './words'

export type RuleName = 'username' | 'length' | 'banned-word' | 'pattern'

/** What one rule says about a name. A warning refuses nothing. */
export type Reason = { rule: RuleName; verdict: 'pass' | 'warning' | 'fail'; sentence: string }

export type ClassVerdict = {
  classKey: ClassKey
  className: string
  allowed: boolean
  reasons: Reason[]
  /** How the name reads by the pattern that fits; null when none does. */
  pieces: Piece[] | null
}

export type NameVerdict = {
  /** As it is compared: lower case, without `@`. */
  name: string
  /** True when at least one of the judged classes allows it. */
  allowed: boolean
  classes: ClassVerdict[]
}

function usernameReasons(value: string): Reason[] {
  const { issues } = checkUsername(value)
  if (issues.length === 0) return [{ rule: 'username', verdict: 'pass', sentence: 'WhatsApp accepts this form.' }]
  return issues.map(({ severity, sentence }) => ({
    rule: 'username',
    verdict: severity === 'error' ? 'fail' : 'warning',
    sentence,
  }))
}

function lengthReasons(name: string, maxLength: number): Reason[] {
  const length = Array.from(name).length
  // What is longer than WhatsApp allows is already said by the username rules.
  if (length > USERNAME_MAX || length <= maxLength) return []
  const sentence = `The policy asks for at most ${maxLength} characters; this name has ${length}.`
  return [{ rule: 'length', verdict: 'fail', sentence }]
}

function bannedReasons(name: string, banned: PolicyContent['banned']): Reason[] {
  return banned
    .filter(({ value }) => name.includes(value))
    .map(({ value, reason }) => ({
      rule: 'banned-word',
      verdict: 'fail',
      sentence: `The policy keeps “${value}” out of handles${reason ? `: ${reason}` : ''}.`,
    }))
}

function pieceWords({ kind, text, known }: Piece): string {
  if (kind === 'text') return `“${text}”`
  return `“${text}” is a ${known ? '' : 'new '}${LIST_WORDS[kind].one}`
}

/** By the first pattern that fits; otherwise why the one that came furthest did not. */
function judgePatterns(
  content: PolicyContent,
  classKey: ClassKey,
  name: string,
): Pick<ClassVerdict, 'pieces'> & { reason: Reason } {
  const patterns = content.classes[classKey].patterns
  const className = CLASS_WORDS[classKey].name
  let nearest: { pattern: NamePattern; match: Extract<PatternMatch, { matched: false }> } | null = null
  for (const pattern of patterns) {
    const match = matchPattern(pattern, content.lists, name)
    if (match.matched) {
      const sentence = `Reads as ${patternWords(pattern)}: ${match.pieces.map(pieceWords).join(', ')}.`
      return { pieces: match.pieces, reason: { rule: 'pattern', verdict: 'pass', sentence } }
    }
    if (!nearest || match.read > nearest.match.read) nearest = { pattern, match }
  }
  const sentence = nearest
    ? `No pattern of “${className}” fits. Nearest is ${patternWords(nearest.pattern)}: ${nearest.match.sentence}`
    : `The policy has no pattern for “${className}”.`
  return { pieces: null, reason: { rule: 'pattern', verdict: 'fail', sentence } }
}

/** Judges a name by one class: every rule says what it found, also those that pass. */
export function judgeClass(content: PolicyContent, classKey: ClassKey, value: string): ClassVerdict {
  const name = usernameKey(value)
  const { pieces, reason } = judgePatterns(content, classKey, name)
  const reasons = [
    ...usernameReasons(value.trim()),
    ...lengthReasons(name, content.maxLength),
    ...bannedReasons(name, content.banned),
    reason,
  ]
  const allowed = reasons.every(({ verdict }) => verdict !== 'fail')
  return { classKey, className: CLASS_WORDS[classKey].name, allowed, reasons, pieces }
}

/** Judges a name by one class, or by all of them when none is given. */
export function judge(content: PolicyContent, value: string, classKey?: ClassKey): NameVerdict {
  const keys = classKey ? [classKey] : CLASS_KEYS
  const classes = keys.map((key) => judgeClass(content, key, value))
  return { name: usernameKey(value), allowed: classes.some(({ allowed }) => allowed), classes }
}
