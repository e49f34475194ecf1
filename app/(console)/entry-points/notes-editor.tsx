'use client'

import { useState, useTransition } from 'react'
import { TextareaField } from '@/components/form/text-field'
import { Button } from '@/components/ui/button'
import type { EntryPointView } from '@/lib/entry-points/schema'
import { useSheet } from './sheet-context'

/** The notes of a row, several lines long. A refusal or a conflict leaves what was typed where it is. */
export function NotesEditor({ row }: { row: EntryPointView }) {
  const { canWrite, save } = useSheet()
  const [draft, setDraft] = useState<string | null>(null)
  const [refusal, setRefusal] = useState<string>()
  const [pending, start] = useTransition()
  if (draft === null) {
    return (
      <div className="space-y-1.5">
        {row.notes ? <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{row.notes}</p> : null}
        {canWrite && !row.archivedAt ? (
          <Button size="sm" onClick={() => setDraft(row.notes ?? '')}>
            {row.notes ? 'Edit notes' : 'Add notes'}
          </Button>
        ) : null}
      </div>
    )
  }
  const write = () =>
    start(async () => {
      const outcome = await save(row, { notes: draft })
      if (outcome.ok) setDraft(null)
      setRefusal(outcome.ok ? undefined : outcome.message)
    })
  return (
    <div className="space-y-2">
      <TextareaField
        label="Notes"
        labelHidden
        rows={5}
        value={draft}
        error={refusal}
        onChange={(event) => setDraft(event.target.value)}
      />
      <div className="flex gap-2">
        <Button size="sm" variant="primary" pending={pending} onClick={write}>
          Save notes
        </Button>
        <Button size="sm" variant="ghost" onClick={() => setDraft(null)}>
          Leave them as they were
        </Button>
      </div>
    </div>
  )
}
