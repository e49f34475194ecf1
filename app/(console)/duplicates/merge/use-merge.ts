'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useToast } from '@/components/ui/toast'
import type { Pickable, Picks, Side } from '@/lib/merges/model'
import { answerOf } from '@/lib/shared/action-answer'
import { mergeAction } from './actions'

export type MergeOf = {
  survivorId: string
  mergedId: string
  versions: { survivor: number; merged: number }
}

/** What is chosen and written before two contacts become one, and the merge itself. */
export function useMerge({ survivorId, mergedId, versions }: MergeOf, nextHref?: string) {
  const [picks, setPicks] = useState<Picks>({})
  const [acknowledged, setAcknowledged] = useState('')
  const [note, setNote] = useState('')
  const [pending, setPending] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  const router = useRouter()
  const toast = useToast()

  async function merge() {
    setPending(true)
    setRefusal(null)
    const words = { ...(acknowledged.trim() && { acknowledged }), ...(note.trim() && { note }) }
    const input = { survivorId, mergedId, versions, picks, dryRun: false, ...words }
    const answer = answerOf(await mergeAction(input).catch(() => undefined))
    setPending(false)
    if (!answer.ok) return setRefusal(answer.sentence)
    toast({ text: 'Merged. It can be undone at any time.' })
    router.push(nextHref ?? `/duplicates/merges/${answer.value.id}`)
  }

  return {
    ...{ picks, acknowledged, setAcknowledged, note, setNote, pending, refusal, merge },
    pick: (field: Pickable, side: Side) => setPicks((before) => ({ ...before, [field]: side })),
    pickLabels: (labels: NonNullable<Picks['labels']>) => setPicks((before) => ({ ...before, labels })),
  }
}

export type MergeChoices = ReturnType<typeof useMerge>
