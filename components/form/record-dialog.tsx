'use client'

import { type ReactNode, useState } from 'react'
import type { ActionAnswer } from '@/lib/shared/action-answer'
import { Button } from '../ui/button'
import { Dialog, DialogClose } from '../ui/dialog'
import { Notice } from '../ui/notice'
import { ConflictDialog, type ConflictField } from './conflict-dialog'
import { useRecordSave } from './use-record-save'

/** The fields of a record as a form holds them: what is absent is empty text. */
export type RecordFields = Record<string, string>

/** How each field is called, and how a value reads where it is no text for people. */
export type FieldLabels<F extends RecordFields> = Record<
  keyof F & string,
  { label: string; say?: (value: string) => string }
>

export type FieldsProps<F extends RecordFields> = {
  fields: F
  set: (change: Partial<F>) => void
  errors: Record<string, string[]>
}

type RecordDialogProps<F extends RecordFields> = {
  title: string
  description: string
  trigger: ReactNode
  submit: string
  /** What the form begins with, each time it is opened. */
  initial: F
  /** 0 for a record that is not there yet. */
  version: number
  labels: FieldLabels<F>
  /** Reads the record as it is now out of a refusal. */
  read: (current: unknown) => F
  send: (fields: F, version: number) => Promise<ActionAnswer<unknown>>
  onSaved: (fields: F) => void
  /** What a conflict is about: the name of the record, as it stands in the form. */
  subject: (fields: F) => string
  size?: 'sm' | 'md' | 'lg'
  children: (form: FieldsProps<F>) => ReactNode
}

/** Adds a record, or changes one. What was typed survives a refusal, and a conflict shows both versions. */
export function RecordDialog<F extends RecordFields>(props: RecordDialogProps<F>) {
  const { title, description, trigger, submit, initial, version, labels, read, send, subject, size, children } = props
  const [open, setOpen] = useState(false)
  const [fields, setFields] = useState<F>(initial)
  const saving = useRecordSave<F>({
    ...{ version, read, send },
    onSaved(saved) {
      setOpen(false)
      props.onSaved(saved)
    },
  })
  function toggle(next: boolean) {
    setOpen(next)
    saving.forget()
    if (next) setFields(initial)
  }
  return (
    <>
      <Dialog
        size={size}
        open={open && saving.stale === null}
        onOpenChange={toggle}
        title={title}
        description={description}
        trigger={trigger}
        footer={<Footer label={submit} pending={saving.pending} onSave={() => saving.save(fields)} />}
      >
        <form
          className="space-y-4"
          onSubmit={(event) => {
            event.preventDefault()
            void saving.save(fields)
          }}
        >
          {saving.failure ? (
            <Notice tone="problem" live>
              {saving.failure.sentence}
            </Notice>
          ) : null}
          {children({
            fields,
            set: (change) => setFields((before) => ({ ...before, ...change })),
            errors: saving.failure?.fields ?? {},
          })}
          <button type="submit" hidden />
        </form>
      </Dialog>
      {saving.stale ? (
        <ConflictDialog
          open
          onOpenChange={saving.giveUp}
          subject={subject(fields)}
          theirName={saving.stale.by}
          fields={conflictFields(fields, saving.stale.theirs, labels)}
          pending={saving.pending}
          onResolve={(picked) => setFields(saving.resolve(fields, picked))}
        />
      ) : null}
    </>
  )
}

function Footer({ label, pending, onSave }: { label: string; pending: boolean; onSave: () => void }) {
  return (
    <>
      <DialogClose asChild>
        <Button variant="ghost">Cancel</Button>
      </DialogClose>
      <Button variant="primary" pending={pending} onClick={onSave}>
        {label}
      </Button>
    </>
  )
}

/** Both versions, field by field. */
function conflictFields<F extends RecordFields>(mine: F, theirs: F, labels: FieldLabels<F>): ConflictField[] {
  return (Object.keys(labels) as (keyof F & string)[]).map((field) => {
    const { label, say } = labels[field]
    const words = (value: string): string => (say ? say(value) : value) || 'empty'
    return {
      ...{ field, label, same: mine[field] === theirs[field] },
      mine: words(mine[field] ?? ''),
      theirs: words(theirs[field] ?? ''),
    }
  })
}
