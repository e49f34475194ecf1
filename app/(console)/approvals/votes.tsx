import { State } from '@/components/ui/state'
import { When } from '@/components/ui/when'
import type { VoteView } from '@/lib/approvals/panel'

/** Who decided what, for whom, when and with which words. */
export function Votes({ votes }: { votes: readonly VoteView[] }) {
  return (
    <ul className="space-y-2">
      {votes.map(({ id, by, onBehalfOf, decision, comment, at }) => (
        <li key={id} className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2.5 text-control">
          <State kind={decision === 'approve' ? 'passed' : 'blocked'} wordHidden>
            {decision === 'approve' ? 'signed' : 'refused'}
          </State>
          <span className="min-w-0">
            <b className="font-[550]">{by}</b>
            {onBehalfOf ? ` on behalf of ${onBehalfOf}` : ''} {decision === 'approve' ? 'signed' : 'refused'}{' '}
            <span className="text-small text-ink-2">
              <When at={at} style="moment" />
            </span>
            {comment ? <span className="block text-ink-2 [overflow-wrap:anywhere]">“{comment}”</span> : null}
          </span>
        </li>
      ))}
    </ul>
  )
}
