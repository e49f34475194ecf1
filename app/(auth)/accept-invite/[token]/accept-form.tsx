'use client'

import { useActionState, useState } from 'react'
import { FormErrors } from '@/components/form/form-errors'
import { SubmitButton } from '@/components/form/submit-button'
import { TextField } from '@/components/form/text-field'
import { type ActionFailure, answerOf } from '@/lib/shared/action-answer'
import { acceptInviteAction, joinByInviteAction } from './actions'

type AcceptFormProps = { token: string; email: string; hasAccount: boolean }

/** A name and a new password; or, for somebody who signs in to another workspace already, the password they have. */
export function AcceptForm({ token, email, hasAccount }: AcceptFormProps) {
  const [typed, setTyped] = useState({ name: '', password: '' })
  const [failure, submit] = useActionState(async (): Promise<ActionFailure | null> => {
    const { password } = typed
    const answer = hasAccount
      ? answerOf(await joinByInviteAction({ token, password }))
      : answerOf(await acceptInviteAction({ token, ...typed }))
    return answer.ok ? null : answer
  }, null)
  return (
    <form action={submit} noValidate className="space-y-4">
      <FormErrors errors={failure ? [{ message: failure.sentence }] : []} />
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      {hasAccount ? null : (
        <TextField
          label="Your name"
          name="name"
          autoComplete="name"
          required
          value={typed.name}
          onChange={(event) => setTyped({ ...typed, name: event.target.value })}
          error={failure?.fields?.name}
        />
      )}
      <TextField
        label={hasAccount ? 'Your password' : 'New password'}
        name="password"
        type="password"
        autoComplete={hasAccount ? 'current-password' : 'new-password'}
        required
        value={typed.password}
        onChange={(event) => setTyped({ ...typed, password: event.target.value })}
        error={failure?.fields?.password}
        help={
          hasAccount
            ? 'You have an account with this address already; sign in with its password to join.'
            : 'At least 12 characters. A few words in a row are easiest to remember.'
        }
      />
      <SubmitButton className="w-full">Join</SubmitButton>
    </form>
  )
}
