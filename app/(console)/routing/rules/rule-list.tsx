import type { RulesView } from '@/lib/routing/queries'
import { ruleNames, ruleWords } from '@/lib/routing/words'

/** The active rules for somebody who may only read them. */
export function RuleList({ view }: { view: RulesView }) {
  const names = ruleNames(view)
  return (
    <ol aria-label="Routing rules" className="overflow-hidden rounded-lg border border-line bg-surface">
      {view.rules.map((rule, index) => (
        <li key={rule.id} className="flex gap-3 border-b border-line px-4 py-3 text-control">
          <span className="tabular w-5 shrink-0 text-ink-3">{index + 1}</span>
          {ruleWords(rule, names)}
        </li>
      ))}
      <li className="flex gap-3 px-4 py-3 text-control">
        <span aria-hidden="true" className="w-5 shrink-0 text-ink-3">
          –
        </span>
        Everything else → {view.defaultWorkflowId ? names.workflow(view.defaultWorkflowId) : 'nowhere'}
      </li>
    </ol>
  )
}
