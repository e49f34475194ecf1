'use client'

import { type ReactNode, type SubmitEvent, useState, useTransition } from 'react'
import { SelectField } from '@/components/form/select-field'
import { TextareaField, TextField } from '@/components/form/text-field'
import type { Selection } from '@/components/table/column'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose } from '@/components/ui/dialog'
import { formatCount } from '@/components/ui/format-number'
import { Notice } from '@/components/ui/notice'
import { CheckSelected } from './check-start-button'
import { useSheet } from './sheet-context'
import { type BulkChange, useBulkEdit } from './use-bulk-edit'

type BulkDialogProps = {
  /** The button in the bar: "Set owner". */
  label: string
  title: string
  /** What will happen, with the count of rows. */
  description: (rows: string) => string
  confirm: string
  danger?: boolean
  selection: Selection
  clear: () => void
  change: (form: FormData) => BulkChange
  children?: ReactNode
}

/** One bulk change: says what will happen to how many rows, and does it as one batch that can be undone. */
function BulkDialog({
  label,
  title,
  description,
  confirm,
  danger,
  selection,
  clear,
  change,
  children,
}: BulkDialogProps) {
  const [open, setOpen] = useState(false)
  const [refusal, setRefusal] = useState<string>()
  const [pending, start] = useTransition()
  const run = useBulkEdit()
  const rows = formatCount(selection.kind === 'rows' ? selection.ids.length : selection.count, 'entry point')
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    const wanted = change(new FormData(event.currentTarget))
    start(async () => {
      const problem = await run(selection, wanted)
      if (problem) return setRefusal(problem)
      setOpen(false)
      clear()
    })
  }
  return (
    <Dialog
      size="sm"
      open={open}
      onOpenChange={(next) => {
        setOpen(next)
        setRefusal(undefined)
      }}
      title={title}
      description={description(rows)}
      trigger={
        <Button variant="inverse" size="sm">
          {label}
        </Button>
      }
    >
      <form onSubmit={submit} className="space-y-4">
        {refusal ? (
          <Notice tone="problem" live>
            {refusal}
          </Notice>
        ) : null}
        {children}
        <div className="flex justify-end gap-2">
          <DialogClose asChild>
            <Button variant="ghost">Leave them as they are</Button>
          </DialogClose>
          <Button type="submit" variant={danger ? 'danger' : 'primary'} pending={pending}>
            {confirm}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

const text = (form: FormData, name: string) => String(form.get(name) ?? '')
const UNDO = 'One batch; it can be undone.'

type BulkActionsProps = { selection: Selection; clear: () => void }

/** The buttons of the bar over a selection. */
export function BulkActions(props: BulkActionsProps) {
  const { options } = useSheet()
  return (
    <>
      <BulkDialog
        {...props}
        label="Set owner"
        title="Set the owner"
        description={(rows) => `${rows} will get this owner. ${UNDO}`}
        confirm="Set owner"
        change={(form) => ({ field: 'owner', value: text(form, 'value') })}
      >
        <TextField
          label="Owner"
          name="value"
          list="bulk-owners"
          required={false}
          help="A member, or any name. Empty removes the owner."
        />
        <datalist id="bulk-owners">
          {options.owners
            .filter((owner) => owner.value)
            .map((owner) => (
              <option key={owner.value} value={owner.label} />
            ))}
        </datalist>
      </BulkDialog>
      <BulkDialog
        {...props}
        label="Move to wave"
        title="Move to a wave"
        description={(rows) => `${rows} will be released with this wave. ${UNDO}`}
        confirm="Move"
        change={(form) => ({ field: 'wave', value: text(form, 'value') })}
      >
        <SelectField label="Wave" name="value" options={options.waves} />
      </BulkDialog>
      <BulkDialog
        {...props}
        label="Set rollback path"
        title="Set the rollback path"
        description={(rows) => `${rows} will get this way back. ${UNDO}`}
        confirm="Set rollback path"
        change={(form) => ({ field: 'rollbackPath', value: text(form, 'value') })}
      >
        <TextareaField
          label="Rollback path"
          name="value"
          rows={3}
          maxLength={1000}
          help="Who puts back what, and where. A critical page needs one before it moves."
        />
      </BulkDialog>
      <BulkDialog
        {...props}
        label="Set update date"
        title="Set the update date"
        description={(rows) => `${rows} will be updated on this day. ${UNDO}`}
        confirm="Set date"
        change={(form) => ({ field: 'updateDate', value: text(form, 'value') })}
      >
        <TextField
          label="Update date"
          name="value"
          type="date"
          required={false}
          help="A day in the workspace's time zone. Empty removes the date."
        />
      </BulkDialog>
      <CheckSelected {...props} />
      <BulkDialog
        {...props}
        label="Archive"
        title="Archive entry points"
        description={(rows) => `${rows} will leave the sheet and its counts; history and addresses stay. ${UNDO}`}
        confirm="Archive"
        danger
        change={() => ({ field: 'archived', value: true })}
      />
    </>
  )
}
