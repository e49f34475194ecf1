'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import type { ConflictChoice } from '@/components/form/conflict-dialog'
import { useToast } from '@/components/ui/toast'
import type { PolicyText } from '@/lib/policy/diff-words'
import type { PolicyContent } from '@/lib/policy/schema'
import { type ActionFailure, answerOf } from '@/lib/shared/action-answer'
import { saveDraftAction } from '../actions'
import { mergedText } from './draft-conflict'
import { type TypedLists, typedFrom, withTyped } from './draft-fields'

export type DraftText = PolicyText & { content: PolicyContent }

type Overtaken = { theirs: DraftText; version: number; by: string }

function overtakenBy(failure: ActionFailure): Overtaken | null {
  const { current, changedBy } = (failure.details ?? {}) as {
    current?: DraftText & { version: number }
    changedBy?: { name: string } | null
  }
  if (failure.code !== 'stale-version' || !current?.content) return null
  const { content, scenarios, version } = current
  return { theirs: { content, scenarios }, version, by: changedBy?.name ?? 'Somebody else' }
}

/** The draft as it is typed, and everything that can come back from saving it. */
export function useDraft(id: string, saved: DraftText & { version: number }) {
  const router = useRouter()
  const toast = useToast()
  const [text, setText] = useState<DraftText>({ content: saved.content, scenarios: saved.scenarios })
  const [typed, setTyped] = useState<TypedLists>(typedFrom(saved.content))
  const [base, setBase] = useState({ version: saved.version, text: JSON.stringify(text) })
  const [pending, setPending] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  const [overtaken, setOvertaken] = useState<Overtaken | null>(null)
  const read = withTyped(text.content, typed)
  const whole: DraftText = { content: read.content, scenarios: text.scenarios }

  async function save(wanted = whole, version = base.version) {
    setPending(true)
    const input = { id, version, content: wanted.content, scenarios: [...wanted.scenarios] }
    const answer = answerOf(await saveDraftAction(input).catch(() => undefined))
    setPending(false)
    const conflict = answer.ok ? null : overtakenBy(answer)
    setOvertaken(conflict)
    setRefusal(answer.ok || conflict ? null : answer.sentence)
    if (!answer.ok) return
    setBase({ version: answer.value.version, text: JSON.stringify(wanted) })
    toast({ text: 'The draft is saved.' })
    router.refresh()
  }

  function resolve(choices: Record<string, ConflictChoice>) {
    if (!overtaken) return
    const merged = mergedText(whole, overtaken.theirs, choices) as DraftText
    setText(merged)
    setTyped(typedFrom(merged.content))
    void save(merged, overtaken.version)
  }

  return {
    ...{ text: whole, typed, problems: read.problems, unread: read.count, pending, refusal, overtaken },
    version: base.version,
    changed: JSON.stringify(whole) !== base.text,
    setContent: (change: Partial<PolicyContent>) =>
      setText((before) => ({ ...before, content: { ...before.content, ...change } })),
    setScenarios: (scenarios: DraftText['scenarios']) => setText((before) => ({ ...before, scenarios })),
    setTyped: (change: Partial<TypedLists>) => setTyped((before) => ({ ...before, ...change })),
    save: () => save(),
    resolve,
    giveUp: () => setOvertaken(null),
  }
}
