'use client'

import { ClipboardCheck } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'

const AttestForm = dynamic(() => import('./check-attest-form'), { ssr: false })

type AttestDialogProps = { id: string; name: string; expected: string | null }

/** A person clicked or scanned it and says where it led, with a note or a photo. */
export function CheckAttestDialog({ id, name, expected }: AttestDialogProps) {
  const [open, setOpen] = useState(false)
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      title={`Attest “${name}”`}
      description={
        expected
          ? `You clicked or scanned it yourself. It should lead to ${expected}.`
          : 'You clicked or scanned it yourself. The row does not say yet where it should lead.'
      }
      trigger={
        <Button size="sm" icon={<ClipboardCheck />}>
          Attest
        </Button>
      }
    >
      <AttestForm id={id} onDone={() => setOpen(false)} />
    </Dialog>
  )
}
