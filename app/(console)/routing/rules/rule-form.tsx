'use client'

import { useState } from 'react'
import { CheckboxField, Fieldset } from '@/components/form/choice-field'
import { SelectField } from '@/components/form/select-field'
import { TextField } from '@/components/form/text-field'
import type { OutcomeGroup, RoutingConditions, RoutingRule } from '@/lib/routing/schema'
import { cleaned, MESSAGE_TYPES, toggled, wordsFrom } from './draft-rules'

export type RuleChoices = {
  workflows: readonly { id: string; name: string }[]
  numbers: readonly { id: string; label: string }[]
}

const GROUPS: { value: OutcomeGroup; label: string }[] = [
  { value: 'known', label: 'a known customer' },
  { value: 'provisional', label: 'somebody without a CRM record' },
  { value: 'review', label: 'somebody in identity review' },
]

type RuleFormProps = { rule: RoutingRule; choices: RuleChoices; onChange: (rule: RoutingRule) => void }

/** The conditions of a rule. What is left empty does not matter to it. */
export function RuleForm({ rule, choices, onChange }: RuleFormProps) {
  const { when } = rule
  const setWhen = (change: Partial<RoutingConditions>) => onChange({ ...rule, when: cleaned({ ...when, ...change }) })
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-x-6 gap-y-4 md:grid-cols-2">
      <SelectField
        label="Send to"
        value={rule.workflowId}
        options={workflowOptions(rule, choices)}
        onChange={(event) => onChange({ ...rule, workflowId: event.target.value })}
      />
      <TextField
        label="Name of the rule"
        required={false}
        maxLength={200}
        value={rule.name ?? ''}
        onChange={(event) => onChange({ ...rule, name: event.target.value.trimStart() || undefined })}
      />
      <Fieldset legend="When it comes from" help="None ticked: from anybody.">
        {GROUPS.map(({ value, label }) => (
          <CheckboxField
            key={value}
            label={label}
            checked={when.outcomes?.includes(value) ?? false}
            onChange={(event) => setWhen({ outcomes: toggled(when.outcomes, value, event.target.checked) })}
          />
        ))}
      </Fieldset>
      <Fieldset legend="On the numbers" help="None ticked: on any number.">
        {choices.numbers.map((number) => (
          <CheckboxField
            key={number.id}
            label={number.label}
            checked={when.numberIds?.includes(number.id) ?? false}
            onChange={(event) => setWhen({ numberIds: toggled(when.numberIds, number.id, event.target.checked) })}
          />
        ))}
      </Fieldset>
      <Fieldset legend="Types of message" help="None ticked: any type.">
        <div className="grid grid-cols-2 gap-x-4 gap-y-1.5 sm:grid-cols-3">
          {MESSAGE_TYPES.map((type) => (
            <CheckboxField
              key={type}
              label={type}
              checked={when.eventTypes?.includes(type) ?? false}
              onChange={(event) => setWhen({ eventTypes: toggled(when.eventTypes, type, event.target.checked) })}
            />
          ))}
        </div>
      </Fieldset>
      <div className="space-y-4">
        <WordsField
          label="Contact has one of these labels"
          words={when.labels}
          onWords={(labels) => setWhen({ labels })}
        />
        <WordsField
          label="Text contains one of"
          words={when.textContains}
          onWords={(textContains) => setWhen({ textContains })}
        />
        <ReferralField referral={when.referral} onReferral={(referral) => setWhen({ referral })} />
      </div>
    </div>
  )
}

/** A rule may lead to a workflow that was archived since; it is shown, so that the choice is seen to be needed. */
function workflowOptions(rule: RoutingRule, { workflows }: RuleChoices) {
  const options = workflows.map((workflow) => ({ value: workflow.id, label: workflow.name }))
  const known = workflows.some((workflow) => workflow.id === rule.workflowId)
  return known ? options : [{ value: rule.workflowId, label: 'a workflow that was archived' }, ...options]
}

type WordsFieldProps = {
  label: string
  words: readonly string[] | undefined
  onWords: (words: string[] | undefined) => void
  help?: string
}

/** Words separated by commas; what is typed stays as typed until it is left. */
function WordsField({
  label,
  words,
  onWords,
  help = 'Separated by commas. Empty: it does not matter.',
}: WordsFieldProps) {
  const [typed, setTyped] = useState((words ?? []).join(', '))
  return (
    <TextField
      label={label}
      required={false}
      help={help}
      maxLength={1_000}
      value={typed}
      onChange={(event) => {
        setTyped(event.target.value)
        onWords(wordsFrom(event.target.value))
      }}
    />
  )
}

type Referral = RoutingConditions['referral']

function ReferralField({ referral, onReferral }: { referral: Referral; onReferral: (referral: Referral) => void }) {
  const [mode, setMode] = useState<'none' | 'any' | 'some'>(
    referral === undefined ? 'none' : referral === 'any' ? 'any' : 'some',
  )
  return (
    <div className="space-y-2">
      <SelectField
        label="Came from an ad"
        value={mode}
        options={[
          { value: 'none', label: 'It does not matter' },
          { value: 'any', label: 'From any ad or post' },
          { value: 'some', label: 'From one of these' },
        ]}
        onChange={(event) => {
          const next = event.target.value === 'any' ? 'any' : event.target.value === 'some' ? 'some' : 'none'
          setMode(next)
          onReferral(next === 'any' ? 'any' : undefined)
        }}
      />
      {mode === 'some' ? (
        <WordsField
          label="Ids of the ads"
          help="The source ids from the ads manager, separated by commas."
          words={Array.isArray(referral) ? referral : undefined}
          onWords={onReferral}
        />
      ) : null}
    </div>
  )
}
