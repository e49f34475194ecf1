'use client'

import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { answerOf } from '@/lib/shared/action-answer'
import { addCommentAction } from './actions'
import { CommentField } from './comment-field'

/** A refusal leaves what was typed where it is. */
export function CommentForm({ entryPointId, people }: { entryPointId: string; people: readonly string[] }) {
  const router = useRouter()
  const [text, setText] = useState('')
  const [refusal, setRefusal] = useState<string>()
  const [pending, start] = useTransition()
  const write = () =>
    start(async () => {
      const answer = answerOf(await addCommentAction({ entryPointId, text }))
      setRefusal(answer.ok ? undefined : (answer.fields?.text?.[0] ?? answer.sentence))
      if (!answer.ok) return
      setText('')
      router.refresh()
    })
  return (
    <div className="space-y-2">
      <CommentField label="Comment" value={text} error={refusal} people={people} onChange={setText} />
      <Button size="sm" variant="primary" pending={pending} onClick={write}>
        Add comment
      </Button>
    </div>
  )
}
