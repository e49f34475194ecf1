'use client'

import { useState } from 'react'
import { FormErrors } from '@/components/form/form-errors'
import { SubmitButton } from '@/components/form/submit-button'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose } from '@/components/ui/dialog'
import { useToast } from '@/components/ui/toast'
import { type ActionFailure, answerOf } from '@/lib/shared/action-answer'
import { replaceSecretAction } from '../../actions'
import { useOutcome } from '../../use-outcome'
import { SecretInput } from '../secret-input'
import { useConnectionVersion } from './connection-version'

type ReplaceSecretProps = { connectionId: string; name: string }

/** Puts another app secret in place of the one that is kept. */
export function ReplaceSecret({ connectionId, name }: ReplaceSecretProps) {
  const { version, note } = useConnectionVersion()
  const outcomeOf = useOutcome()
  const toast = useToast()
  const [open, setOpen] = useState(false)
  const [secret, setSecret] = useState('')
  const [failure, setFailure] = useState<ActionFailure | null>(null)
  function change(next: boolean) {
    setOpen(next)
    setSecret('')
    setFailure(null)
  }
  async function submit() {
    const answer = answerOf(await replaceSecretAction({ connectionId, version, secret }).catch(() => undefined))
    if (!answer.ok) {
      const outcome = outcomeOf(answer)
      return setFailure(outcome.ok ? null : { ...answer, sentence: outcome.message })
    }
    note(answer.value.version)
    change(false)
    toast({ text: `${name} has a new app secret. It holds from this moment.` })
  }
  return (
    <Dialog
      open={open}
      onOpenChange={change}
      title="Replace the app secret"
      description="For when the secret was reset in the Meta app. Deliveries signed with the old one are refused from then on, and WhatsApp repeats them."
      trigger={<Button size="sm">Replace</Button>}
    >
      <form action={submit} className="space-y-4">
        <FormErrors errors={failure && !failure.fields ? [{ message: failure.sentence }] : []} />
        <SecretInput value={secret} onChange={setSecret} error={failure?.fields?.secret} />
        <div className="flex justify-end gap-2">
          <DialogClose asChild>
            <Button variant="ghost">Cancel</Button>
          </DialogClose>
          <SubmitButton>Replace the secret</SubmitButton>
        </div>
      </form>
    </Dialog>
  )
}
