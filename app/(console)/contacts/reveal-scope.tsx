'use client'

import { Eye, EyeOff } from 'lucide-react'
import { createContext, type ReactNode, useContext, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import type { RevealedContact } from '@/lib/contacts/reveal'
import { revealContactAction } from './actions'
import { ask } from './ask'

type Scope = {
  shown: RevealedContact | null
  asking: boolean
  refusal: string | null
  toggle: () => Promise<void>
}

const RevealContext = createContext<Scope | null>(null)

/** Everything inside shows its identifiers masked, until they are asked for once; asking is recorded. */
export function RevealScope({ contactId, children }: { contactId: string; children: ReactNode }) {
  const [shown, setShown] = useState<RevealedContact | null>(null)
  const [asking, setAsking] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  async function toggle() {
    setRefusal(null)
    if (shown) {
      setShown(null)
      return
    }
    setAsking(true)
    const answer = await ask(() => revealContactAction({ id: contactId }))
    setAsking(false)
    if (answer.ok) setShown(answer.value)
    else setRefusal(answer.sentence)
  }
  return <RevealContext value={{ shown, asking, refusal, toggle }}>{children}</RevealContext>
}

/** The one button for all identifiers of the contact. */
export function RevealButton() {
  const scope = useContext(RevealContext)
  if (!scope) return null
  return (
    <>
      <Button
        variant="ghost"
        size="sm"
        icon={scope.shown ? <EyeOff /> : <Eye />}
        pending={scope.asking}
        onClick={scope.toggle}
      >
        {scope.shown ? 'Hide identifiers' : 'Reveal identifiers'}
      </Button>
      {scope.refusal ? (
        <Notice tone="problem" live>
          {scope.refusal}
        </Notice>
      ) : (
        <span className="text-small text-ink-3">
          {scope.shown ? 'Shown in full; your name is in the audit log.' : 'Asking is recorded.'}
        </span>
      )}
    </>
  )
}

/** An identifier or a reply destination: masked, or in full once revealed. */
export function Shown({ id, of, masked }: { id: string; of: 'identifiers' | 'replies'; masked: string }) {
  const scope = useContext(RevealContext)
  return <span aria-live="polite">{scope?.shown?.[of][id] ?? masked}</span>
}
