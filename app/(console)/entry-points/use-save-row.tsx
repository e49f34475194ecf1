'use client'

import dynamic from 'next/dynamic'
import { useCallback, useRef, useState } from 'react'
import type { InlineSaveOutcome } from '@/components/table/inline-cell'
import type { EntryPointPatch, EntryPointView } from '@/lib/entry-points/schema'
import type { StaleDetails } from '@/lib/entry-points/update-entry-point'
import { type ActionFailure, answerOf } from '@/lib/shared/action-answer'
import { updateEntryPointAction } from './actions'
import type { Meeting } from './row-conflict'
import type { SheetOptions } from './sheet-context'
import type { SheetRow } from './sheet-row'

const RowConflict = dynamic(() => import('./row-conflict').then((module) => module.RowConflict), { ssr: false })

function staleDetails(failure: ActionFailure): StaleDetails | null {
  return failure.code === 'stale-version' && failure.details ? (failure.details as unknown as StaleDetails) : null
}

/** The server's words about the field that was sent, where it has any. */
function refusalOf(failure: ActionFailure): InlineSaveOutcome {
  const first = Object.values(failure.fields ?? {}).flat()[0]
  return { ok: false, message: first ?? failure.sentence }
}

/**
 * Saves fields of a row. Saves of one row wait for each other, and each takes the version the one before it made, so a
 * person who types fast never meets themselves. When somebody else was faster, the save waits for the person's choice.
 */
export function useSaveRow(options: SheetOptions, onSaved: (row: SheetRow) => void) {
  const [meeting, setMeeting] = useState<Meeting | null>(null)
  const versions = useRef(new Map<string, number>())
  const turns = useRef(new Map<string, Promise<unknown>>())
  const saved = useRef(onSaved)
  saved.current = onSaved

  const send = useCallback(async (row: EntryPointView, patch: EntryPointPatch): Promise<InlineSaveOutcome> => {
    const version = Math.max(row.version, versions.current.get(row.id) ?? 0)
    const answer = answerOf(await updateEntryPointAction({ id: row.id, version, patch }))
    if (answer.ok) {
      versions.current.set(row.id, answer.value.version)
      saved.current(answer.value)
      return { ok: true }
    }
    const details = staleDetails(answer)
    if (!details) return refusalOf(answer)
    return new Promise((settle) => setMeeting({ row, patch, details, settle }))
  }, [])

  const save = useCallback(
    (row: EntryPointView, patch: EntryPointPatch): Promise<InlineSaveOutcome> => {
      const before = turns.current.get(row.id) ?? Promise.resolve()
      const next = before.catch(() => undefined).then(() => send(row, patch))
      turns.current.set(row.id, next)
      return next
    },
    [send],
  )

  const conflict = meeting ? (
    <RowConflict
      key={`${meeting.row.id}-${meeting.details.current.version}`}
      meeting={meeting}
      options={options}
      send={send}
      onDone={() => setMeeting(null)}
    />
  ) : null
  return { save, conflict }
}
