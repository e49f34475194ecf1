'use client'

import { useRouter } from 'next/navigation'
import { useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { useToast } from '@/components/ui/toast'
import type { SystemRow } from '@/lib/inputs/systems'
import { answerOf } from '@/lib/shared/action-answer'
import { archiveSystemAction, restoreSystemAction } from '../actions'

/** Takes a system off the register; the toast puts it back. */
export function RemoveSystem({ system, backHref }: { system: SystemRow; backHref: string }) {
  const { id, version, system: name } = system
  const toast = useToast()
  const router = useRouter()
  const [pending, start] = useTransition()
  const restore = (at: number) =>
    start(async () => {
      const answer = answerOf(await restoreSystemAction({ id, version: at }))
      toast(answer.ok ? { text: `“${name}” is back.` } : { tone: 'failed', text: answer.sentence })
    })
  const remove = () =>
    start(async () => {
      const answer = answerOf(await archiveSystemAction({ id, version }))
      if (!answer.ok) return toast({ tone: 'failed', text: answer.sentence })
      const undo = { label: 'Undo', onSelect: () => restore(answer.value.version) }
      toast({ text: `“${name}” is off the register.`, action: undo })
      router.push(backHref, { scroll: false })
    })
  return (
    <Button variant="danger-quiet" pending={pending} onClick={remove}>
      Take off
    </Button>
  )
}
