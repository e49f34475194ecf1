import { CheckboxField } from '@/components/form/choice-field'
import { TextField } from '@/components/form/text-field'
import { REASONS, type ReasonKind } from '@/lib/duplicates/pair-rules'
import { reasonWords } from '@/lib/duplicates/pair-words'
import { FLAGS, type RuleFields } from './fields-of'

type Flag = (typeof FLAGS)[number]

const FLAG_LABELS: Record<Flag, { label: string; help: string }> = {
  mergeProvisional: {
    label: 'Merge a provisional contact into the CRM contact that claims its phone',
    help: 'Only where one signed payload showed both identifiers, exactly one CRM contact claims the phone, and that contact has no WhatsApp account yet. Refused where a reply would move; in the log; can be undone. It is the only merge that ever happens without a person.',
  },
  onArrival: { label: 'Look at contacts as they arrive', help: 'New pairs appear within a minute.' },
  nightly: { label: 'Look at everybody each night', help: 'At 02:17 UTC.' },
}

const isReason = (name: string): name is ReasonKind => (REASONS as readonly string[]).includes(name)
const isFlag = (name: string): name is Flag => (FLAGS as readonly string[]).includes(name)
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

export function labelOf(name: string): string {
  if (isReason(name)) return capital(reasonWords(name))
  if (isFlag(name)) return FLAG_LABELS[name].label
  return name === 'crowd' ? 'Most people on one phone or e-mail' : 'Least points of a suggestion'
}

export function saidOf(name: string, value: string): string {
  if (isFlag(name)) return value === 'on' ? 'On' : 'Off'
  return name === 'crowd' ? value : `${value} points`
}

type FieldsProps = { fields: RuleFields; set: (name: string, value: string) => void }

export function MatchingFields({ fields, problems, set }: FieldsProps & { problems: Record<string, string> }) {
  const number = (name: string, help?: string) => (
    <TextField
      key={name}
      label={labelOf(name)}
      help={help}
      inputMode="numeric"
      autoComplete="off"
      value={fields[name] ?? ''}
      error={problems[name]}
      onChange={(event) => set(name, event.target.value)}
    />
  )
  return (
    <div className="space-y-4">
      <p className="text-control text-ink-2">
        Points of each reason, out of a hundred; several add up. 0 leaves a reason out. A name alone never makes a pair,
        and two active WhatsApp accounts in one portfolio keep a pair apart whatever its points.
      </p>
      <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2">{REASONS.map((kind) => number(kind))}</div>
      <div className="grid gap-x-4 gap-y-3 border-t border-line pt-4 sm:grid-cols-2">
        {number('least', 'Pairs with fewer are not suggested.')}
        {number('crowd', 'More are a switchboard or a placeholder, and say nothing about any two of them.')}
      </div>
    </div>
  )
}

export function FlagFields({ fields, set }: FieldsProps) {
  return (
    <div className="space-y-3">
      {FLAGS.map((name) => (
        <CheckboxField
          key={name}
          {...FLAG_LABELS[name]}
          checked={fields[name] === 'on'}
          onChange={(event) => set(name, event.target.checked ? 'on' : 'off')}
        />
      ))}
    </div>
  )
}
