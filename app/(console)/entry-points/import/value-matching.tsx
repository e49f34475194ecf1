import { SelectField } from '@/components/form/select-field'
import { formatCount } from '@/components/ui/format-number'
import { Panel } from '@/components/ui/panel'
import type { ImportOutcome } from '@/lib/entry-points/import-outcome'
import { foldWord, KIND_WORDS, KINDS, type Kind, RISK_WORDS, RISKS, type Risk } from '@/lib/entry-points/kinds'
import type { Choices } from './use-import'

const KIND_OPTIONS = [
  { value: '', label: 'Leave these rows out' },
  ...KINDS.map((value) => ({ value, label: KIND_WORDS[value] })),
]
const RISK_OPTIONS = [
  { value: '', label: 'Leave these rows out' },
  ...RISKS.map((value) => ({ value, label: RISK_WORDS[value] })),
]

type Word = { folded: string; value: string; rows: number | null }

/** Words that are unknown now, and those a person has given a meaning already, so that it can be changed. */
function wordsOf(unknown: ImportOutcome['unknownKinds'], chosen: Readonly<Record<string, string>>): Word[] {
  const open = unknown.map(({ value, count }) => ({ folded: foldWord(value), value, rows: count }))
  const settled = Object.keys(chosen).map((folded) => ({ folded, value: folded, rows: null }))
  const words = [...settled, ...open]
  return words.filter((word, i) => words.findIndex((other) => other.folded === word.folded) === i)
}

function without<T>(record: Readonly<Record<string, T>>, key: string): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key))
}

type ValueMatchingProps = { outcome: ImportOutcome; choices: Choices; onChoose: (change: Partial<Choices>) => void }

/** Words of the file that are no kind or no risk group: what do they mean? */
export function ValueMatching({ outcome, choices, onChoose }: ValueMatchingProps) {
  const kinds = wordsOf(outcome.unknownKinds, choices.kinds)
  const risks = wordsOf(outcome.unknownRisks, choices.risks)
  if (kinds.length + risks.length === 0) return null
  const setKind = (word: string, value: string) =>
    onChoose({ kinds: value ? { ...choices.kinds, [word]: value as Kind } : without(choices.kinds, word) })
  const setRisk = (word: string, value: string) =>
    onChoose({ risks: value ? { ...choices.risks, [word]: value as Risk } : without(choices.risks, word) })
  return (
    <Panel title="Words Handrail does not know" aside="Say what they mean, and their rows can be used.">
      <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
        {kinds.map(({ folded, value, rows }) => (
          <SelectField
            key={`kind-${folded}`}
            label={`Kind “${value || 'empty'}”`}
            help={rows === null ? undefined : formatCount(rows, 'row')}
            options={KIND_OPTIONS}
            value={choices.kinds[folded] ?? ''}
            onChange={(event) => setKind(folded, event.target.value)}
          />
        ))}
        {risks.map(({ folded, value, rows }) => (
          <SelectField
            key={`risk-${folded}`}
            label={`Risk “${value}”`}
            help={rows === null ? undefined : formatCount(rows, 'row')}
            options={RISK_OPTIONS}
            value={choices.risks[folded] ?? ''}
            onChange={(event) => setRisk(folded, event.target.value)}
          />
        ))}
      </div>
    </Panel>
  )
}
