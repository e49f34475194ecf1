import { ArrowRight } from 'lucide-react'
import type { CellKey, Identity, IdentityCell } from '@/components/identity/identity-cells'
import { IdentityStrip } from '@/components/identity/identity-strip'
import { WhyTrace } from '@/components/identity/why-trace'
import { KeyValues } from '@/components/ui/key-values'
import { Panel } from '@/components/ui/panel'
import { TextLink } from '@/components/ui/text-link'
import type { BenchAnswer } from '@/lib/routing/bench'
import { OutcomeState } from '../../deliveries/outcome-state'

const DECISIVE: Record<string, CellKey> = { phone: 'phone', bsuid: 'bsuid', parent_bsuid: 'bsuid' }

function cell(value: string | null, missingText: string): IdentityCell {
  return value === null ? { presence: 'missing', missingText } : { presence: 'present', value }
}

function identityOf({ cells, threadContinues }: BenchAnswer): Identity {
  return {
    phone: cell(cells.phone, 'withheld'),
    username: cell(cells.username, 'none'),
    bsuid: cell(cells.bsuid, 'none'),
    number: cell(cells.number, 'unknown'),
    contact: cell(cells.contact, 'nobody yet'),
    thread: cell(threadContinues ? 'continues' : null, 'a new one'),
  }
}

/** The answer of the bench: the strip, the outcome, where it lands and why. */
export function BenchResult({ answer }: { answer: BenchAnswer }) {
  const { contact, workflow, routedByRule, rulesVersion } = answer
  const decisive = answer.decisive ? DECISIVE[answer.decisive] : undefined
  const decision = decisive && answer.ruleCaption ? { cells: [decisive], rule: answer.ruleCaption } : undefined
  return (
    <Panel
      title={
        <span className="flex flex-wrap items-center gap-2.5">
          <OutcomeState outcome={answer.outcome} />
          <ArrowRight aria-hidden="true" className="size-4 text-ink-3" />
          {workflow ?? 'no workflow'}
        </span>
      }
      aside={rulesVersion === null ? 'no routing rules yet' : `rules version ${rulesVersion}`}
    >
      <div className="space-y-4">
        <IdentityStrip label="Identity of the imagined message" identity={identityOf(answer)} decision={decision} />
        <KeyValues
          rows={[
            {
              key: 'Contact',
              value: contact ? (
                <TextLink href={`/contacts/${contact.id}`}>{contact.name ?? contact.label}</TextLink>
              ) : answer.outcome === 'created' ? (
                'Nobody is known; a provisional contact would be made.'
              ) : (
                'Nobody for certain; a person would have to decide.'
              ),
            },
            {
              key: 'Routed by',
              value: routedByRule ? `rule ${routedByRule}` : rulesVersion === null ? 'nothing' : 'the default',
            },
            ...(answer.withoutThis ? [{ key: 'Without this', value: answer.withoutThis }] : []),
          ]}
        />
        <section>
          <h3 className="mb-2">Why</h3>
          <WhyTrace steps={answer.why} />
        </section>
      </div>
    </Panel>
  )
}
