'use client'

import { Eye, EyeOff } from 'lucide-react'
import { createContext, type ReactNode, useContext, useState } from 'react'
import { Button } from '../ui/button'
import { Notice } from '../ui/notice'

/** Plain values by the name under which a masked one stands on the page, or the sentence of a refusal. */
export type RevealAnswer = { ok: true; value: Readonly<Record<string, string>> } | { ok: false; sentence: string }

type Scope = {
  plain: Readonly<Record<string, string>> | null
  asking: boolean
  refusal: string | null
  toggle: () => Promise<void>
}

const RevealContext = createContext<Scope | null>(null)

/** Everything inside shows its identifiers masked, until they are asked for once. `reveal` asks, and is recorded. */
export function RevealScope({ reveal, children }: { reveal: () => Promise<RevealAnswer>; children: ReactNode }) {
  const [plain, setPlain] = useState<Scope['plain']>(null)
  const [asking, setAsking] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  async function toggle() {
    setRefusal(null)
    if (plain) {
      setPlain(null)
      return
    }
    setAsking(true)
    const answer = await reveal()
    setAsking(false)
    if (answer.ok) setPlain(answer.value)
    else setRefusal(answer.sentence)
  }
  return <RevealContext value={{ plain, asking, refusal, toggle }}>{children}</RevealContext>
}

/** The one button for everything in the scope. */
export function RevealButton() {
  const scope = useContext(RevealContext)
  if (!scope) return null
  return (
    <>
      <Button
        variant="ghost"
        size="sm"
        icon={scope.plain ? <EyeOff /> : <Eye />}
        pending={scope.asking}
        onClick={scope.toggle}
      >
        {scope.plain ? 'Hide identifiers' : 'Reveal identifiers'}
      </Button>
      {scope.refusal ? (
        <Notice tone="problem" live>
          {scope.refusal}
        </Notice>
      ) : (
        <span role="status" className="text-small text-ink-3">
          {scope.plain ? 'Shown in full; your name is in the audit log.' : 'Asking is recorded.'}
        </span>
      )}
    </>
  )
}

/** One identifier: masked, or in full once revealed. */
export function Shown({ source, masked }: { source: string | null; masked: string }) {
  const scope = useContext(RevealContext)
  return <>{(source === null ? undefined : scope?.plain?.[source]) ?? masked}</>
}
