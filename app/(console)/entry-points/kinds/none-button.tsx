'use client'

import { useRouter } from 'next/navigation'
import { useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { useToast } from '@/components/ui/toast'
import type { AskedKind } from '@/lib/entry-points/kind-coverage-rules'
import { KIND_WORDS } from '@/lib/entry-points/kinds'
import { answerOf } from '@/lib/shared/action-answer'
import { sayNoneAction, withdrawNoneAction } from './actions'

/** Says that there are none of a kind, under one's own name, or takes it back. */
export function NoneButton({ kind, saidId }: { kind: AskedKind; saidId: string | null }) {
  const toast = useToast()
  const router = useRouter()
  const [pending, start] = useTransition()
  const withdraw = (id: string) =>
    start(async () => {
      const answer = answerOf(await withdrawNoneAction({ id }))
      if (!answer.ok) return toast({ text: answer.sentence, tone: 'failed' })
      router.refresh()
    })
  const say = () =>
    start(async () => {
      const answer = answerOf(await sayNoneAction({ kind }))
      if (!answer.ok) return toast({ text: answer.sentence, tone: 'failed' })
      const undo = { label: 'Undo', onSelect: () => withdraw(answer.value.id) }
      toast({ text: `Written down: there is no ${KIND_WORDS[kind]}.`, action: undo })
      router.refresh()
    })
  return (
    <Button
      size="sm"
      pending={pending}
      aria-label={`${saidId ? 'Take back' : 'None exist'}: ${KIND_WORDS[kind]}`}
      onClick={() => (saidId ? withdraw(saidId) : say())}
    >
      {saidId ? 'Take back' : 'None exist'}
    </Button>
  )
}
