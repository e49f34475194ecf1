import type { ConflictChoice, ConflictField } from '@/components/form/conflict-dialog'
import { type PolicyText, policyParts } from '@/lib/policy/diff-words'
import type { PolicyContent } from '@/lib/policy/schema'
import { CLASS_KEYS, LIST_KEYS } from '@/lib/policy/vocabulary'
import { bannedLine, CLASS_WORDS, LIST_WORDS } from '@/lib/policy/words'

/** The parts a conflict is solved by: small enough to choose, large enough to stay a policy. */
type Part = {
  key: string
  label: string
  say: (text: PolicyText) => string
  take: (mine: PolicyText, theirs: PolicyText) => PolicyText
}

const inContent =
  (pick: (theirs: PolicyContent, mine: PolicyContent) => Partial<PolicyContent>): Part['take'] =>
  (mine, theirs) => ({ ...mine, content: { ...mine.content, ...pick(theirs.content, mine.content) } })

/** All that a policy says under the parts whose name begins like this. */
const saying = (prefix: string) => (text: PolicyText) =>
  policyParts(text)
    .filter(([part]) => part.startsWith(prefix))
    .map(([, words]) => words)
    .join(' · ')

const PARTS: readonly Part[] = [
  {
    key: 'purpose',
    label: 'Purpose',
    say: ({ content }) => content.purpose,
    take: inContent(({ purpose }) => ({ purpose })),
  },
  {
    key: 'maxLength',
    label: 'Longest handle',
    say: ({ content }) => `${content.maxLength} characters`,
    take: inContent(({ maxLength }) => ({ maxLength })),
  },
  ...LIST_KEYS.map(
    (key): Part => ({
      key: `list-${key}`,
      label: LIST_WORDS[key].name,
      say: saying(LIST_WORDS[key].name),
      take: inContent((theirs, mine) => ({ lists: { ...mine.lists, [key]: theirs.lists[key] } })),
    }),
  ),
  ...CLASS_KEYS.map(
    (key): Part => ({
      key: `class-${key}`,
      label: CLASS_WORDS[key].name,
      say: saying(`${CLASS_WORDS[key].name}:`),
      take: inContent((theirs, mine) => ({ classes: { ...mine.classes, [key]: theirs.classes[key] } })),
    }),
  ),
  {
    key: 'banned',
    label: 'Kept out of handles',
    say: ({ content }) => bannedLine(content.banned) ?? '',
    take: inContent(({ banned }) => ({ banned })),
  },
  {
    key: 'scenarios',
    label: 'Scenarios',
    say: saying('Scenario:'),
    take: (mine, theirs) => ({ ...mine, scenarios: theirs.scenarios }),
  },
]

const orNothing = (words: string): string => words || 'nothing'

/** Both versions part by part. */
export function conflictParts(mine: PolicyText, theirs: PolicyText): ConflictField[] {
  return PARTS.map(({ key, label, say }) => {
    const [own, other] = [say(mine), say(theirs)]
    return { field: key, label, mine: orNothing(own), theirs: orNothing(other), same: own === other }
  })
}

/** One's own text with the parts that were chosen from theirs. */
export function mergedText(
  mine: PolicyText,
  theirs: PolicyText,
  choices: Readonly<Record<string, ConflictChoice>>,
): PolicyText {
  return PARTS.filter(({ key }) => choices[key] === 'theirs').reduce((text, { take }) => take(text, theirs), mine)
}
