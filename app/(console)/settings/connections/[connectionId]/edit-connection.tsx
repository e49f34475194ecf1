'use client'

import { Pencil } from 'lucide-react'
import { useState } from 'react'
import { FormErrors } from '@/components/form/form-errors'
import { SubmitButton } from '@/components/form/submit-button'
import { TextField } from '@/components/form/text-field'
import { useHotkeys } from '@/components/keys/use-hotkeys'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose } from '@/components/ui/dialog'
import { useToast } from '@/components/ui/toast'
import type { NumberChoice } from '@/lib/settings/list-connections'
import { answerOf } from '@/lib/shared/action-answer'
import { updateConnectionAction } from '../../actions'
import { keepTyped } from '../../keep-typed'
import { SettingsConflict } from '../../settings-conflict'
import { useVersionedSave } from '../../use-versioned-save'
import { NumberPicks } from '../number-picks'
import { useConnectionVersion } from './connection-version'

type EditConnectionProps = {
  connectionId: string
  /** Of the values below: not what an own change made of it since, which they do not have. */
  version: number
  name: string
  numberIds: string[]
  numbers: readonly NumberChoice[]
}

/** The name of a connection and what it feeds. */
export function EditConnection(props: EditConnectionProps) {
  const [open, setOpen] = useState(false)
  useHotkeys([{ keys: 'e', label: 'Edit', group: 'Connection', run: () => setOpen(true) }])
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      title={`Edit ${props.name}`}
      description="Its callback address and its secrets stay as they are."
      trigger={<Button icon={<Pencil />}>Edit</Button>}
    >
      <EditForm {...props} onDone={() => setOpen(false)} />
    </Dialog>
  )
}

type Fields = { name: string; numberIds: string[] }

function EditForm({
  connectionId,
  version,
  numbers,
  onDone,
  ...initial
}: EditConnectionProps & { onDone: () => void }) {
  const toast = useToast()
  const { note } = useConnectionVersion()
  const [typed, setTyped] = useState<Fields>(initial)
  const { pending, failure, theirs, save, resolve, dismiss } = useVersionedSave<Fields>({
    version,
    send: async ({ name, numberIds }, over) => {
      const input = { connectionId, version: over, name, numberIds }
      const answer = answerOf(await updateConnectionAction(input).catch(() => undefined))
      if (answer.ok) note(answer.value.version)
      return answer
    },
    onSaved: ({ name }) => {
      onDone()
      toast({ text: `${name} is saved.` })
    },
  })
  const labels = (ids: readonly string[]) =>
    ids.map((id) => numbers.find((one) => one.id === id)?.label ?? 'a removed number').join(', ') || 'none'
  return (
    <form action={() => save(typed)} onReset={keepTyped} className="space-y-5">
      <FormErrors errors={failure && !failure.fields ? [{ message: failure.sentence }] : []} />
      <TextField
        label="Name"
        name="name"
        required
        maxLength={80}
        value={typed.name}
        onChange={(event) => setTyped({ ...typed, name: event.target.value })}
        error={failure?.fields?.name}
      />
      <NumberPicks
        numbers={numbers}
        connectionId={connectionId}
        picked={typed.numberIds}
        onChange={(numberIds) => setTyped({ ...typed, numberIds })}
      />
      <div className="flex justify-end gap-2">
        <DialogClose asChild>
          <Button variant="ghost">Cancel</Button>
        </DialogClose>
        <SubmitButton pending={pending}>Save connection</SubmitButton>
      </div>
      <SettingsConflict<Fields>
        subject={initial.name}
        mine={typed}
        theirs={theirs}
        pending={pending}
        onDismiss={dismiss}
        onResolve={(choices) => setTyped(resolve(typed, choices))}
        fields={[
          { key: 'name', label: 'Name', show: (fields) => fields.name },
          { key: 'numberIds', label: 'Numbers', show: (fields) => labels(fields.numberIds) },
        ]}
      />
    </form>
  )
}
