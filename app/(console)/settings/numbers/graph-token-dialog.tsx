'use client'

import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import { FormErrors } from '@/components/form/form-errors'
import { SubmitButton } from '@/components/form/submit-button'
import { TextField } from '@/components/form/text-field'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose } from '@/components/ui/dialog'
import { IconButton } from '@/components/ui/icon-button'
import { useToast } from '@/components/ui/toast'
import { When } from '@/components/ui/when'
import type { PortfolioRow } from '@/lib/settings/list-numbers'
import { type ActionFailure, answerOf } from '@/lib/shared/action-answer'
import { removeGraphTokenAction, setGraphTokenAction } from '../actions'

/** Enters, replaces or removes the access token of a portfolio. It is stored encrypted, and nobody can read it back. */
export function GraphTokenDialog({ portfolio }: { portfolio: PortfolioRow }) {
  const [open, setOpen] = useState(false)
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      title={`Access token of ${portfolio.name}`}
      description="With it Handrail reads, reserves and gives up usernames through the Graph API. It needs the permission whatsapp_business_management."
      trigger={
        <IconButton size="sm" label={`Access token of ${portfolio.name}`}>
          <KeyRound />
        </IconButton>
      }
    >
      <TokenForm portfolio={portfolio} onDone={() => setOpen(false)} />
    </Dialog>
  )
}

function TokenForm({ portfolio, onDone }: { portfolio: PortfolioRow; onDone: () => void }) {
  const toast = useToast()
  const [token, setToken] = useState('')
  const [failure, setFailure] = useState<ActionFailure | null>(null)
  const [pending, setPending] = useState<'save' | 'remove' | null>(null)
  const which = { portfolioId: portfolio.id, version: portfolio.version }
  async function send(how: 'save' | 'remove') {
    setPending(how)
    const call = how === 'save' ? setGraphTokenAction({ ...which, token }) : removeGraphTokenAction(which)
    const answer = answerOf<unknown>(await call.catch(() => undefined))
    setPending(null)
    setFailure(answer.ok ? null : answer)
    if (!answer.ok) return
    onDone()
    toast({ text: how === 'save' ? 'The token is kept, encrypted.' : 'The token is removed.' })
  }
  return (
    <form action={() => send('save')} className="space-y-4">
      <FormErrors errors={failure && !failure.fields ? [{ message: failure.sentence }] : []} />
      <p className="text-control text-ink-2">
        {portfolio.graphTokenAt ? (
          <>
            A token was entered <When at={portfolio.graphTokenAt} style="full" />. A new one takes its place.
          </>
        ) : (
          'No token was entered yet.'
        )}
      </p>
      <TextField
        label="Access token"
        type="password"
        autoComplete="off"
        machine
        required
        value={token}
        error={failure?.fields?.token}
        onChange={(event) => setToken(event.target.value)}
      />
      <div className="flex justify-end gap-2">
        {portfolio.graphTokenAt ? (
          <Button
            variant="danger-quiet"
            className="mr-auto"
            pending={pending === 'remove'}
            onClick={() => send('remove')}
          >
            Remove the token
          </Button>
        ) : null}
        <DialogClose asChild>
          <Button variant="ghost">Cancel</Button>
        </DialogClose>
        <SubmitButton pending={pending === 'save'}>Keep the token</SubmitButton>
      </div>
    </form>
  )
}
