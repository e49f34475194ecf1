'use client'

import { ArrowUpDown } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTransition } from 'react'
import { useHotkeys } from '@/components/keys/use-hotkeys'
import { Button } from '@/components/ui/button'
import { Kbd } from '@/components/ui/kbd'
import { useToast } from '@/components/ui/toast'
import type { PairRow } from '@/lib/duplicates/pairs'
import { answerOf } from '@/lib/shared/action-answer'
import { assignPairAction, dismissPairAction, reopenPairAction } from '../actions'

/** By which the key M finds the form of the merge. */
export const MERGE_FORM = 'merge-pair'

type PairKeysProps = {
  pair: { id: string; version: number; state: PairRow['state']; mine: boolean }
  /** `next`: where one goes on after a decision. */
  links: { next: string; previous: string | null; following: string | null; swap: string | null }
  mergeable: boolean
}

const GROUP = 'Duplicate review'

/** The decisions about a pair, as buttons and as keys. */
export function PairKeys({ pair, links, mergeable }: PairKeysProps) {
  const router = useRouter()
  const toast = useToast()
  const [pending, start] = useTransition()
  const { id, version, state, mine } = pair
  const failed = (text: string) => toast({ tone: 'failed', text })
  const reopen = (at: number) =>
    start(async () => {
      const answer = answerOf(await reopenPairAction({ id, version: at }).catch(() => undefined))
      if (!answer.ok) return failed(answer.sentence)
      router.push(`/duplicates/${id}`)
    })
  const dismiss = () =>
    start(async () => {
      const answer = answerOf(await dismissPairAction({ id, version }).catch(() => undefined))
      if (!answer.ok) return failed(answer.sentence)
      const undo = { label: 'Undo', onSelect: () => reopen(answer.value.version) }
      toast({ text: 'Not the same. It is asked again only when there is new evidence.', action: undo })
      router.push(links.next)
    })
  const assign = () =>
    start(async () => {
      const answer = answerOf(await assignPairAction({ id, version, mine: !mine }).catch(() => undefined))
      if (!answer.ok) failed(answer.sentence)
    })
  const merge = () => {
    const form = document.getElementById(MERGE_FORM)
    if (form instanceof HTMLFormElement) form.requestSubmit(form.querySelector('button[type=submit]'))
  }
  const go = (href: string | null) => href && router.push(href)
  const open = state === 'open' || state === 'apart'
  useHotkeys([
    { keys: 'j', label: 'Next pair', group: GROUP, run: () => go(links.following) },
    { keys: 'k', label: 'Previous pair', group: GROUP, run: () => go(links.previous) },
    ...(open && mergeable
      ? [
          { keys: 'm', label: 'Merge them', group: GROUP, run: merge },
          { keys: 's', label: 'Let the other one stay', group: GROUP, run: () => go(links.swap) },
        ]
      : []),
    ...(open ? [{ keys: 'n', label: 'Not the same', group: GROUP, run: dismiss }] : []),
  ])
  if (state === 'dismissed') {
    return (
      <Button pending={pending} onClick={() => reopen(version)}>
        Look at it again
      </Button>
    )
  }
  if (!open) return null
  return (
    <>
      <Button variant="ghost" pending={pending} onClick={assign}>
        {mine ? 'Give it back' : 'Take it'}
      </Button>
      {links.swap ? (
        <Button variant="ghost" icon={<ArrowUpDown />} onClick={() => go(links.swap)}>
          Swap <Kbd>S</Kbd>
        </Button>
      ) : null}
      <Button pending={pending} onClick={dismiss}>
        Not the same <Kbd>N</Kbd>
      </Button>
      {mergeable ? (
        <Button variant="primary" onClick={merge}>
          Merge <Kbd>M</Kbd>
        </Button>
      ) : null}
    </>
  )
}
