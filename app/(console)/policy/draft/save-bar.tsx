'use client'

import { Save } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { useToast } from '@/components/ui/toast'
import { answerOf } from '@/lib/shared/action-answer'
import { EditConsequence } from '../../approvals/edit-consequence'
import { discardDraftAction } from '../actions'
import type { useDraft } from './use-draft'

type SaveBarProps = { id: string; number: number; draft: ReturnType<typeof useDraft> }

/** Saves the draft, also an unfinished one, or throws it away. */
export function SaveBar({ id, number, draft }: SaveBarProps) {
  const { changed, unread, pending, refusal } = draft
  return (
    <section aria-label="Save the draft" className="space-y-3 rounded-lg border border-line bg-surface p-4">
      {refusal ? (
        <Notice tone="problem" live>
          {refusal}
        </Notice>
      ) : null}
      {unread > 0 ? (
        <Notice tone="careful" live>
          Some lines of the lists cannot be part of a handle. Put them right, then save.
        </Notice>
      ) : null}
      <p className="text-control text-ink-2">
        {changed ? 'What you typed is not saved yet.' : 'Everything is saved. An unfinished draft may be saved too.'}
      </p>
      {changed ? <EditConsequence kind="policy" subjectId={id} /> : null}
      <div className="flex flex-wrap gap-2">
        <Button
          variant="primary"
          icon={<Save />}
          pending={pending}
          disabled={!changed || unread > 0}
          onClick={draft.save}
        >
          Save the draft
        </Button>
        <Discard id={id} number={number} version={draft.version} />
      </div>
    </section>
  )
}

function Discard({ id, number, version }: { id: string; number: number; version: number }) {
  const router = useRouter()
  const toast = useToast()
  return (
    <ConfirmDialog
      danger
      title={`Throw version ${number} away`}
      confirmLabel="Throw it away"
      trigger={<Button variant="ghost">Throw it away</Button>}
      onConfirm={async () => {
        const answer = answerOf(await discardDraftAction({ id, version }))
        if (!answer.ok) return { ok: false, message: answer.sentence }
        toast({ text: `The draft of version ${number} is gone.` })
        router.push('/policy')
        return { ok: true }
      }}
    >
      <p>The draft and its scenarios are deleted. The version in force stays as it is; the audit log keeps the text.</p>
    </ConfirmDialog>
  )
}
