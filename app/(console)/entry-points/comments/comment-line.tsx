'use client'

import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { useToast } from '@/components/ui/toast'
import { When } from '@/components/ui/when'
import type { CommentView } from '@/lib/entry-points/comments'
import { answerOf } from '@/lib/shared/action-answer'
import { editCommentAction, removeCommentAction } from './actions'
import { CommentField } from './comment-field'

type CommentLineProps = { comment: CommentView; people: readonly string[]; canWrite: boolean }

/** One comment; one's own can be changed and deleted. */
export function CommentLine({ comment, people, canWrite }: CommentLineProps) {
  const [draft, setDraft] = useState<string | null>(null)
  const { text, authorName, at, edited } = comment
  return (
    <li className="text-control">
      <b className="font-[550]">{authorName}</b>{' '}
      <span className="text-small text-ink-2">
        <When at={at} style="moment" />
        {edited && text !== null ? ', edited' : ''}
      </span>
      {text === null ? <p className="text-ink-2">deleted this comment.</p> : null}
      {text !== null && draft === null ? <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{text}</p> : null}
      {text !== null && draft !== null ? (
        <Editing comment={comment} draft={draft} people={people} onChange={setDraft} onEnd={() => setDraft(null)} />
      ) : null}
      {text !== null && draft === null && comment.own && canWrite ? (
        <Own comment={comment} onEdit={() => setDraft(text)} />
      ) : null}
    </li>
  )
}

function Own({ comment, onEdit }: { comment: CommentView; onEdit: () => void }) {
  const toast = useToast()
  const router = useRouter()
  const [pending, start] = useTransition()
  const remove = () =>
    start(async () => {
      const answer = answerOf(await removeCommentAction({ id: comment.id, version: comment.version }))
      if (!answer.ok) return toast({ text: answer.sentence, tone: 'failed' })
      router.refresh()
    })
  return (
    <div className="mt-0.5 -ml-2 flex gap-1">
      <Button size="sm" variant="ghost" onClick={onEdit}>
        Edit
      </Button>
      <Button size="sm" variant="ghost" pending={pending} onClick={remove}>
        Delete
      </Button>
    </div>
  )
}

type EditingProps = {
  comment: CommentView
  draft: string
  people: readonly string[]
  onChange: (text: string) => void
  onEnd: () => void
}

function Editing({ comment, draft, people, onChange, onEnd }: EditingProps) {
  const router = useRouter()
  const [refusal, setRefusal] = useState<string>()
  const [pending, start] = useTransition()
  const save = () =>
    start(async () => {
      const answer = answerOf(await editCommentAction({ id: comment.id, version: comment.version, text: draft }))
      setRefusal(answer.ok ? undefined : (answer.fields?.text?.[0] ?? answer.sentence))
      if (!answer.ok) return
      onEnd()
      router.refresh()
    })
  return (
    <div className="mt-1 space-y-2">
      <CommentField label="Change the comment" value={draft} error={refusal} people={people} onChange={onChange} />
      <div className="flex gap-2">
        <Button size="sm" variant="primary" pending={pending} onClick={save}>
          Save comment
        </Button>
        <Button size="sm" variant="ghost" onClick={onEnd}>
          Leave it as it was
        </Button>
      </div>
    </div>
  )
}
