'use client'

import { Plus } from 'lucide-react'
import { type SubmitEvent, useState, useTransition } from 'react'
import { CheckboxField } from '@/components/form/choice-field'
import { TextField } from '@/components/form/text-field'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import { Popover } from '@/components/ui/popover'
import { useToast } from '@/components/ui/toast'
import { answerOf } from '@/lib/shared/action-answer'
import { saveViewAction } from './actions'

type SaveViewProps = {
  room: string
  /** The address of the list as it is shown, after the question mark. */
  query: string
  mayShare: boolean
}

/** The plus behind the tabs: keeps what the list shows under a name. */
export function SaveView({ room, query, mayShare }: SaveViewProps) {
  const [open, setOpen] = useState(false)
  const [error, setError] = useState<string>()
  const [pending, start] = useTransition()
  const toast = useToast()
  function save(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const name = String(form.get('name') ?? '')
    const input = { room, query, name, shared: form.get('shared') === 'on' }
    start(async () => {
      const answer = answerOf(await saveViewAction(input))
      if (!answer.ok) return setError(answer.fields?.name?.[0] ?? answer.sentence)
      setOpen(false)
      toast({ text: `The view “${name}” is kept as a tab.` })
    })
  }
  return (
    <Popover
      label="Save this view"
      open={open}
      onOpenChange={(next) => {
        setOpen(next)
        setError(undefined)
      }}
      trigger={
        <IconButton label="Save this view">
          <Plus />
        </IconButton>
      }
    >
      <form onSubmit={save} className="space-y-3">
        <TextField
          label="Name of the view"
          name="name"
          required
          maxLength={60}
          error={error}
          help="Keeps the filters and the order you see now."
        />
        {mayShare ? <CheckboxField label="Share with everybody in this workspace" name="shared" /> : null}
        <Button type="submit" variant="primary" pending={pending}>
          Save view
        </Button>
      </form>
    </Popover>
  )
}
