'use client'

import { type ReactNode, useId, useState } from 'react'
import { Button } from '../ui/button'
import { classNames } from '../ui/class-names'
import { Dialog } from '../ui/dialog'
import { Radio } from '../ui/radio'

export type ConflictChoice = 'mine' | 'theirs'

export type ConflictField = {
  field: string
  label: string
  mine: ReactNode
  theirs: ReactNode
  /** Fields both sides left alike are shown, but there is nothing to choose. */
  same?: boolean
}

type ConflictDialogProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  /** What was edited: "Till receipt QR code". */
  subject: ReactNode
  /** Who saved in between, and when. */
  theirName: ReactNode
  fields: readonly ConflictField[]
  /** Called with a choice for every field that differs. */
  onResolve: (choices: Record<string, ConflictChoice>) => void
  pending?: boolean
}

/** Somebody else saved in between: both versions field by field, and a choice for each. Nothing typed is lost. */
export function ConflictDialog({
  open,
  onOpenChange,
  subject,
  theirName,
  fields,
  onResolve,
  pending,
}: ConflictDialogProps) {
  const differing = fields.filter((field) => !field.same)
  const [choices, setChoices] = useState<Record<string, ConflictChoice>>({})
  const choiceOf = (field: string): ConflictChoice => choices[field] ?? 'mine'
  const all = (choice: ConflictChoice) =>
    setChoices(Object.fromEntries(differing.map((field) => [field.field, choice])))
  const resolved = () => onResolve(Object.fromEntries(differing.map((field) => [field.field, choiceOf(field.field)])))
  return (
    <Dialog
      size="lg"
      open={open}
      onOpenChange={onOpenChange}
      title={<>{subject} changed while you were editing</>}
      description={<>{theirName} saved in between. Choose what to keep for each field; what you typed is still here.</>}
      footer={
        <>
          <Button variant="ghost" className="mr-auto" onClick={() => all('theirs')}>
            Take all of theirs
          </Button>
          <Button variant="ghost" onClick={() => all('mine')}>
            Keep all of mine
          </Button>
          <Button variant="primary" pending={pending} onClick={resolved}>
            Save these choices
          </Button>
        </>
      }
    >
      <div className="grid grid-cols-[minmax(90px,auto)_1fr_1fr] text-control max-md:grid-cols-2">
        <span className="max-md:hidden" />
        <span className="px-3 pb-1.5 text-small text-ink-2">Yours</span>
        <span className="px-3 pb-1.5 text-small text-ink-2">Theirs</span>
        {fields.map((field) => (
          <ConflictRow
            key={field.field}
            field={field}
            choice={choiceOf(field.field)}
            onChoose={(choice) => setChoices((before) => ({ ...before, [field.field]: choice }))}
          />
        ))}
      </div>
    </Dialog>
  )
}

function ConflictRow({
  field,
  choice,
  onChoose,
}: {
  field: ConflictField
  choice: ConflictChoice
  onChoose: (choice: ConflictChoice) => void
}) {
  const id = useId()
  return (
    <div role="radiogroup" aria-label={field.label} className="contents">
      <span className="border-t border-line py-2 pr-3 text-ink-3 max-md:col-span-2 max-md:border-b-0 max-md:pb-0">
        {field.label}
      </span>
      {field.same ? (
        <span className="col-span-2 border-t border-line px-3 py-2 text-ink-2 max-md:border-t-0">
          {field.mine} <span className="text-ink-3">· both the same</span>
        </span>
      ) : (
        (['mine', 'theirs'] as const).map((side) => (
          <label
            key={side}
            htmlFor={`${id}-${side}`}
            className={classNames(
              'flex min-w-0 items-start gap-2 border-t border-line px-3 py-2 max-md:border-t-0',
              choice === side ? 'bg-accent-soft' : 'text-ink-2',
            )}
          >
            <Radio
              id={`${id}-${side}`}
              name={`conflict-${field.field}`}
              checked={choice === side}
              onChange={() => onChoose(side)}
              className="mt-0.5"
            />
            <span className="min-w-0 break-words">
              <span className="sr-only">{side === 'mine' ? 'Yours: ' : 'Theirs: '}</span>
              {field[side]}
            </span>
          </label>
        ))
      )}
    </div>
  )
}
