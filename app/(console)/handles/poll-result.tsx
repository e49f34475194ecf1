import { Cell, PlainTable } from '@/components/table/plain-table'
import { State } from '@/components/ui/state'
import type { IntentVerdict, Tally } from '@/lib/handles/poll-rules'
import type { PollView } from '@/lib/handles/poll-view'
import { SEAT_WORDS } from '@/lib/handles/words'

const VERDICTS: Record<IntentVerdict, { kind: 'passed' | 'blocked'; word: string }> = {
  agrees: { kind: 'passed', word: 'agrees' },
  against: { kind: 'blocked', word: 'another workflow' },
  split: { kind: 'blocked', word: 'split' },
}

/** Who was asked and whether they have answered; never what. */
export function Seats({ poll }: { poll: PollView }) {
  return (
    <ul aria-label="Who was asked" className="space-y-1 text-control">
      {poll.seats.map(({ memberId, name, seat, answered }) => (
        <li key={memberId} className="flex flex-wrap items-center gap-x-2">
          <State kind={answered ? 'passed' : 'waiting'}>{answered ? 'answered' : 'asked'}</State>
          {name}
          <span className="text-small text-ink-2">{SEAT_WORDS[seat].asked.toLowerCase()}</span>
        </li>
      ))}
    </ul>
  )
}

type ResultProps = { tally: Tally; workflows: readonly { id: string; name: string }[] }

/** Intent by intent: what was decided, what they said, and whether it agrees. */
export function PollResult({ tally, workflows }: ResultProps) {
  const nameOf = (id: string | null) => workflows.find((one) => one.id === id)?.name ?? 'nowhere'
  return (
    <PlainTable label="What they answered" head={['What customers want', 'Decided', 'They said', 'Verdict']}>
      {tally.intents.map(({ intentId, text, decided, votes, verdict }) => (
        <tr key={intentId}>
          <Cell>{text}</Cell>
          <Cell>{nameOf(decided)}</Cell>
          <Cell>{votes.map(({ workflowId, count }) => `${nameOf(workflowId)} (${count})`).join(', ')}</Cell>
          <Cell>
            <State kind={VERDICTS[verdict].kind}>{VERDICTS[verdict].word}</State>
          </Cell>
        </tr>
      ))}
    </PlainTable>
  )
}
