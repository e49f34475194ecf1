'use client'

import { Check, Undo2, X } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { TextareaField } from '@/components/form/text-field'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { useToast } from '@/components/ui/toast'
import { answerOf } from '@/lib/shared/action-answer'
import { decideRequestAction, withdrawRequestAction } from '../actions'

type RequestStepsProps = {
  request: { id: string; name: string; version: number; allowed: boolean }
  mayDecide: boolean
  mayWithdraw: boolean
}

type Answer = { ok: boolean; sentence?: string; details?: Record<string, unknown> }

/** Who was faster, when the record changed in between. */
function refusalWords({ sentence, details }: Answer): string {
  const { changedBy, current } = (details ?? {}) as { changedBy?: { name: string }; current?: { state: string } }
  if (!changedBy || !current) return sentence ?? ''
  return `${changedBy.name} decided in between: the request is ${current.state} now. Nothing of yours was saved.`
}

/** The decision of the approver, or taking one's own request back. */
export function RequestSteps({ request, mayDecide, mayWithdraw }: RequestStepsProps) {
  const router = useRouter()
  const toast = useToast()
  const [note, setNote] = useState('')
  const [pending, setPending] = useState<string | null>(null)
  const [refusal, setRefusal] = useState<string | null>(null)
  const { id, version, name } = request

  async function run(step: string, call: Promise<unknown>, done: string) {
    setPending(step)
    const answer = answerOf(await (call as Promise<Parameters<typeof answerOf>[0]>).catch(() => undefined))
    setPending(null)
    setRefusal(answer.ok ? null : refusalWords(answer))
    router.refresh()
    if (answer.ok) toast({ text: done })
  }
  const decide = (decision: 'approve' | 'reject') =>
    run(
      decision,
      decideRequestAction({ id, version, decision, note }),
      decision === 'approve' ? `@${name} is approved.` : `@${name} is rejected, with your reason.`,
    )

  return (
    <div className="space-y-3">
      {refusal ? (
        <Notice tone="problem" live>
          {refusal}
        </Notice>
      ) : null}
      {mayDecide ? (
        <>
          <TextareaField
            label="Note"
            rows={2}
            maxLength={500}
            required={false}
            help="Required to reject: what would be right instead?"
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
          <div className="flex flex-wrap gap-2">
            <Button
              variant="primary"
              icon={<Check />}
              disabled={!request.allowed}
              pending={pending === 'approve'}
              onClick={() => decide('approve')}
            >
              Approve
            </Button>
            <Button variant="danger-quiet" icon={<X />} pending={pending === 'reject'} onClick={() => decide('reject')}>
              Reject
            </Button>
          </div>
          {request.allowed ? null : (
            <p className="text-small text-ink-2">
              The policy in force does not allow this name, so it can only be rejected, or the policy changed.
            </p>
          )}
        </>
      ) : null}
      {mayWithdraw ? (
        <Button
          icon={<Undo2 />}
          pending={pending === 'withdraw'}
          onClick={() => run('withdraw', withdrawRequestAction({ id, version }), `You took back @${name}.`)}
        >
          Take it back
        </Button>
      ) : null}
    </div>
  )
}
