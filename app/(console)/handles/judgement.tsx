import type { ReactNode } from 'react'
import { State } from '@/components/ui/state'
import type { NameJudgement } from '@/lib/handles/judge-name'

/** What WhatsApp, the naming policy and common sense say about one name, each with its reason. */
export function Judgement({ judgement }: { judgement: NameJudgement }) {
  const { rules, warnings, lookalikes, policy } = judgement
  const errors = rules.filter(({ severity }) => severity === 'error')
  const { allowed, sentence, reasons } = policy
  return (
    <ul className="space-y-1.5 text-control">
      <Line kind={errors.length > 0 ? 'blocked' : 'passed'} word="WhatsApp">
        {rules.length === 0 ? 'Follows every rule of WhatsApp.' : rules.map((rule) => rule.sentence).join(' ')}
      </Line>
      <Line kind={allowed === null ? 'unverifiable' : allowed ? 'passed' : 'blocked'} word="Policy">
        {[sentence, ...reasons].join(' ')}
      </Line>
      <Line kind={warnings.length > 0 ? 'stale' : 'passed'} word="Customers">
        {warnings.length > 0 ? warnings.join(' ') : 'Nothing in it is a code that only colleagues know.'}
      </Line>
      {lookalikes.length > 0 ? (
        <Line kind="open" word="Look-alikes">
          Others could take{' '}
          {lookalikes.map(({ name, why }, i) => (
            <span key={name} title={why}>
              {i > 0 ? ', ' : ''}
              <span className="machine">@{name}</span>
            </span>
          ))}
          .
        </Line>
      ) : null}
    </ul>
  )
}

type LineProps = { kind: 'passed' | 'blocked' | 'stale' | 'open' | 'unverifiable'; word: string; children: ReactNode }

function Line({ kind, word, children }: LineProps) {
  return (
    <li className="grid grid-cols-[104px_minmax(0,1fr)] items-start gap-x-3 max-md:grid-cols-1">
      <State kind={kind}>{word}</State>
      <span className="[overflow-wrap:anywhere]">{children}</span>
    </li>
  )
}
