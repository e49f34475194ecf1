'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { useToast } from '@/components/ui/toast'
import { When } from '@/components/ui/when'
import type { DetailQuestion } from '@/lib/merges/queries'
import { answerOf } from '@/lib/shared/action-answer'
import { answerUndoAction } from '../merge/actions'

type QuestionsProps = { mergeId: string; version: number; questions: readonly DetailQuestion[]; mayDecide: boolean }
type Choice = 'keep' | 'change'

/** What changed between the merge and its undoing: each with both answers. */
export function Questions({ mergeId, version, questions, mayDecide }: QuestionsProps) {
  const toast = useToast()
  const [pending, setPending] = useState<string | null>(null)
  async function decide(key: string, choice: Choice) {
    setPending(`${key} ${choice}`)
    const answer = answerOf(await answerUndoAction({ mergeId, key, choice, version }).catch(() => undefined))
    setPending(null)
    if (!answer.ok) return toast({ tone: 'failed', text: answer.sentence })
    const left = answer.value.questions.filter(({ decided }) => !decided).length
    toast({ text: left === 0 ? 'Decided. The undoing is complete.' : `Decided. ${left} more to decide.` })
  }
  return (
    <ul className="space-y-3">
      {questions.map((question) => (
        <li key={question.key} className="space-y-1.5 text-control">
          <p className="[overflow-wrap:anywhere]">{question.asks}</p>
          {question.decided ? (
            <p className="text-small text-ink-2">
              {question.decided.words}, decided by {question.decided.by}, <When at={question.decided.at} />
            </p>
          ) : mayDecide ? (
            <div className="flex flex-wrap gap-2">
              {(['keep', 'change'] as const).map((choice) => (
                <Button
                  key={choice}
                  size="sm"
                  pending={pending === `${question.key} ${choice}`}
                  onClick={() => decide(question.key, choice)}
                >
                  {question[choice]}
                </Button>
              ))}
            </div>
          ) : (
            <p className="text-small text-ink-2">Waits for a CRM owner.</p>
          )}
        </li>
      ))}
    </ul>
  )
}
