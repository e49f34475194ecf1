import { Plus, Trash2 } from 'lucide-react'
import { TextareaField } from '@/components/form/text-field'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { State } from '@/components/ui/state'
import type { ProposalResult, ScenarioResult } from '@/lib/policy/scenario-rules'
import type { Proposal, Scenario } from '@/lib/policy/schema'
import { CLASS_KEYS, isClassKey, POLICY_LIMITS } from '@/lib/policy/vocabulary'
import { CLASS_WORDS, SCENARIO_WORDS } from '@/lib/policy/words'

type ScenarioEditorProps = {
  scenario: Scenario
  /** From 1. */
  place: number
  result: ScenarioResult | undefined
  onChange: (scenario: Scenario) => void
  onRemove: () => void
}

/** One case: what happens, which handles it proposes, and how each must come out; the verdict stands beside it. */
export function ScenarioEditor({ scenario, place, result, onChange, onRemove }: ScenarioEditorProps) {
  const { kind, text, proposals } = scenario
  const name = `scenario ${place}`
  const setProposal = (at: number, change: Partial<Proposal>) =>
    onChange({ ...scenario, proposals: proposals.map((one, i) => (i === at ? { ...one, ...change } : one)) })
  return (
    <li className="space-y-3 border-b border-line p-4 last:border-b-0">
      <div className="flex flex-wrap items-center gap-2">
        <b className="font-[550]">{SCENARIO_WORDS[kind]}</b>
        {result?.passed ? <State kind="passed">as it must</State> : <State kind="blocked">not as it must</State>}
        <IconButton className="ml-auto" size="sm" label={`Remove ${name}`} onClick={onRemove}>
          <Trash2 />
        </IconButton>
      </div>
      <TextareaField
        label="What happens"
        rows={2}
        maxLength={POLICY_LIMITS.scenarioText}
        value={text}
        onChange={(event) => onChange({ ...scenario, text: event.target.value })}
      />
      <ul className="space-y-2">
        {proposals.map((proposal, index) => (
          <ProposalRow
            // biome-ignore lint/suspicious/noArrayIndexKey: proposals have no id of their own, and two may be alike.
            key={index}
            proposal={proposal}
            name={`handle ${index + 1} of ${name}`}
            result={result?.proposals[index]}
            onChange={(change) => setProposal(index, change)}
            onRemove={() => onChange({ ...scenario, proposals: proposals.filter((_, i) => i !== index) })}
          />
        ))}
      </ul>
      <Button
        size="sm"
        icon={<Plus />}
        aria-label={`Propose a handle in ${name}`}
        disabled={proposals.length >= POLICY_LIMITS.proposals}
        onClick={() =>
          onChange({ ...scenario, proposals: [...proposals, { name: '', classKey: 'region', expected: 'allowed' }] })
        }
      >
        Propose a handle
      </Button>
    </li>
  )
}

type ProposalRowProps = {
  proposal: Proposal
  name: string
  result: ProposalResult | undefined
  onChange: (change: Partial<Proposal>) => void
  onRemove: () => void
}

function ProposalRow({ proposal, name, result, onChange, onRemove }: ProposalRowProps) {
  const { classKey, expected } = proposal
  return (
    <li className="space-y-1">
      <div className="flex flex-wrap items-center gap-2">
        <div className="w-[220px] max-md:w-full">
          <Input
            aria-label={`Proposed ${name}`}
            machine
            placeholder="@"
            maxLength={POLICY_LIMITS.name}
            value={proposal.name}
            onChange={(event) => onChange({ name: event.target.value })}
          />
        </div>
        <div className="w-[150px]">
          <Select
            aria-label={`Class of ${name}`}
            options={CLASS_KEYS.map((key) => ({ value: key, label: CLASS_WORDS[key].name }))}
            value={classKey}
            onChange={(event) => onChange({ classKey: isClassKey(event.target.value) ? event.target.value : classKey })}
          />
        </div>
        <div className="w-[160px]">
          <Select
            aria-label={`How ${name} must come out`}
            options={[
              { value: 'allowed', label: 'must be allowed' },
              { value: 'refused', label: 'must be refused' },
            ]}
            value={expected}
            onChange={(event) => onChange({ expected: event.target.value === 'refused' ? 'refused' : 'allowed' })}
          />
        </div>
        {result?.asExpected ? (
          <State kind="passed">{expected}</State>
        ) : (
          <State kind="blocked">
            {result?.verdict.allowed ? 'allowed, and must not be' : 'refused, and must not be'}
          </State>
        )}
        <IconButton size="sm" label={`Remove ${name}`} onClick={onRemove}>
          <Trash2 />
        </IconButton>
      </div>
      <p className="text-small text-ink-2 [overflow-wrap:anywhere]">{whyOf(result)}</p>
    </li>
  )
}

/** The rule that decided: the first that failed, else how the name reads. */
function whyOf(result: ProposalResult | undefined): string {
  if (!result) return ''
  const { reasons } = result.verdict
  return (reasons.find(({ verdict }) => verdict === 'fail') ?? reasons.at(-1))?.sentence ?? ''
}
