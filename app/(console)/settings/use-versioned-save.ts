import { useState, useTransition } from 'react'
import type { ConflictChoice } from '@/components/form/conflict-dialog'
import type { ActionAnswer, ActionFailure } from '@/lib/shared/action-answer'

/** What a refused save says of the record: how it is now, and who was faster. */
export type Theirs<Fields> = { current: Fields & { version: number }; changedBy: { name: string } | null }

function theirsOf<Fields>(failure: ActionFailure): Theirs<Fields> | null {
  const { current, changedBy } = failure.details ?? {}
  if (failure.code !== 'stale-version' || typeof current !== 'object' || current === null) return null
  return { current, changedBy } as Theirs<Fields>
}

type Options<Fields> = {
  /** The version the person saw when they began. */
  version: number
  send: (fields: Fields, version: number) => Promise<ActionAnswer<{ version: number }>>
  onSaved: (fields: Fields) => void
}

/**
 * Saving a record that others may change meanwhile. A save that came second keeps what was typed and offers both
 * versions; `resolve` saves the chosen mixture over the newer one.
 */
export function useVersionedSave<Fields extends Record<string, unknown>>({ version, send, onSaved }: Options<Fields>) {
  const [seen, setSeen] = useState(version)
  const [failure, setFailure] = useState<ActionFailure | null>(null)
  const [theirs, setTheirs] = useState<Theirs<Fields> | null>(null)
  const [pending, start] = useTransition()
  function save(fields: Fields, over = seen) {
    start(async () => {
      const answer = await send(fields, over)
      const lost = answer.ok ? null : theirsOf<Fields>(answer)
      setTheirs(lost)
      setFailure(answer.ok || lost ? null : answer)
      if (!answer.ok) return
      setSeen(answer.value.version)
      onSaved(fields)
    })
  }
  function resolve(mine: Fields, choices: Record<string, ConflictChoice>): Fields {
    if (!theirs) return mine
    const chosen = Object.fromEntries(
      Object.entries(mine).map(([key, value]) => [key, choices[key] === 'theirs' ? theirs.current[key] : value]),
    ) as Fields
    save(chosen, theirs.current.version)
    return chosen
  }
  return { pending, failure, theirs, save, resolve, dismiss: () => setTheirs(null) }
}
