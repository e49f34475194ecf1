'use client'

import { Plus, Trash2 } from 'lucide-react'
import { SelectField } from '@/components/form/select-field'
import { TextareaField, TextField } from '@/components/form/text-field'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import { Input } from '@/components/ui/input'
import { Notice } from '@/components/ui/notice'
import { Select } from '@/components/ui/select'
import type { DecisionView, HandlePage } from '@/lib/handles/decision-view'
import { HANDLE_LIMITS, STANDS_FOR } from '@/lib/handles/vocabulary'
import { STANDS_FOR_WORDS } from '@/lib/handles/words'
import { type DecisionForm as Edit, useDecisionForm } from './use-decision-form'

type DecisionFormProps = {
  decision: Pick<DecisionView, 'id' | 'version' | 'form' | 'radius'>
  workflows: HandlePage['workflows']
  members: HandlePage['members']
}

/** What the name stands for and where each kind of customer lands: the written routing decision. */
export function DecisionForm({ decision, workflows, members }: DecisionFormProps) {
  const edit = useDecisionForm(decision)
  const { fields, failure, pending, isStale, set } = edit
  const homes = workflows.filter(({ inUse }) => inUse).map(({ id, name }) => ({ value: id, label: name }))
  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault()
        void edit.save()
      }}
    >
      <div className="grid gap-4 md:grid-cols-2">
        <SelectField
          label="What the handle stands for"
          placeholder="Not said yet"
          options={STANDS_FOR.map((one) => ({ value: one, label: STANDS_FOR_WORDS[one] }))}
          value={fields.standsFor ?? ''}
          onChange={(event) => set({ standsFor: STANDS_FOR.find((one) => one === event.target.value) ?? null })}
        />
        <SelectField
          label="Who answers for the decision"
          placeholder="Nobody yet"
          options={members.map(({ id, name, roles }) => ({ value: id, label: `${name}, ${roles}` }))}
          value={fields.ownerMemberId ?? ''}
          onChange={(event) => set({ ownerMemberId: event.target.value || null })}
        />
      </div>
      <TextField
        label="What customers write here for"
        required={false}
        maxLength={HANDLE_LIMITS.purpose}
        value={fields.purpose ?? ''}
        onChange={(event) => set({ purpose: event.target.value })}
      />
      <Intents edit={edit} homes={homes} />
      <div className="grid gap-4 md:grid-cols-2">
        <SelectField
          label="How conversations get there"
          options={[
            { value: 'direct', label: 'Straight to the workflow of the intent' },
            { value: 'layer', label: 'One workflow first, which asks and passes on' },
          ]}
          value={fields.routing}
          onChange={(event) => set({ routing: event.target.value === 'layer' ? 'layer' : 'direct' })}
        />
        {fields.routing === 'layer' ? (
          <SelectField
            label="The workflow that asks first"
            placeholder="None yet"
            options={homes}
            value={fields.layerWorkflowId ?? ''}
            onChange={(event) => set({ layerWorkflowId: event.target.value || null })}
          />
        ) : null}
      </div>
      <TextareaField
        label="Why it is decided this way"
        required={false}
        rows={3}
        maxLength={HANDLE_LIMITS.note}
        value={fields.routingNote ?? ''}
        onChange={(event) => set({ routingNote: event.target.value })}
      />
      {failure ? (
        <Notice tone="problem" live>
          {failure.sentence}
        </Notice>
      ) : null}
      {decision.radius ? <p className="text-small text-ink-2">{decision.radius}</p> : null}
      <Button type="submit" variant="primary" pending={pending}>
        {isStale ? 'Save mine over the newer one' : 'Save the decision'}
      </Button>
    </form>
  )
}

function Intents({ edit, homes }: { edit: Edit; homes: { value: string; label: string }[] }) {
  const { intents, change, remove, add } = edit
  return (
    <fieldset className="space-y-2">
      <legend className="mb-1 text-control font-[550]">What customers want, and where it lands</legend>
      {intents.map(({ key, text, workflowId }, i) => (
        <div key={key} className="flex flex-wrap items-center gap-2">
          <div className="min-w-[200px] flex-1 max-md:basis-full">
            <Input
              aria-label={`Intent ${i + 1}`}
              placeholder="Where is my order?"
              maxLength={HANDLE_LIMITS.intent}
              value={text}
              onChange={(event) => change(key, { text: event.target.value })}
            />
          </div>
          <div className="w-[220px] max-md:flex-1">
            <Select
              aria-label={`Workflow of intent ${i + 1}`}
              placeholder="No workflow yet"
              options={homes}
              value={workflowId ?? ''}
              onChange={(event) => change(key, { workflowId: event.target.value || null })}
            />
          </div>
          <IconButton size="sm" label={`Remove intent ${i + 1}`} onClick={() => remove(key)}>
            <Trash2 />
          </IconButton>
        </div>
      ))}
      <Button size="sm" icon={<Plus />} disabled={intents.length >= HANDLE_LIMITS.intents} onClick={add}>
        Add an intent
      </Button>
    </fieldset>
  )
}
