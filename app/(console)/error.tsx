'use client'

import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'

/** A page that broke. The frame around it still works; the reference finds the entry in the log. */
export default function RoomError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <ErrorState
      title="This page could not be shown"
      code={error.digest ?? 'internal'}
      action={<Button onClick={reset}>Try again</Button>}
    >
      Handrail met a bug while reading it, and nothing was changed. Try again; if it stays, tell an admin the code
      below.
    </ErrorState>
  )
}
