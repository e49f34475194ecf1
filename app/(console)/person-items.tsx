'use client'

import { LogOut, UserRound } from 'lucide-react'
import { useTransition } from 'react'
import { MenuItem } from '@/components/ui/menu'
import { useToast } from '@/components/ui/toast'
import { answerOf } from '@/lib/shared/action-answer'
import { signOutAction } from './account/actions'

/** What is theirs: the account, and the way out. */
export function PersonItems() {
  const [, start] = useTransition()
  const toast = useToast()
  function leave() {
    start(async () => {
      const answer = answerOf(await signOutAction())
      if (!answer.ok) toast({ text: answer.sentence, tone: 'failed' })
    })
  }
  return (
    <>
      <MenuItem icon={<UserRound />} href="/account">
        Your account
      </MenuItem>
      <MenuItem icon={<LogOut />} onSelect={leave}>
        Sign out
      </MenuItem>
    </>
  )
}
