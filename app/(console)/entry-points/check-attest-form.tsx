'use client'

import { useRouter } from 'next/navigation'
import { type SubmitEvent, useState, useTransition } from 'react'
import { Fieldset, RadioField } from '@/components/form/choice-field'
import { SubmitButton } from '@/components/form/submit-button'
import { TextareaField } from '@/components/form/text-field'
import { Button } from '@/components/ui/button'
import { DialogClose } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'
import { useToast } from '@/components/ui/toast'
import type { AttestAnswer } from '@/lib/entry-points/check-attest'
import { CheckPhotoField } from './check-photo-field'
import { post } from './check-post'

/** What a person saw, with a note or a photo. Loaded when the dialog is opened. */
export default function AttestForm({ id, onDone }: { id: string; onDone: () => void }) {
  const router = useRouter()
  const toast = useToast()
  const [photo, setPhoto] = useState<File | null>(null)
  const [problem, setProblem] = useState<string>()
  const [pending, start] = useTransition()
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    if (photo) form.set('photo', photo)
    start(async () => {
      setProblem(undefined)
      const answer = await post<AttestAnswer>(`/entry-points/${id}/attest`, form)
      if (!answer.ok) return setProblem(answer.sentence)
      toast({ text: answer.value.message, tone: answer.value.verdict === 'wrong' ? 'failed' : 'done' })
      onDone()
      router.refresh()
    })
  }
  return (
    <form onSubmit={submit} className="space-y-4">
      {problem ? (
        <Notice tone="problem" live>
          {problem}
        </Notice>
      ) : null}
      <Fieldset legend="Does it lead where it should?">
        <RadioField name="claim" value="right" label="Yes, I reached the right conversation" defaultChecked />
        <RadioField name="claim" value="wrong" label="No" help="Say below where it leads instead." />
      </Fieldset>
      <CheckPhotoField onPhoto={setPhoto} />
      <TextareaField
        label="Note"
        name="note"
        rows={3}
        maxLength={1000}
        required={false}
        help="Where you stood, what you clicked or scanned. Needed when there is no photo."
      />
      <div className="flex justify-end gap-2">
        <DialogClose asChild>
          <Button variant="ghost">Not now</Button>
        </DialogClose>
        <SubmitButton pending={pending}>Attest</SubmitButton>
      </div>
    </form>
  )
}
