'use client'

import { Stamp } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Button } from '@/components/ui/button'
import { useToast } from '@/components/ui/toast'
import { answerOf } from '@/lib/shared/action-answer'
import { putInForceAction } from '../actions'

type PutInForceProps = { id: string; number: number; version: number; instead: number | null }

/** Puts the signed draft in force. What is missing is told by the server, in the dialog. */
export function PutInForce({ id, number, version, instead }: PutInForceProps) {
  const router = useRouter()
  const toast = useToast()
  return (
    <ConfirmDialog
      title={`Put version ${number} in force`}
      confirmLabel="Put in force"
      trigger={
        <Button variant="primary" icon={<Stamp />}>
          Put in force
        </Button>
      }
      onConfirm={async () => {
        const answer = answerOf(await putInForceAction({ id, version }))
        if (!answer.ok) return { ok: false, message: answer.sentence }
        toast({ text: `Version ${number} is in force. Requests are judged by it from now on.` })
        router.push('/policy')
        return { ok: true }
      }}
    >
      <p>
        Every handle and every open request is judged by it at once.{' '}
        {instead === null ? 'It is the first policy in force.' : `Version ${instead} ends and stays readable.`}
      </p>
    </ConfirmDialog>
  )
}
