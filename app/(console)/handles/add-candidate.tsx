'use client'

import { type FormEvent, useEffect, useState } from 'react'
import { TextField } from '@/components/form/text-field'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import type { NameJudgement } from '@/lib/handles/judge-name'
import type { StandsFor } from '@/lib/handles/vocabulary'
import { answerOf } from '@/lib/shared/action-answer'
import { addCandidateAction, judgeNameAction } from './actions'
import { Judgement } from './judgement'

const PAUSE_MS = 250

/** What every rule says about the name in the field, a moment after the last key. */
function useJudgement(name: string, standsFor: StandsFor | null): NameJudgement | null {
  const [judged, setJudged] = useState<NameJudgement | null>(null)
  useEffect(() => {
    if (name.trim() === '') return setJudged(null)
    let stale = false
    const timer = setTimeout(async () => {
      const answer = answerOf(await judgeNameAction({ name, standsFor }).catch(() => undefined))
      if (!stale) setJudged(answer.ok ? answer.value : null)
    }, PAUSE_MS)
    return () => {
      stale = true
      clearTimeout(timer)
    }
  }, [name, standsFor])
  return judged
}

/** A name is judged while it is typed, and put on the list. */
export function AddCandidate({ handleId, standsFor }: { handleId: string; standsFor: StandsFor | null }) {
  const [name, setName] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [pending, setPending] = useState(false)
  const judged = useJudgement(name, standsFor)
  async function add(event: FormEvent) {
    event.preventDefault()
    setPending(true)
    const answer = answerOf(await addCandidateAction({ handleId, name }).catch(() => undefined))
    setPending(false)
    setProblem(answer.ok ? null : answer.sentence)
    // Whoever types on meanwhile keeps what they type.
    if (answer.ok) setName((now) => (now === name ? '' : now))
  }
  return (
    <form onSubmit={add} className="space-y-3">
      <div className="flex flex-wrap items-end gap-2">
        <div className="w-[280px] max-md:w-full">
          <TextField
            label="Another name"
            machine
            required={false}
            placeholder="@"
            maxLength={80}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </div>
        <Button type="submit" pending={pending} disabled={name.trim() === ''}>
          Put it on the list
        </Button>
      </div>
      <div aria-live="polite" className="space-y-2">
        {problem ? <Notice tone="problem">{problem}</Notice> : null}
        {judged ? <Judgement judgement={judged} /> : null}
      </div>
    </form>
  )
}
