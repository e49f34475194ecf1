'use client'

import type { ReactNode } from 'react'
import { RevealScope } from '@/components/identity/reveal-scope'
import { answerOf } from '@/lib/shared/action-answer'
import { revealContactAction } from './actions'

/** The identifiers and reply destinations of one contact, masked until somebody allowed asks for them. */
export function ContactScope({ id, children }: { id: string; children: ReactNode }) {
  const reveal = async () => answerOf(await revealContactAction({ id }).catch(() => undefined))
  return <RevealScope reveal={reveal}>{children}</RevealScope>
}
