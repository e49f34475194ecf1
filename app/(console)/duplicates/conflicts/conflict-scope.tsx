'use client'

import type { ReactNode } from 'react'
import { RevealScope } from '@/components/identity/reveal-scope'
import { answerOf } from '@/lib/shared/action-answer'
import { revealConflictAction } from './actions'

/** The identifiers of one conflict, masked until somebody allowed asks for them. */
export function ConflictScope({ id, children }: { id: string; children: ReactNode }) {
  const reveal = async () => answerOf(await revealConflictAction({ id }).catch(() => undefined))
  return <RevealScope reveal={reveal}>{children}</RevealScope>
}
