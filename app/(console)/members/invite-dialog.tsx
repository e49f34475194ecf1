'use client'

import { UserPlus } from 'lucide-react'
import { useActionState, useState } from 'react'
import { FormErrors } from '@/components/form/form-errors'
import { SubmitButton } from '@/components/form/submit-button'
import { TextField } from '@/components/form/text-field'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Dialog, DialogClose } from '@/components/ui/dialog'
import { Mono } from '@/components/ui/mono'
import { Notice } from '@/components/ui/notice'
import { When } from '@/components/ui/when'
import { type ActionFailure, answerOf } from '@/lib/shared/action-answer'
import { inviteMemberAction } from './actions'
import { RoleChoice } from './role-choice'

type Made = { email: string; link: string; expiresAt: Date }

/** Invites one person. The link is shown here once, to be handed over by whatever way is safe. */
export function InviteDialog({ grantable }: { grantable: readonly string[] | null }) {
  const [open, setOpen] = useState(false)
  const [made, setMade] = useState<Made | null>(null)
  function change(next: boolean) {
    setOpen(next)
    if (next) setMade(null)
  }
  return (
    <Dialog
      open={open}
      onOpenChange={change}
      title={made ? 'Send this link' : 'Invite somebody'}
      description={
        made
          ? 'It is shown this once. Whoever opens it first joins, so send it to one person only.'
          : 'You get a link for this person. It works once, for seven days.'
      }
      trigger={
        <Button variant="primary" icon={<UserPlus />}>
          Invite
        </Button>
      }
    >
      {made ? <InviteLink made={made} /> : <InviteForm grantable={grantable} onMade={setMade} />}
    </Dialog>
  )
}

function InviteForm({ grantable, onMade }: { grantable: readonly string[] | null; onMade: (made: Made) => void }) {
  const [email, setEmail] = useState('')
  const [roles, setRoles] = useState<string[]>(['viewer'])
  const [failure, submit] = useActionState(async (): Promise<ActionFailure | null> => {
    const answer = answerOf(await inviteMemberAction({ email, roles }))
    if (!answer.ok) return answer
    const { token, expiresAt } = answer.value
    onMade({ email, link: new URL(`/accept-invite/${token}`, location.origin).href, expiresAt })
    return null
  }, null)
  return (
    <form action={submit} noValidate className="space-y-4">
      <FormErrors errors={failure && !failure.fields ? [{ message: failure.sentence }] : []} />
      <TextField
        label="E-mail"
        name="email"
        type="email"
        autoComplete="off"
        required
        value={email}
        onChange={(event) => setEmail(event.target.value)}
        error={failure?.fields?.email}
      />
      <RoleChoice roles={roles} onChange={setRoles} grantable={grantable} error={failure?.fields?.roles?.join(' ')} />
      <div className="flex justify-end gap-2">
        <DialogClose asChild>
          <Button variant="ghost">Cancel</Button>
        </DialogClose>
        <SubmitButton>Make the link</SubmitButton>
      </div>
    </form>
  )
}

function InviteLink({ made }: { made: Made }) {
  return (
    <div className="space-y-4">
      <Notice tone="done" live>
        The invitation for <span className="machine">{made.email}</span> works until{' '}
        <When at={made.expiresAt} style="full" />.
      </Notice>
      <p className="flex items-start gap-2 rounded-md border border-line bg-sunken p-3">
        <Mono className="min-w-0 flex-1 text-small break-all">{made.link}</Mono>
        <CopyButton value={made.link} what="invitation link" />
      </p>
      <div className="flex justify-end">
        <DialogClose asChild>
          <Button variant="primary">Done</Button>
        </DialogClose>
      </div>
    </div>
  )
}
