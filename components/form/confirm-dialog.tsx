'use client'

import { type ReactNode, useState } from 'react'
import { Button } from '../ui/button'
import { Dialog, DialogClose } from '../ui/dialog'
import { Notice } from '../ui/notice'

export type ConfirmOutcome = { ok: true } | { ok: false; message: string }

type ConfirmDialogProps = {
  trigger: ReactNode
  /** What will be done, as a sentence: "Disable Ada's account". */
  title: ReactNode
  /** What will happen, to whom, and whether it can be undone. */
  children: ReactNode
  /** The verb on the button, never "OK". */
  confirmLabel: string
  danger?: boolean
  /** Runs the change. A refusal stays in the dialog, in words; nothing else closes it. */
  onConfirm: () => Promise<ConfirmOutcome>
}

/** Says what will happen before it does. Where undo exists, offer undo instead of this. */
export function ConfirmDialog({ trigger, title, children, confirmLabel, danger, onConfirm }: ConfirmDialogProps) {
  const [open, setOpen] = useState(false)
  const [pending, setPending] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  async function confirm() {
    setPending(true)
    setRefusal(null)
    try {
      const outcome = await onConfirm()
      if (outcome.ok) setOpen(false)
      else setRefusal(outcome.message)
    } catch {
      setRefusal('The server did not answer. Nothing may have changed; check before you try again.')
    } finally {
      setPending(false)
    }
  }
  return (
    <Dialog
      size="sm"
      trigger={trigger}
      title={title}
      open={open}
      onOpenChange={(next) => {
        setOpen(next)
        setRefusal(null)
      }}
      footer={
        <>
          <DialogClose asChild>
            <Button variant="ghost">Leave it as it is</Button>
          </DialogClose>
          <Button variant={danger ? 'danger' : 'primary'} pending={pending} onClick={confirm}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      <div className="space-y-3 text-control text-ink-2">
        <div>{children}</div>
        {refusal ? (
          <Notice tone="problem" live>
            {refusal}
          </Notice>
        ) : null}
      </div>
    </Dialog>
  )
}
