import { useState } from 'react'
import type { ActionAnswer, ActionFailure } from '@/lib/shared/action-answer'
import type { ConflictChoice } from './conflict-dialog'

export type Stale<F> = { theirs: F; version: number; by: string }

type Options<F> = {
  /** Reads the record as it is now out of a refusal. */
  read: (current: unknown) => F
  send: (fields: F, version: number) => Promise<ActionAnswer<unknown>>
  version: number
  onSaved: (fields: F) => void
}

function staleOf<F>(failure: ActionFailure, read: (current: unknown) => F): Stale<F> | null {
  const { current, changedBy } = (failure.details ?? {}) as {
    current?: { version?: number }
    changedBy?: { name: string } | null
  }
  if (failure.code !== 'stale-version' || !current?.version) return null
  return { theirs: read(current), version: current.version, by: changedBy?.name ?? 'Somebody else' }
}

/** Saving a record, with everything that can come back: done, a refusal in words, or somebody else's version. */
export function useRecordSave<F extends Record<string, string>>({ read, send, version, onSaved }: Options<F>) {
  const [failure, setFailure] = useState<ActionFailure | null>(null)
  const [stale, setStale] = useState<Stale<F> | null>(null)
  const [pending, setPending] = useState(false)

  async function save(fields: F, over = version) {
    setPending(true)
    const answer = await send(fields, over)
    setPending(false)
    const conflict = answer.ok ? null : staleOf(answer, read)
    setStale(conflict)
    setFailure(answer.ok || conflict ? null : answer)
    if (answer.ok) onSaved(fields)
  }

  /** The chosen mixture of both versions, saved over the newer one. */
  function resolve(mine: F, choices: Record<string, ConflictChoice>): F {
    if (!stale) return mine
    const taken = Object.keys(mine).filter((key) => choices[key] === 'theirs')
    const merged = { ...mine, ...Object.fromEntries(taken.map((key) => [key, stale.theirs[key]])) }
    void save(merged, stale.version)
    return merged
  }

  return { save, resolve, pending, failure, stale, forget: () => setFailure(null), giveUp: () => setStale(null) }
}
