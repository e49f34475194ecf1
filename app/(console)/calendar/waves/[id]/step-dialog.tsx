'use client'

import { useState, useTransition } from 'react'
import { TextareaField } from '@/components/form/text-field'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose } from '@/components/ui/dialog'
import { formatCount } from '@/components/ui/format-number'
import { Notice } from '@/components/ui/notice'
import { useToast } from '@/components/ui/toast'
import type { StepKind } from '@/lib/calendar/schema'
import type { WaveRow } from '@/lib/calendar/wave-page'
import { answerOf } from '@/lib/shared/action-answer'
import { recordStepAction } from '../../actions'

export type Ticking = { kind: StepKind; rows: readonly WaveRow[] }

type Words = { title: string; label: string; help: string; confirm: string; done: string; required: boolean }

const WORDS: Record<StepKind, Words> = {
  moved: {
    title: 'Moved to the new destination',
    label: 'What you changed, and where it shows',
    help: 'This is the evidence until it is clicked or scanned. A check that found the new destination since the release can stand in its place.',
    confirm: 'Tick as moved',
    done: 'moved.',
    required: false,
  },
  unmoved: {
    title: 'Not moved after all',
    label: 'What happened',
    help: 'It goes back to the ones to change.',
    confirm: 'Take the tick back',
    done: 'not moved.',
    required: false,
  },
  stays: {
    title: 'Stays as it is',
    label: 'Why it keeps its destination',
    help: 'A message code that is bound to the number, for instance. It is still clicked or scanned before completion is announced.',
    confirm: 'It stays',
    done: 'to stay.',
    required: true,
  },
  rolled_back: {
    title: 'Put back',
    label: 'What you did',
    help: 'Along its rollback path, and how you know that the old destination works.',
    confirm: 'Tick as put back',
    done: 'put back.',
    required: false,
  },
  impossible: {
    title: 'Cannot be put back',
    label: 'Why not, and what customers meet instead',
    help: 'Printed and in the stores, for instance. The reason stays with the wave.',
    confirm: 'Write it down',
    done: 'impossible to put back.',
    required: true,
  },
}

type StepDialogProps = { waveId: string; ticking: Ticking | null; onClose: () => void; onDone: () => void }

/** Ticks one or several entry points, with the evidence. What was typed stays when it is refused. */
export function StepDialog({ waveId, ticking, onClose, onDone }: StepDialogProps) {
  const toast = useToast()
  const [note, setNote] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [pending, start] = useTransition()
  if (!ticking) return null
  const { kind, rows } = ticking
  const words = WORDS[kind]
  const what = rows.length === 1 ? `“${rows[0]?.name}”` : formatCount(rows.length, 'entry point')

  function close() {
    setProblem(null)
    onClose()
  }
  function save() {
    start(async () => {
      const input = { waveId, kind, note, rows: rows.map(({ id, version }) => ({ id, version })) }
      const answer = answerOf(await recordStepAction(input).catch(() => undefined))
      if (!answer.ok) return setProblem(answer.fields?.note?.[0] ?? answer.sentence)
      toast({ text: `${what} ${rows.length === 1 ? 'is' : 'are'} ${words.done}` })
      setNote('')
      setProblem(null)
      onDone()
    })
  }
  return (
    <Dialog
      open
      onOpenChange={close}
      title={words.title}
      description={rows.length === 1 ? rows[0]?.name : <Names rows={rows} />}
      footer={
        <>
          <DialogClose asChild>
            <Button variant="ghost">Cancel</Button>
          </DialogClose>
          <Button variant="primary" pending={pending} onClick={save}>
            {words.confirm}
          </Button>
        </>
      }
    >
      <div className="space-y-3">
        <TextareaField
          label={words.label}
          help={words.help}
          required={words.required}
          rows={3}
          maxLength={1000}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
        {problem ? (
          <Notice tone="problem" live>
            {problem}
          </Notice>
        ) : null}
      </div>
    </Dialog>
  )
}

function Names({ rows }: { rows: readonly WaveRow[] }) {
  const shown = rows.slice(0, 6).map((row) => row.name)
  const more = rows.length - shown.length
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}
