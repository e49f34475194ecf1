import { State, type StateKind } from '@/components/ui/state'
import type { Reason } from '@/lib/policy/judge-rules'

const KIND: Record<Reason['verdict'], StateKind> = { pass: 'passed', warning: 'stale', fail: 'blocked' }
const RULE: Record<Reason['rule'], string> = {
  username: 'WhatsApp',
  length: 'Length',
  'banned-word': 'Words',
  pattern: 'Pattern',
}

/** Each rule with what it found, also those that pass. */
export function ReasonList({ reasons, label }: { reasons: readonly Reason[]; label: string }) {
  return (
    <ul aria-label={label} className="space-y-1.5 text-control">
      {reasons.map(({ rule, verdict, sentence }) => (
        <li key={`${rule}${sentence}`} className="grid grid-cols-[110px_minmax(0,1fr)] gap-x-3 max-md:grid-cols-1">
          <State kind={KIND[verdict]}>{RULE[rule]}</State>
          <span className="[overflow-wrap:anywhere]">{sentence}</span>
        </li>
      ))}
    </ul>
  )
}
