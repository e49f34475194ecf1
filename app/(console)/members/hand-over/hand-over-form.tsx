'use client'

import { useState } from 'react'
import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { SelectField } from '@/components/form/select-field'
import { Button } from '@/components/ui/button'
import { useToast } from '@/components/ui/toast'
import { answerOf } from '@/lib/shared/action-answer'
import { handOverAction } from '../actions'

type HandOverFormProps = {
  leaving: { id: string; name: string }
  successors: { id: string; name: string }[]
}

/** Chooses who takes over, and says what will happen before it does. */
export function HandOverForm({ leaving, successors }: HandOverFormProps) {
  const toast = useToast()
  const [toId, setToId] = useState('')
  const to = successors.find(({ id }) => id === toId)
  return (
    <div className="flex flex-wrap items-end gap-3">
      <SelectField
        label="Goes to"
        className="w-full max-w-[360px]"
        placeholder="Choose who takes over"
        value={toId}
        options={successors.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(event) => setToId(event.target.value)}
      />
      {to ? (
        <ConfirmDialog
          trigger={<Button variant="primary">Hand over to {to.name}</Button>}
          title={`Hand over to ${to.name}`}
          confirmLabel="Hand over"
          onConfirm={async () => {
            const answer = answerOf(await handOverAction({ fromId: leaving.id, toId: to.id }))
            if (!answer.ok) return { ok: false, message: answer.sentence }
            toast({ text: `Everything ${leaving.name} owned is ${to.name}’s now.` })
            return { ok: true }
          }}
        >
          Everything {leaving.name} owns becomes {to.name}’s at once. Plans that were signed off with {leaving.name} as
          their owner have to be signed off again.
        </ConfirmDialog>
      ) : null}
    </div>
  )
}
