'use client'

import { Plus } from 'lucide-react'
import { useState } from 'react'
import { FormErrors } from '@/components/form/form-errors'
import { SubmitButton } from '@/components/form/submit-button'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose } from '@/components/ui/dialog'
import { useToast } from '@/components/ui/toast'
import { type ActionFailure, answerOf } from '@/lib/shared/action-answer'
import { createPortfolioAction } from '../actions'
import { PortfolioFields, portfolioInput } from './portfolio-fields'

const EMPTY = { name: '', metaId: '' }

export function AddPortfolio({ primary }: { primary: boolean }) {
  const toast = useToast()
  const [open, setOpen] = useState(false)
  const [typed, setTyped] = useState(EMPTY)
  const [failure, setFailure] = useState<ActionFailure | null>(null)
  async function submit() {
    const answer = answerOf(await createPortfolioAction(portfolioInput(typed)).catch(() => undefined))
    setFailure(answer.ok ? null : answer)
    if (!answer.ok) return
    toast({ text: `${typed.name.trim()} is added. Now add its numbers.` })
    setOpen(false)
    setTyped(EMPTY)
  }
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      title="Add a portfolio"
      description="BSUIDs belong to a portfolio: the same person has another one in each."
      trigger={
        <Button variant={primary ? 'primary' : 'default'} icon={<Plus />}>
          Add portfolio
        </Button>
      }
    >
      <form action={submit} className="space-y-4">
        <FormErrors errors={failure && !failure.fields ? [{ message: failure.sentence }] : []} />
        <PortfolioFields typed={typed} onChange={setTyped} errors={failure?.fields ?? {}} />
        <div className="flex justify-end gap-2">
          <DialogClose asChild>
            <Button variant="ghost">Cancel</Button>
          </DialogClose>
          <SubmitButton>Add portfolio</SubmitButton>
        </div>
      </form>
    </Dialog>
  )
}
