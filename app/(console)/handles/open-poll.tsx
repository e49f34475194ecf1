'use client'

import { useState } from 'react'
import { SelectField } from '@/components/form/select-field'
import { TextField } from '@/components/form/text-field'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'
import { useToast } from '@/components/ui/toast'
import type { HandlePage } from '@/lib/handles/decision-view'
import { SEATS, type Seat } from '@/lib/handles/vocabulary'
import { SEAT_WORDS } from '@/lib/handles/words'
import { answerOf } from '@/lib/shared/action-answer'
import { openPollAction } from './actions'

type OpenPollProps = { handleId: string; members: HandlePage['members']; again: boolean }

/** Chooses who is asked, in which seat, and until when. */
export function OpenPoll({ handleId, members, again }: OpenPollProps) {
  const toast = useToast()
  const [open, setOpen] = useState(false)
  const [asked, setAsked] = useState<Partial<Record<Seat, string>>>({})
  const [dueOn, setDueOn] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [pending, setPending] = useState(false)
  const people = members.filter(({ mayAnswer }) => mayAnswer)
  async function ask() {
    setPending(true)
    const seats = SEATS.flatMap((seat) => (asked[seat] ? [{ memberId: asked[seat], seat }] : []))
    const answer = answerOf(await openPollAction({ handleId, seats, dueOn: dueOn || null }).catch(() => undefined))
    setPending(false)
    if (!answer.ok) return setProblem(Object.values(answer.fields ?? {}).flat()[0] ?? answer.sentence)
    setOpen(false)
    toast({ text: 'Everybody was asked. Answers stay hidden until all are in.' })
  }
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      title="Ask where customers should land"
      description="Each person answers alone. Nobody sees an answer before all are in."
      trigger={<Button variant={again ? 'default' : 'primary'}>{again ? 'Ask blind again' : 'Ask blind'}</Button>}
      footer={
        <>
          <DialogClose asChild>
            <Button variant="ghost">Not now</Button>
          </DialogClose>
          <Button variant="primary" pending={pending} onClick={ask}>
            Ask them
          </Button>
        </>
      }
    >
      <div className="space-y-3">
        {SEATS.map((seat) => (
          <SelectField
            key={seat}
            label={SEAT_WORDS[seat].asked}
            required={seat !== 'other'}
            placeholder="Nobody"
            options={people.map(({ id, name, roles }) => ({ value: id, label: `${name}, ${roles}` }))}
            value={asked[seat] ?? ''}
            onChange={(event) => setAsked((before) => ({ ...before, [seat]: event.target.value }))}
          />
        ))}
        <TextField
          label="Answer by"
          type="date"
          required={false}
          value={dueOn}
          onChange={(event) => setDueOn(event.target.value)}
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
