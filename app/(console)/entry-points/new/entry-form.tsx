'use client'

import { useRouter } from 'next/navigation'
import { type SubmitEvent, useState, useTransition } from 'react'
import { FormErrors } from '@/components/form/form-errors'
import { SelectField } from '@/components/form/select-field'
import { TextareaField, TextField } from '@/components/form/text-field'
import { Button } from '@/components/ui/button'
import { Panel } from '@/components/ui/panel'
import { TextLink } from '@/components/ui/text-link'
import { useToast } from '@/components/ui/toast'
import { KIND_WORDS, KINDS, type Kind, RISK_WORDS, RISKS, type Risk } from '@/lib/entry-points/kinds'
import { type ActionFailure, answerOf } from '@/lib/shared/action-answer'
import { createEntryPointAction } from '../actions'
import type { SheetOptions } from '../sheet-context'

const KIND_OPTIONS = KINDS.map((value) => ({ value, label: KIND_WORDS[value] }))
const RISK_OPTIONS = RISKS.map((value) => ({ value, label: RISK_WORDS[value] }))

/** What is wrong with the form as one list, and by the field it belongs to. */
function problemsOf(failure: ActionFailure | null) {
  if (!failure) return { list: [], of: () => undefined }
  const fields = failure.fields ?? {}
  const list = Object.entries(fields).flatMap(([name, messages]) =>
    messages.map((message) => ({ message, fieldId: `entry-${name}` })),
  )
  const of = (name: string): string | undefined => fields[name]?.[0]
  return { list: list.length > 0 ? list : [{ message: failure.sentence }], of }
}

function readForm(form: FormData) {
  const text = (name: string) => String(form.get(name) ?? '')
  const risk = text('risk')
  return {
    name: text('name'),
    kind: text('kind') as Kind,
    ...(risk ? { risk: risk as Risk } : {}),
    location: text('location'),
    audience: text('audience'),
    currentDestination: text('currentDestination'),
    newDestination: text('newDestination'),
    owner: text('owner'),
    wave: text('wave'),
    updateDate: text('updateDate'),
    rollbackPath: text('rollbackPath'),
    notes: text('notes'),
  }
}

/** A new row of the sheet. What was typed stays when something is refused. */
export function EntryForm({ options }: { options: SheetOptions }) {
  const router = useRouter()
  const toast = useToast()
  const [failure, setFailure] = useState<ActionFailure | null>(null)
  const [pending, start] = useTransition()
  const problems = problemsOf(failure)
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    const input = readForm(new FormData(event.currentTarget))
    start(async () => {
      const answer = answerOf(await createEntryPointAction(input))
      if (!answer.ok) return setFailure(answer)
      toast({ text: `“${answer.value.name}” is on the sheet.` })
      router.push(`/entry-points/${answer.value.id}`)
    })
  }
  const twin = failure?.code === 'entry-point-exists' ? String(failure.details?.id ?? '') : ''
  return (
    <form onSubmit={submit} noValidate className="space-y-5">
      <FormErrors errors={problems.list} />
      {twin ? <TextLink href={`/entry-points/${twin}`}>Open the one that exists</TextLink> : null}
      <WhatItIs error={problems.of} />
      <WhereItLeads error={problems.of} />
      <HowItMoves error={problems.of} options={options} />
      <Button type="submit" variant="primary" pending={pending}>
        Add entry point
      </Button>
    </form>
  )
}

type PartProps = { error: (name: string) => string | undefined }

function WhatItIs({ error }: PartProps) {
  return (
    <Panel title="What it is">
      <div className="grid gap-4 md:grid-cols-2">
        <TextField
          id="entry-name"
          className="md:col-span-2"
          label="Name"
          name="name"
          required
          maxLength={200}
          error={error('name')}
          help="As your team calls it: “Till receipt QR code”."
        />
        <SelectField id="entry-kind" label="Kind" name="kind" required options={KIND_OPTIONS} error={error('kind')} />
        <SelectField
          id="entry-risk"
          label="Risk"
          name="risk"
          placeholder="The usual one for its kind"
          options={RISK_OPTIONS}
          error={error('risk')}
          help="Digital critical asks for a rollback path before it moves."
        />
        <TextField
          id="entry-location"
          label="Location"
          name="location"
          required={false}
          maxLength={500}
          error={error('location')}
          help="The page, store or document it is in."
        />
        <TextField
          id="entry-audience"
          label="Audience"
          name="audience"
          required={false}
          maxLength={200}
          error={error('audience')}
        />
      </div>
    </Panel>
  )
}

function WhereItLeads({ error }: PartProps) {
  return (
    <Panel title="Where it leads">
      <div className="grid gap-4">
        <TextField
          id="entry-currentDestination"
          label="Current destination"
          name="currentDestination"
          machine
          required={false}
          error={error('currentDestination')}
          placeholder="wa.me/442079460118"
        />
        <TextField
          id="entry-newDestination"
          label="New destination"
          name="newDestination"
          machine
          required={false}
          error={error('newDestination')}
          help="For print, a number or a message code can be kept for good; a username that changes hands takes the print with it."
        />
      </div>
    </Panel>
  )
}

function HowItMoves({ error, options }: PartProps & { options: SheetOptions }) {
  return (
    <Panel title="How it moves">
      <div className="grid gap-4 md:grid-cols-2">
        <TextField
          id="entry-owner"
          label="Owner"
          name="owner"
          list="entry-owners"
          required={false}
          error={error('owner')}
          help="A member, or the name of somebody who is not one yet."
        />
        <datalist id="entry-owners">
          {options.owners
            .filter((owner) => owner.value)
            .map((owner) => (
              <option key={owner.value} value={owner.label} />
            ))}
        </datalist>
        <SelectField id="entry-wave" label="Wave" name="wave" options={options.waves} error={error('wave')} />
        <TextField
          id="entry-updateDate"
          label="Update date"
          name="updateDate"
          type="date"
          required={false}
          error={error('updateDate')}
        />
        <TextareaField
          id="entry-rollbackPath"
          className="md:col-span-2"
          label="Rollback path"
          name="rollbackPath"
          rows={2}
          required={false}
          error={error('rollbackPath')}
          help="Who puts back what, and where."
        />
        <TextareaField
          id="entry-notes"
          className="md:col-span-2"
          label="Notes"
          name="notes"
          rows={3}
          required={false}
          error={error('notes')}
        />
      </div>
    </Panel>
  )
}
