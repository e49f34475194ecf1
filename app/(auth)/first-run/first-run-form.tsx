'use client'

import { useActionState, useState, useSyncExternalStore } from 'react'
import { FormErrors } from '@/components/form/form-errors'
import { SelectField } from '@/components/form/select-field'
import { SubmitButton } from '@/components/form/submit-button'
import { TextField } from '@/components/form/text-field'
import { type ActionFailure, answerOf } from '@/lib/shared/action-answer'
import { makeFirstAdminAction } from './actions'

const never = () => () => undefined

/** The zone this browser is set to; the server cannot know it and renders the default. */
function useBrowserZone(zones: readonly string[]): string {
  const zone = useSyncExternalStore(
    never,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => 'Europe/London',
  )
  return zones.includes(zone) ? zone : 'Europe/London'
}

const EMPTY = { workspaceName: '', name: '', email: '', password: '' }

export function FirstRunForm({ zones }: { zones: readonly string[] }) {
  const browserZone = useBrowserZone(zones)
  const [typed, setTyped] = useState(EMPTY)
  const [chosenZone, setZone] = useState<string | null>(null)
  const zone = chosenZone ?? browserZone
  const [failure, submit] = useActionState(async (): Promise<ActionFailure | null> => {
    const answer = answerOf(await makeFirstAdminAction({ ...typed, zone }))
    return answer.ok ? null : answer
  }, null)
  const field = (name: keyof typeof EMPTY) => ({
    name,
    required: true,
    value: typed[name],
    onChange: (event: { target: { value: string } }) => setTyped({ ...typed, [name]: event.target.value }),
    error: failure?.fields?.[name],
  })
  return (
    <form action={submit} noValidate className="space-y-4">
      <FormErrors errors={failure ? [{ message: failure.sentence }] : []} />
      <TextField label="Your business" autoComplete="organization" {...field('workspaceName')} />
      <SelectField
        label="Time zone"
        name="zone"
        required
        value={zone}
        onChange={(event) => setZone(event.target.value)}
        options={zones.map((value) => ({ value, label: value.replaceAll('_', ' ') }))}
        error={failure?.fields?.zone}
        help="Dates and times are shown in it. It can be changed in Settings."
      />
      <TextField label="Your name" autoComplete="name" {...field('name')} />
      <TextField label="E-mail" type="email" autoComplete="username" {...field('email')} />
      <TextField
        label="Password"
        type="password"
        autoComplete="new-password"
        minLength={12}
        help="At least 12 characters. A few words in a row are easiest to remember."
        {...field('password')}
      />
      <SubmitButton className="w-full">Make the workspace</SubmitButton>
    </form>
  )
}
