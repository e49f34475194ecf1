'use client'

import { type RefObject, useActionState } from 'react'
import { FormErrors } from '@/components/form/form-errors'
import { SubmitButton } from '@/components/form/submit-button'
import { TextField } from '@/components/form/text-field'
import { type ActionFailure, answerOf } from '@/lib/shared/action-answer'
import { signInAction } from './actions'

export type Typed = { email: string; password: string }

type SignInFormProps = {
  next: string
  typed: Typed
  onType: (typed: Typed) => void
  submitRef: RefObject<HTMLButtonElement | null>
}

/** E-mail and password. What was typed stays when the answer is no. */
export function SignInForm({ next, typed, onType, submitRef }: SignInFormProps) {
  const [failure, submit] = useActionState(async (): Promise<ActionFailure | null> => {
    const answer = answerOf(await signInAction({ ...typed, next }))
    return answer.ok ? null : answer
  }, null)
  return (
    <form action={submit} noValidate className="space-y-4">
      <FormErrors errors={failure ? [{ message: failure.sentence }] : []} title="You are not signed in" />
      <TextField
        label="E-mail"
        name="email"
        type="email"
        autoComplete="username"
        required
        value={typed.email}
        onChange={(event) => onType({ ...typed, email: event.target.value })}
        error={failure?.fields?.email}
      />
      <TextField
        label="Password"
        name="password"
        type="password"
        autoComplete="current-password"
        required
        value={typed.password}
        onChange={(event) => onType({ ...typed, password: event.target.value })}
        error={failure?.fields?.password}
      />
      <SubmitButton ref={submitRef} className="w-full">
        Sign in
      </SubmitButton>
    </form>
  )
}
