'use client'

import { type FormEvent, useState } from 'react'
import { TextField } from '@/components/form/text-field'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { Panel } from '@/components/ui/panel'
import type { PolicyJudgement } from '@/lib/policy/queries'
import { answerOf } from '@/lib/shared/action-answer'
import { tryNameAction } from './actions'
import { AllowedMark } from './policy-state'
import { ReasonList } from './reason-list'

/** Tries a name on the policy in force without asking for it. */
export function TryName() {
  const [name, setName] = useState('')
  const [found, setFound] = useState<PolicyJudgement | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [pending, setPending] = useState(false)
  async function tryIt(event: FormEvent) {
    event.preventDefault()
    setPending(true)
    const answer = answerOf(await tryNameAction({ name }).catch(() => undefined))
    setPending(false)
    setFound(answer.ok ? answer.value : null)
    setProblem(answer.ok ? null : answer.sentence)
  }
  return (
    <Panel title="Try a name">
      <form onSubmit={tryIt} className="space-y-3">
        <TextField
          label="Handle"
          machine
          required
          maxLength={80}
          placeholder="@"
          value={name}
          onChange={(event) => setName(event.target.value)}
          help="What the policy says, class by class. Nothing is asked for."
        />
        <Button type="submit" size="sm" pending={pending} disabled={name.trim() === ''}>
          Try it
        </Button>
      </form>
      <div aria-live="polite" className="mt-3 space-y-3">
        {problem ? <Notice tone="problem">{problem}</Notice> : null}
        {found ? <p className="text-control font-[550]">{found.sentence}</p> : null}
        {found?.verdict?.classes.map((one) => (
          <details key={one.classKey} className="border-t border-line pt-2">
            <summary className="flex cursor-pointer items-center gap-2 text-control">
              <span className="flex-1">{one.className}</span>
              <AllowedMark allowed={one.allowed} />
            </summary>
            <div className="mt-2">
              <ReasonList reasons={one.reasons} label={`Why, as ${one.className.toLowerCase()}`} />
            </div>
          </details>
        ))}
      </div>
    </Panel>
  )
}
