import { Chip } from '@/components/ui/chip'
import { State } from '@/components/ui/state'
import { TextLink } from '@/components/ui/text-link'
import { When } from '@/components/ui/when'
import type { CheckStep } from '@/lib/field-map/check-rules'
import type { CheckDetail, CheckRow } from '@/lib/field-map/checks'

export function CheckVerdict({ check: { passed, outdated } }: { check: Pick<CheckRow, 'passed' | 'outdated'> }) {
  if (!passed) return <State kind="blocked">did not pass</State>
  return outdated ? <State kind="stale">passed, the map was changed since</State> : <State kind="passed">passed</State>
}

/** The last check in a few lines, with the way to the evidence. */
export function LastCheck({ check }: { check: CheckDetail | null }) {
  if (!check) {
    return (
      <p className="text-control text-ink-2">
        It has not been run yet. One click makes a test contact that your CRM would know by its phone, lets it write
        once with the phone and once with only a BSUID, and passes when both reach the same record. Nothing of it stays.
      </p>
    )
  }
  return (
    <div className="space-y-2 text-control">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <CheckVerdict check={check} />
        <span className="text-ink-2">
          <When at={check.ranAt} /> by {check.ranBy}, on {check.number}
        </span>
      </p>
      <p>{check.words}</p>
      <p>
        <TextLink href={`/field-map/checks/${check.id}`}>The evidence</TextLink>
      </p>
    </div>
  )
}

export const CONVERSATIONS = ['With a phone', 'With only a BSUID']

export function Reached({ step: { reached } }: { step: CheckStep }) {
  return reached ? <State kind="passed">reached {reached}</State> : <State kind="blocked">ended elsewhere</State>
}

/** One of the two conversations: what it carried, where it arrived and why. */
export function Conversation({ step }: { step: CheckStep }) {
  const { carries, outcome, rule, sameThread, why } = step
  return (
    <div className="space-y-2 text-control">
      <p className="text-ink-2">
        Carried {carries}. Outcome: {outcome}
        {rule === null ? '' : `, rule ${rule}`}. {sameThread ? <Chip>the same conversation went on</Chip> : null}
      </p>
      <ol className="list-decimal space-y-1 border-l border-line-2 pl-8">
        {why.map((sentence) => (
          <li key={sentence} className={sentence.startsWith('→ ') ? 'font-[550]' : undefined}>
            {sentence.replace(/^→ /, '')}
          </li>
        ))}
      </ol>
    </div>
  )
}
