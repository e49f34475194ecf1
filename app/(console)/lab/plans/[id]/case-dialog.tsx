'use client'

import { Pencil } from 'lucide-react'
import { type FieldsProps, RecordDialog } from '@/components/form/record-dialog'
import { SelectField } from '@/components/form/select-field'
import { TextareaField, TextField } from '@/components/form/text-field'
import { IconButton } from '@/components/ui/icon-button'
import { useToast } from '@/components/ui/toast'
import type { Expected } from '@/lib/lab/model'
import {
  ERROR_WORDS,
  EXPECTED_ERRORS,
  EXPECTED_PERSONS,
  EXPECTED_ROUTES,
  type ExpectedError,
  type ExpectedPerson,
  type ExpectedRoute,
  PERSON_WORDS,
} from '@/lib/lab/vocabulary'
import { answerOf } from '@/lib/shared/action-answer'
import { changeCaseAction } from '../../actions'

type Fields = {
  person: ExpectedPerson
  thread: 'same' | 'any'
  route: ExpectedRoute
  workflow: string
  error: ExpectedError
  ownerId: string
  text: string
  profileName: string
  body: string
}
type Case = {
  id: string
  title: string
  expected: Expected
  ownerId: string | null
  text: string
  profileName: string
  body: string
}

const ROUTE_WORDS: Record<ExpectedRoute, string> = {
  named: 'This workflow',
  some: 'The workflow of the plan, or any',
  none: 'Not routed',
  any: 'Does not matter',
}

function fieldsOf({ expected, ownerId, text, profileName, body }: Case): Fields {
  const { person, sameThread, route, workflow, error } = expected
  return {
    ...{ person, route, error, workflow: workflow ?? '', thread: sameThread ? 'same' : 'any' },
    ...{ ownerId: ownerId ?? '', text, profileName, body },
  }
}

type CaseDialogProps = {
  one: Case
  plan: { id: string; version: number }
  owners: { id: string; name: string }[]
}

/** What is expected of one payload, whose it is, and the payload itself. */
export function CaseDialog({ one, plan, owners }: CaseDialogProps) {
  const toast = useToast()
  return (
    <RecordDialog<Fields>
      size="lg"
      title={`“${one.title}” in this plan`}
      description="The pack says what a good handler does. Change it where yours is meant to do otherwise."
      trigger={
        <IconButton size="sm" label={`Change ${one.title}`}>
          <Pencil />
        </IconButton>
      }
      submit="Save"
      initial={fieldsOf(one)}
      version={plan.version}
      labels={{
        person: { label: 'Customer' },
        thread: { label: 'Conversation' },
        route: { label: 'Workflow' },
        workflow: { label: 'Name of the workflow' },
        error: { label: 'Error' },
        ownerId: { label: 'Owner', say: (id) => owners.find((owner) => owner.id === id)?.name ?? 'by its fault' },
        text: { label: 'Text' },
        profileName: { label: 'Profile name' },
        body: { label: 'Payload of your own' },
      }}
      subject={() => one.title}
      read={() => fieldsOf(one)}
      send={async ({ person, thread, route, workflow, error, ...rest }, version) => {
        const named = route === 'named' ? { workflow } : {}
        const expected = { person, sameThread: thread === 'same', route, error, ...named }
        const sent = { ...rest, expected, id: one.id, planId: plan.id, version }
        return answerOf<unknown>(await changeCaseAction(sent).catch(() => undefined))
      }}
      onSaved={() => toast({ text: `“${one.title}” was changed.` })}
    >
      {(form) => <CaseFields {...form} owners={owners} />}
    </RecordDialog>
  )
}

function CaseFields({ fields, set, errors, owners }: FieldsProps<Fields> & Pick<CaseDialogProps, 'owners'>) {
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField
          label="Customer"
          help="Whom the message has to reach."
          value={fields.person}
          options={EXPECTED_PERSONS.map((person) => ({ value: person, label: PERSON_WORDS[person] }))}
          onChange={(event) => set({ person: event.target.value as ExpectedPerson })}
        />
        <SelectField
          label="Conversation"
          value={fields.thread}
          options={[
            { value: 'any', label: 'does not matter' },
            { value: 'same', label: 'the one before goes on' },
          ]}
          onChange={(event) => set({ thread: event.target.value as Fields['thread'] })}
        />
        <SelectField
          label="Workflow"
          value={fields.route}
          options={EXPECTED_ROUTES.map((route) => ({ value: route, label: ROUTE_WORDS[route] }))}
          onChange={(event) => set({ route: event.target.value as ExpectedRoute })}
        />
        {fields.route === 'named' ? (
          <TextField
            label="Name of the workflow"
            help="As the target calls it."
            maxLength={120}
            value={fields.workflow}
            onChange={(event) => set({ workflow: event.target.value })}
          />
        ) : null}
        <SelectField
          label="Error"
          value={fields.error}
          options={EXPECTED_ERRORS.map((error) => ({ value: error, label: ERROR_WORDS[error] }))}
          onChange={(event) => set({ error: event.target.value as ExpectedError })}
        />
        <SelectField
          label="Owner"
          required={false}
          placeholder="By its fault"
          help="Who mends it when it fails."
          value={fields.ownerId}
          options={owners.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(event) => set({ ownerId: event.target.value })}
        />
        <TextField
          label="Text"
          required={false}
          help="In any language, with emoji; empty for that of the pack."
          maxLength={4096}
          value={fields.text}
          onChange={(event) => set({ text: event.target.value })}
        />
        <TextField
          label="Profile name"
          required={false}
          maxLength={120}
          value={fields.profileName}
          onChange={(event) => set({ profileName: event.target.value })}
        />
      </div>
      <TextareaField
        label="Payload of your own"
        required={false}
        rows={6}
        spellCheck={false}
        help="JSON that is sent instead of the pack’s; what comes before it stays. Empty for that of the pack."
        value={fields.body}
        error={errors.body}
        onChange={(event) => set({ body: event.target.value })}
      />
    </>
  )
}
