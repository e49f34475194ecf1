import { State } from '@/components/ui/state'
import type { PairRow } from '@/lib/duplicates/pairs'

/** A contact as a pair names it: its name, its CRM id, and where it is from. */
export function ContactWords({ contact }: { contact: PairRow['low'] }) {
  const { name, crmContactId, provisional } = contact
  return (
    <>
      {name ?? <span className="text-ink-3">no name yet</span>}{' '}
      <span className={crmContactId ? 'machine text-small text-ink-2' : 'text-small text-ink-2'}>
        {crmContactId ?? (provisional ? 'from WhatsApp' : 'no CRM id')}
      </span>
    </>
  )
}

const STATES = {
  open: { kind: 'waiting', words: 'to be decided' },
  apart: { kind: 'unverifiable', words: 'kept apart' },
  dismissed: { kind: 'open', words: 'not the same' },
  merged: { kind: 'passed', words: 'merged' },
  gone: { kind: 'stale', words: 'no evidence any more' },
} as const

export function PairStateMark({ state }: { state: PairRow['state'] }) {
  const { kind, words } = STATES[state]
  return <State kind={kind}>{words}</State>
}
