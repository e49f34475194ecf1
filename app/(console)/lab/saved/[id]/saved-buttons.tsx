'use client'

import { Plus, Trash2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Button } from '@/components/ui/button'
import { Select } from '@/components/ui/select'
import { useToast } from '@/components/ui/toast'
import { answerOf } from '@/lib/shared/action-answer'
import { addToPlanAction, removeSavedAction } from '../../actions'

/** Puts the payload at the end of a plan and goes there. */
export function AddToPlan({ savedId, plans }: { savedId: string; plans: { id: string; name: string }[] }) {
  const toast = useToast()
  const router = useRouter()
  const [planId, setPlanId] = useState(plans[0]?.id ?? '')
  const [pending, start] = useTransition()
  const use = () =>
    start(async () => {
      const answer = answerOf(await addToPlanAction({ id: savedId, planId }).catch(() => undefined))
      if (!answer.ok) return toast({ tone: 'failed', text: answer.sentence })
      router.push(`/lab/plans/${planId}`)
    })
  return (
    <>
      <span className="w-52">
        <Select
          aria-label="Plan"
          value={planId}
          options={plans.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(event) => setPlanId(event.target.value)}
        />
      </span>
      <Button variant="primary" icon={<Plus />} pending={pending} onClick={use}>
        Add to plan
      </Button>
    </>
  )
}

export function RemoveSaved({
  saved: { id, version, name },
}: {
  saved: { id: string; version: number; name: string }
}) {
  const toast = useToast()
  const router = useRouter()
  return (
    <ConfirmDialog
      danger
      title={`Remove “${name}”?`}
      confirmLabel="Remove it"
      trigger={
        <Button variant="ghost" icon={<Trash2 />}>
          Remove
        </Button>
      }
      onConfirm={async () => {
        const answer = answerOf(await removeSavedAction({ id, version }).catch(() => undefined))
        if (!answer.ok) return { ok: false, message: answer.sentence }
        toast({ text: `“${name}” was removed.` })
        router.push('/lab/payloads')
        return { ok: true }
      }}
    >
      Plans that use it keep the payload as it is.
    </ConfirmDialog>
  )
}
