'use client'

import { useActionState, useState } from 'react'
import { FormErrors } from '@/components/form/form-errors'
import { SubmitButton } from '@/components/form/submit-button'
import { TextField } from '@/components/form/text-field'
import { useToast } from '@/components/ui/toast'
import { type ActionFailure, answerOf } from '@/lib/shared/action-answer'
import { renameSelfAction } from './actions'

export function NameForm({ name }: { name: string }) {
  const toast = useToast()
  const [typed, setTyped] = useState(name)
  const [failure, submit] = useActionState(async (): Promise<ActionFailure | null> => {
    const answer = answerOf(await renameSelfAction({ name: typed }))
    if (!answer.ok) return answer
    toast({ text: `You appear as ${answer.value.name} from now on.` })
    return null
  }, null)
  return (
    <form action={submit} noValidate className="max-w-[420px] space-y-3">
      <FormErrors errors={failure && !failure.fields ? [{ message: failure.sentence }] : []} />
      <TextField
        label="Name"
        name="name"
        autoComplete="name"
        required
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        error={failure?.fields?.name}
        help="Shown beside what you do, in lists and in the audit log."
      />
      <SubmitButton variant="default">Save name</SubmitButton>
    </form>
  )
}
