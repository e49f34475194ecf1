'use client'

import { useEffect, useState } from 'react'
import type { SubjectRef } from '@/lib/approvals/vocabulary'
import { answerOf } from '@/lib/shared/action-answer'
import { blastRadiusAction } from './actions'

/** What saving an edit would make stale and who would be told, said before it is saved; nothing when it has no such end. */
export function EditConsequence({ kind, subjectId }: SubjectRef) {
  const [sentence, setSentence] = useState<string | null>(null)
  useEffect(() => {
    let gone = false
    void blastRadiusAction({ kind, subjectId })
      .catch(() => undefined)
      .then((result) => {
        const answer = answerOf(result)
        if (!gone && answer.ok) setSentence(answer.value)
      })
    return () => {
      gone = true
    }
  }, [kind, subjectId])
  return sentence ? (
    <p role="note" className="text-small text-ink-2">
      {sentence}
    </p>
  ) : null
}
