'use client'

import { useTransition } from 'react'
import { ConfirmDialog, type ConfirmOutcome } from '@/components/form/confirm-dialog'
import { Button } from '@/components/ui/button'
import { useToast } from '@/components/ui/toast'
import type { MemberDetail } from '@/lib/members/queries'
import { type ActionAnswer, answerOf } from '@/lib/shared/action-answer'
import { disableMemberAction, enableMemberAction, endMemberSessionsAction } from './actions'

function outcome(answer: ActionAnswer<unknown>): ConfirmOutcome {
  return answer.ok ? { ok: true } : { ok: false, message: answer.sentence }
}

/** Letting somebody in or out. Enabling is the undo of disabling, so it asks nothing. */
export function MemberButtons({ member }: { member: MemberDetail }) {
  const [pending, start] = useTransition()
  const toast = useToast()
  const which = { memberId: member.id, version: member.version }
  function enable() {
    start(async () => {
      const answer = answerOf(await enableMemberAction(which))
      toast(answer.ok ? { text: `${member.name} can sign in again.` } : { tone: 'failed', text: answer.sentence })
    })
  }
  return (
    <>
      {member.disabled ? (
        <Button pending={pending} onClick={enable}>
          Enable
        </Button>
      ) : (
        <ConfirmDialog
          danger
          trigger={<Button variant="danger-quiet">Disable</Button>}
          title={`Disable ${member.name}`}
          confirmLabel="Disable"
          onConfirm={async () => outcome(answerOf(await disableMemberAction(which)))}
        >
          They are signed out at once and cannot sign in to this workspace until somebody enables them again. What they
          made stays, under their name.
        </ConfirmDialog>
      )}
      {member.sessions > 0 ? (
        <ConfirmDialog
          trigger={<Button>End their sessions</Button>}
          title={`Sign ${member.name} out everywhere`}
          confirmLabel="Sign out"
          onConfirm={async () => outcome(answerOf(await endMemberSessionsAction({ memberId: member.id })))}
        >
          Every browser they are signed in with is signed out. They may sign in again; to keep them out, disable them.
        </ConfirmDialog>
      ) : null}
    </>
  )
}
