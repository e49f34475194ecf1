import { exampleNames } from './pattern-rules'
import type { PolicyContent } from './schema'
import { CLASS_KEYS, type ClassKey, LIST_KEYS } from './vocabulary'
import { bannedLine, CLASS_WORDS, listLine, patternWords, rolesLine } from './words'

/** How many examples a pattern shows on the page. */
export const EXAMPLES_SHOWN = 3

/**
 * The page as it is printed: what A4 and Letter have in common inside margins of 14 mm, in points. The styles of
 * app/(console)/policy/policy-sheet.tsx set the same sizes, and e2e/policy.spec.ts prints full pages to hold both together.
 */
const PAGE = { width: 515, height: 711 }
const SIZE = 9
const LINE = 12
/** Average width of a character against its size, on the safe side: Geist Sans, and Geist Mono. */
const WORDS_WIDE = 0.56
const MACHINE_WIDE = 0.62
/** What stands on every page: the title with its line, the head of the table, the rules that hold for all, the foot. */
const FIXED = 190
const CELL_PADDING = 10
const COLUMN = { name: 0.24, pattern: 0.44, ask: 0.18, approve: 0.14 }

/** Lines that a text takes at a width, broken at spaces; a word longer than the line is broken anywhere. */
export function linesOf(text: string, width: number, wide: number): number {
  const perLine = Math.max(1, Math.floor(width / (SIZE * wide)))
  let lines = 1
  let used = 0
  for (const word of text.split(' ')) {
    const room = used === 0 ? 0 : 1
    if (used + room + word.length <= perLine) {
      used += room + word.length
      continue
    }
    if (used > 0) lines += 1
    lines += Math.floor(Math.max(0, word.length - 1) / perLine)
    used = word.length % perLine || Math.min(word.length, perLine)
  }
  return lines
}

const inColumn = (share: number): number => PAGE.width * share - 12

function patternLines(content: PolicyContent, key: ClassKey): number {
  const width = inColumn(COLUMN.pattern)
  const { patterns } = content.classes[key]
  return patterns.reduce((sum, pattern) => {
    const examples = exampleNames(pattern, content.lists, EXAMPLES_SHOWN).map((name) => `@${name}`)
    return sum + linesOf(patternWords(pattern), width, WORDS_WIDE) + linesOf(examples.join(' '), width, MACHINE_WIDE)
  }, 0)
}

function classHeight(content: PolicyContent, key: ClassKey): number {
  const { note, requesters, approver } = content.classes[key]
  const name = linesOf(CLASS_WORDS[key].name, inColumn(COLUMN.name), WORDS_WIDE)
  const columns = [
    name + (note ? linesOf(note, inColumn(COLUMN.name), WORDS_WIDE) : 0),
    patternLines(content, key),
    linesOf(rolesLine(requesters), inColumn(COLUMN.ask), WORDS_WIDE),
    linesOf(rolesLine(approver ? [approver] : []), inColumn(COLUMN.approve), WORDS_WIDE),
  ]
  return Math.max(...columns) * LINE + CELL_PADDING
}

function listHeight(content: PolicyContent): number {
  const used = LIST_KEYS.map((key) => listLine(key, content.lists[key])).filter((line) => line !== null)
  const lines = used.reduce((sum, line) => sum + linesOf(line, PAGE.width, WORDS_WIDE), 0)
  return lines * LINE + used.length * 4
}

export type Budget = {
  /** Share of the page that is used, 1 is full. */
  used: number
  fits: boolean
}

/** How much of one printed page a policy takes. An estimate on the safe side: what fits here fits on paper. */
export function pageBudget(content: PolicyContent): Budget {
  const purpose = content.purpose ? linesOf(content.purpose, PAGE.width, WORDS_WIDE) * LINE : 0
  const banned = bannedLine(content.banned)
  const height =
    FIXED +
    purpose +
    CLASS_KEYS.reduce((sum, key) => sum + classHeight(content, key), 0) +
    listHeight(content) +
    (banned ? linesOf(banned, PAGE.width, WORDS_WIDE) * LINE + 4 : 0)
  const used = height / PAGE.height
  return { used, fits: used <= 1 }
}
