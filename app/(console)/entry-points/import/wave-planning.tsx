import { CheckboxField } from '@/components/form/choice-field'
import { Notice } from '@/components/ui/notice'
import { Panel } from '@/components/ui/panel'
import type { ImportOutcome } from '@/lib/entry-points/import-outcome'
import type { Choices } from './use-import'

type WavePlanningProps = {
  outcome: ImportOutcome
  choices: Choices
  mayPlan: boolean
  onChoose: (change: Partial<Choices>) => void
}

function quoted(names: readonly string[]): string {
  const shown = names.slice(0, 6).map((name) => `“${name}”`)
  return names.length > 6 ? `${shown.join(', ')} and ${names.length - 6} more` : shown.join(', ')
}

/** Waves the file names and the calendar does not have: plan them, or leave their rows out. */
export function WavePlanning({ outcome, choices, mayPlan, onChoose }: WavePlanningProps) {
  const names = choices.planWaves ? outcome.createdWaves : outcome.unknownWaves
  if (names.length === 0) return null
  if (!mayPlan) {
    return (
      <Notice tone="careful">
        There are no waves {quoted(names)} yet, so their rows cannot be used. Ask operations to plan them, or leave the
        wave column out.
      </Notice>
    )
  }
  return (
    <Panel title="Waves">
      <CheckboxField
        label={`Plan the missing waves: ${quoted(names)}`}
        help="They are added as planned, without dates. Without it, their rows cannot be used."
        checked={choices.planWaves}
        onChange={(event) => onChoose({ planWaves: event.target.checked })}
      />
    </Panel>
  )
}
