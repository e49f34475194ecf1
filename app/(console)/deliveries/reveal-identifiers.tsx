'use client'

import { Eye, EyeOff } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { KeyValues } from '@/components/ui/key-values'
import { Notice } from '@/components/ui/notice'
import type { RevealedValue } from '@/lib/deliveries/reveal'
import { answerOf } from '@/lib/shared/action-answer'
import { revealEventAction } from './actions'

/** The plain identifiers of one event, on request; asking is recorded, and they hide again when asked. */
export function RevealIdentifiers({ eventId }: { eventId: string }) {
  const [values, setValues] = useState<RevealedValue[] | null>(null)
  const [refusal, setRefusal] = useState<string | null>(null)
  const [asking, setAsking] = useState(false)
  async function reveal() {
    setAsking(true)
    const answer = answerOf(await revealEventAction({ eventId }).catch(() => undefined))
    setAsking(false)
    setRefusal(answer.ok ? null : answer.sentence)
    if (answer.ok) setValues(answer.value.values)
  }
  if (values === null) {
    return (
      <div className="space-y-2">
        <Button variant="ghost" size="sm" className="-ml-2" icon={<Eye />} pending={asking} onClick={reveal}>
          Reveal identifiers
        </Button>
        {refusal ? (
          <Notice tone="problem" live>
            {refusal}
          </Notice>
        ) : null}
      </div>
    )
  }
  return (
    <section aria-label="Revealed identifiers" aria-live="polite" className="rounded-md border border-line p-3">
      <KeyValues
        rows={values.map(({ key, what, value }) => ({
          key:
            what.endsWith('on file') && values.filter((one) => one.what === what).length > 1
              ? `${what} (${key.slice(-4)})`
              : what,
          value: (
            <span className="flex items-center gap-1">
              <span className="machine min-w-0 break-all">{value}</span>
              <CopyButton value={value} what={what.toLowerCase()} />
            </span>
          ),
        }))}
      />
      <div className="mt-2 flex flex-wrap items-center gap-2">
        <Button variant="ghost" size="sm" icon={<EyeOff />} onClick={() => setValues(null)}>
          Hide
        </Button>
        <span className="text-small text-ink-2">Who saw this, and when, is in the audit log.</span>
      </div>
    </section>
  )
}
