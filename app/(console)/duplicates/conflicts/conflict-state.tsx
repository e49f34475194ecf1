import { State, type StateKind } from '@/components/ui/state'
import type { ConflictState as Word } from '@/lib/duplicates/rules'
import { STATE_WORDS } from '@/lib/duplicates/words'

const LOOK: Record<Word, StateKind> = { open: 'blocked', decided: 'passed', withdrawn: 'unverifiable' }

/** Whether somebody still has to look at it. */
export function ConflictState({ state }: { state: Word }) {
  return <State kind={LOOK[state]}>{STATE_WORDS[state]}</State>
}

/** Where the events of a conflict are: with a contact, or waiting for somebody to say whose they are. */
export function PlacedState({ contact }: { contact: string | null }) {
  return contact ? (
    <State kind="open" className="min-w-0">
      with {contact}
    </State>
  ) : (
    <State kind="stale">in review</State>
  )
}
