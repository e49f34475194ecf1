'use client'

import { Eye, EyeOff } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Button } from '../ui/button'
import { Spinner } from '../ui/spinner'
import { useToast } from '../ui/toast'

export type RevealOutcome = { ok: true; value: string } | { ok: false; message: string }

/** A masked value that may be seen by those allowed to; asking for it is recorded. It hides again when asked. */
export function Reveal({
  masked,
  what,
  onReveal,
}: {
  masked: ReactNode
  /** "phone number": the button reads "Reveal phone number". */
  what: string
  /** Absent for people without the permission: they see the mask only. */
  onReveal?: (() => Promise<RevealOutcome>) | undefined
}) {
  const toast = useToast()
  const [shown, setShown] = useState<string | null>(null)
  const [asking, setAsking] = useState(false)
  async function ask() {
    setAsking(true)
    try {
      const outcome = await onReveal?.()
      if (outcome?.ok) setShown(outcome.value)
      else if (outcome) toast({ tone: 'failed', text: outcome.message })
    } catch {
      toast({ tone: 'failed', text: `The server did not answer, so the ${what} stays hidden. Try again.` })
    } finally {
      setAsking(false)
    }
  }
  return (
    <span className="inline-flex max-w-full items-center gap-1.5">
      <span className="machine min-w-0 truncate" aria-live="polite">
        {shown ?? masked}
      </span>
      {onReveal ? (
        <Button
          variant="ghost"
          size="sm"
          className="px-1"
          aria-label={shown === null ? `Reveal ${what}; this is recorded` : `Hide ${what}`}
          onClick={() => (shown === null ? ask() : setShown(null))}
          disabled={asking}
        >
          {asking ? <Spinner /> : shown === null ? <Eye /> : <EyeOff />}
        </Button>
      ) : null}
    </span>
  )
}
