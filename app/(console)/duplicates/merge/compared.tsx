'use client'

import type { ReactNode } from 'react'
import { RevealScope } from '@/components/identity/reveal-scope'
import { answerOf } from '@/lib/shared/action-answer'
import { revealContactAction } from '../../contacts/actions'

/** The identifiers of both contacts, masked until somebody allowed asks for them. */
export function ComparedScope({ ids, children }: { ids: readonly [string, string]; children: ReactNode }) {
  const reveal = async () => {
    const [one, two] = await Promise.all(
      ids.map(async (id) => answerOf(await revealContactAction({ id }).catch(() => undefined))),
    )
    if (!one?.ok || !two?.ok) return one?.ok === false ? one : (two ?? NO_ANSWER)
    return { ok: true as const, value: { ...one.value, ...two.value } }
  }
  return <RevealScope reveal={reveal}>{children}</RevealScope>
}

const NO_ANSWER = answerOf<Record<string, string>>(undefined)
