'use client'

import { Eraser } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { TextField } from '@/components/form/text-field'
import { Button } from '@/components/ui/button'
import { formatCount } from '@/components/ui/format-number'
import { Notice } from '@/components/ui/notice'
import { useToast } from '@/components/ui/toast'
import { answerOf } from '@/lib/shared/action-answer'
import { erasePersonAction } from './actions'

/** Takes everything about a person away. It says what goes and that nothing brings it back, and asks for the request. */
export function EraseButton({ id, version, conflicts }: { id: string; version: number; conflicts: number }) {
  const router = useRouter()
  const toast = useToast()
  const [reference, setReference] = useState('')
  const erase = async () => {
    const answer = answerOf(await erasePersonAction({ contactId: id, version, reference }).catch(() => undefined))
    if (!answer.ok) return { ok: false as const, message: answer.fields?.reference?.[0] ?? answer.sentence }
    toast({ text: 'The person was erased.' })
    router.push('/contacts')
    return { ok: true as const }
  }
  return (
    <ConfirmDialog
      danger
      trigger={
        <Button size="sm" variant="ghost" icon={<Eraser />}>
          Erase
        </Button>
      }
      title="Erase this person"
      confirmLabel="Erase for good"
      onConfirm={erase}
    >
      <div className="space-y-3">
        <p>
          Name, phones, BSUIDs, usernames, conversations, what events and deliveries showed of them, conflicts, merges
          and what the audit log says about them are taken away, also of contacts that were merged into this one.
          Deliveries that carried their messages lose their whole body.{' '}
          <b className="font-[550]">Nothing brings it back.</b>
        </p>
        {conflicts > 0 ? (
          <Notice tone="careful">
            {formatCount(conflicts, 'conflict')} with other contacts {conflicts === 1 ? 'is' : 'are'} open. If they are
            the same person, merge them first: only this contact is erased.
          </Notice>
        ) : null}
        <p className="text-ink-2">
          Backups and your CRM keep what they have. If the person writes again, they are somebody new.
        </p>
        <TextField
          label="Where the request is kept"
          help="A case number. Not their name or number: this stays."
          required
          maxLength={100}
          value={reference}
          onChange={(event) => setReference(event.target.value)}
        />
      </div>
    </ConfirmDialog>
  )
}
