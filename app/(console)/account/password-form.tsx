'use client'

import { useActionState, useState } from 'react'
import { FormErrors } from '@/components/form/form-errors'
import { SubmitButton } from '@/components/form/submit-button'
import { TextField } from '@/components/form/text-field'
import { useToast } from '@/components/ui/toast'
import { type ActionFailure, answerOf } from '@/lib/shared/action-answer'
import { changePasswordAction } from './actions'

const EMPTY = { current: '', next: '' }

/** A new password signs every other browser of this person out. */
export function PasswordForm({ email }: { email: string }) {
  const toast = useToast()
  const [typed, setTyped] = useState(EMPTY)
  const [failure, submit] = useActionState(async (): Promise<ActionFailure | null> => {
    const answer = answerOf(await changePasswordAction(typed))
    if (!answer.ok) return answer
    setTyped(EMPTY)
    toast({ text: 'Your password is changed. Every other browser was signed out.' })
    return null
  }, null)
  return (
    <form action={submit} noValidate className="max-w-[420px] space-y-4">
      <FormErrors errors={failure && !failure.fields ? [{ message: failure.sentence }] : []} />
      {/* Password managers need to know whose password this is. */}
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <TextField
        label="Present password"
        name="current"
        type="password"
        autoComplete="current-password"
        required
        value={typed.current}
        onChange={(event) => setTyped({ ...typed, current: event.target.value })}
        error={failure?.fields?.current}
      />
      <TextField
        label="New password"
        name="next"
        type="password"
        autoComplete="new-password"
        required
        value={typed.next}
        onChange={(event) => setTyped({ ...typed, next: event.target.value })}
        error={failure?.fields?.next}
        help="At least 12 characters. Every other browser you are signed in with is signed out."
      />
      <SubmitButton variant="default">Change password</SubmitButton>
    </form>
  )
}
