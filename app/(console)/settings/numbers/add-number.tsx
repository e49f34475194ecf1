'use client'

import { Plus } from 'lucide-react'
import { useState } from 'react'
import { FormErrors } from '@/components/form/form-errors'
import { SubmitButton } from '@/components/form/submit-button'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose } from '@/components/ui/dialog'
import { useToast } from '@/components/ui/toast'
import { type ActionFailure, answerOf } from '@/lib/shared/action-answer'
import { createNumberAction } from '../actions'
import { keepTyped } from '../keep-typed'
import { NumberFields, type NumberTyped } from './number-fields'

type Named = { id: string; name: string }
type AddNumberProps = { portfolios: readonly Named[]; connections: readonly Named[] }

/** The only one there is needs no choosing. */
const only = (named: readonly Named[]) => (named.length === 1 ? (named[0]?.id ?? '') : '')

function emptyNumber({ portfolios, connections }: AddNumberProps): NumberTyped {
  const blank = { label: '', displayNumber: '', phoneNumberId: '', wabaId: '' }
  return { ...blank, portfolioId: only(portfolios), connectionId: only(connections) }
}

export function AddNumber(props: AddNumberProps) {
  const toast = useToast()
  const [open, setOpen] = useState(false)
  const [typed, setTyped] = useState(emptyNumber(props))
  const [failure, setFailure] = useState<ActionFailure | null>(null)
  async function submit() {
    const input = { ...typed, connectionId: typed.connectionId || undefined }
    const answer = answerOf(await createNumberAction(input).catch(() => undefined))
    setFailure(answer.ok ? null : answer)
    if (!answer.ok) return
    toast({ text: `${typed.label.trim()} is added.` })
    setOpen(false)
    setTyped(emptyNumber(props))
  }
  function change(next: boolean) {
    setOpen(next)
    setFailure(null)
    // A portfolio that was added since is the only one there is.
    if (next && typed.portfolioId === '') setTyped({ ...typed, portfolioId: only(props.portfolios) })
  }
  return (
    <Dialog
      open={open}
      onOpenChange={change}
      title="Add a number"
      description="A WhatsApp number of your business. Deliveries name it by its phone number id."
      trigger={
        <Button variant="primary" icon={<Plus />}>
          Add number
        </Button>
      }
    >
      <form action={submit} onReset={keepTyped} className="space-y-4">
        <FormErrors errors={failure && !failure.fields ? [{ message: failure.sentence }] : []} />
        <NumberFields typed={typed} onChange={setTyped} errors={failure?.fields ?? {}} {...props} />
        <div className="flex justify-end gap-2">
          <DialogClose asChild>
            <Button variant="ghost">Cancel</Button>
          </DialogClose>
          <SubmitButton>Add number</SubmitButton>
        </div>
      </form>
    </Dialog>
  )
}
