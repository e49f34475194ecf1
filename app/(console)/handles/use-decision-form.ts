'use client'

import { useState } from 'react'
import { useToast } from '@/components/ui/toast'
import type { DecisionView } from '@/lib/handles/decision-view'
import { type ActionFailure, answerOf } from '@/lib/shared/action-answer'
import { saveDecisionAction } from './actions'

export type Form = DecisionView['form']
type Intent = Form['intents'][number] & { key: string }

const keyed = (intents: Form['intents']): Intent[] => intents.map((one, i) => ({ ...one, key: one.id ?? `new ${i}` }))

/** The decision while it is edited. What was typed stays when somebody else saved first: it is saved over theirs on purpose. */
export function useDecisionForm({ id, version, form }: Pick<DecisionView, 'id' | 'version' | 'form'>) {
  const [fields, setFields] = useState(form)
  const [intents, setIntents] = useState(() => keyed(form.intents))
  const [failure, setFailure] = useState<ActionFailure | null>(null)
  const [over, setOver] = useState<number | null>(null)
  const [pending, setPending] = useState(false)
  const toast = useToast()
  const [made, setMade] = useState(0)

  async function save() {
    setPending(true)
    const lines = intents.filter(({ text }) => text.trim() !== '')
    const input = {
      ...{ ...fields, handleId: id, version: over ?? version },
      intents: lines.map(({ id: intentId, text, workflowId }) => ({
        ...(intentId && { id: intentId }),
        text,
        workflowId,
      })),
    }
    const answer = answerOf(await saveDecisionAction(input).catch(() => undefined))
    setPending(false)
    setFailure(answer.ok ? null : answer)
    if (answer.ok) {
      setOver(null)
      toast({ text: 'The decision is saved.' })
      return
    }
    const current = answer.details?.current as { version?: number } | undefined
    setOver(answer.code === 'stale-version' ? (current?.version ?? null) : null)
  }

  const change = (key: string, changed: Partial<Intent>) =>
    setIntents((all) => all.map((one) => (one.key === key ? { ...one, ...changed } : one)))
  return {
    ...{ fields, intents, failure, pending, isStale: over !== null, save },
    set: (changed: Partial<Form>) => setFields((before) => ({ ...before, ...changed })),
    change,
    remove: (key: string) => setIntents((all) => all.filter((one) => one.key !== key)),
    add() {
      setMade(made + 1)
      setIntents((all) => [...all, { key: `added ${made}`, text: '', workflowId: null }])
    },
  }
}

export type DecisionForm = ReturnType<typeof useDecisionForm>
