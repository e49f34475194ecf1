'use client'

import { useState } from 'react'
import { TextareaField } from '@/components/form/text-field'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'
import { useToast } from '@/components/ui/toast'
import type { CandidateView } from '@/lib/handles/decision-view'
import { answerOf } from '@/lib/shared/action-answer'
import { chooseCandidateAction, rejectCandidateAction, reopenCandidateAction } from './actions'

/** What can be done with one name: choose it, reject it with a reason, or take it up again. */
export function CandidateButtons({ candidate }: { candidate: CandidateView }) {
  const toast = useToast()
  const [pending, setPending] = useState<'choose' | 'reopen' | null>(null)
  const { id: candidateId, version, name, state } = candidate
  async function move(how: 'choose' | 'reopen') {
    setPending(how)
    const act = how === 'choose' ? chooseCandidateAction : reopenCandidateAction
    const answer = answerOf(await act({ candidateId, version }).catch(() => undefined))
    setPending(null)
    if (!answer.ok) toast({ tone: 'failed', text: answer.sentence })
  }
  return (
    <div className="flex flex-wrap gap-2">
      {state === 'chosen' ? null : (
        <Button size="sm" pending={pending === 'choose'} onClick={() => move('choose')} aria-label={`Choose @${name}`}>
          Choose
        </Button>
      )}
      {state === 'rejected' ? null : <RejectButton candidate={candidate} />}
      {state === 'proposed' ? null : (
        <Button
          size="sm"
          variant="ghost"
          pending={pending === 'reopen'}
          onClick={() => move('reopen')}
          aria-label={`Take @${name} back to the proposals`}
        >
          Back to the proposals
        </Button>
      )}
    </div>
  )
}

function RejectButton({ candidate: { id: candidateId, version, name } }: { candidate: CandidateView }) {
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [pending, setPending] = useState(false)
  async function reject() {
    setPending(true)
    const answer = answerOf(await rejectCandidateAction({ candidateId, version, reason }).catch(() => undefined))
    setPending(false)
    if (answer.ok) return setOpen(false)
    setProblem(Object.values(answer.fields ?? {}).flat()[0] ?? answer.sentence)
  }
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      title={`Reject @${name}`}
      description="The reason stays with the name and answers whoever proposes it next."
      trigger={
        <Button size="sm" aria-label={`Reject @${name}`}>
          Reject
        </Button>
      }
      footer={
        <>
          <DialogClose asChild>
            <Button variant="ghost">Leave it as it is</Button>
          </DialogClose>
          <Button variant="primary" pending={pending} onClick={reject}>
            Reject the name
          </Button>
        </>
      }
    >
      <div className="space-y-3">
        <TextareaField
          label="Why not"
          required
          rows={3}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
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
