import { Panel } from '@/components/ui/panel'
import { State } from '@/components/ui/state'
import type { CandidateView, DecisionView } from '@/lib/handles/decision-view'
import type { NameJudgement } from '@/lib/handles/judge-name'
import { CANDIDATE_WORDS } from '@/lib/handles/words'
import { AddCandidate } from './add-candidate'
import { CandidateButtons } from './candidate-buttons'
import { Judgement } from './judgement'

type CandidatesProps = { decision: DecisionView; judgements: ReadonlyMap<string, NameJudgement>; mayWrite: boolean }

const ORDER = { chosen: 0, proposed: 1, rejected: 2 } as const

/** The names side by side: what every rule says, which one is chosen, and why the others are not. */
export function CandidatesPanel({ decision, judgements, mayWrite }: CandidatesProps) {
  const candidates = [...decision.candidates].sort((a, b) => ORDER[a.state] - ORDER[b.state])
  return (
    <Panel id="candidates" title="Names" aside={`${candidates.length} considered`}>
      <div className="space-y-4">
        {candidates.length === 0 ? (
          <p className="text-control text-ink-2">
            No name is on the list yet. Propose one; it is judged while you type.
          </p>
        ) : (
          <ul className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,340px),1fr))] gap-3">
            {candidates.map((candidate) => (
              <Candidate
                key={candidate.id}
                candidate={candidate}
                judgement={judgements.get(candidate.name)}
                mayWrite={mayWrite}
              />
            ))}
          </ul>
        )}
        {mayWrite ? (
          <div>
            <AddCandidate handleId={decision.id} standsFor={decision.form.standsFor} />
          </div>
        ) : null}
      </div>
    </Panel>
  )
}

type CandidateProps = { candidate: CandidateView; judgement: NameJudgement | undefined; mayWrite: boolean }

function Candidate({ candidate, judgement, mayWrite }: CandidateProps) {
  const { name, state, reason, confusable, proposedBy } = candidate
  const { word, shape } = CANDIDATE_WORDS[state]
  return (
    <li className="space-y-2.5 rounded-md border border-line p-3">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <b className="machine text-section font-[550]">@{name}</b>
        <State kind={shape}>{word.toLowerCase()}</State>
        {proposedBy ? <span className="text-small text-ink-2">proposed by {proposedBy}</span> : null}
      </p>
      {reason ? <p className="text-control text-ink-2">“{reason}”</p> : null}
      {judgement && state !== 'rejected' ? <Judgement judgement={judgement} /> : null}
      {confusable.length > 0 ? (
        <p className="text-control text-stale">
          Customers would mix it up with {confusable.map((other) => `@${other.name} of ${other.number}`).join(', ')}.
        </p>
      ) : null}
      {mayWrite ? (
        <div>
          <CandidateButtons candidate={candidate} />
        </div>
      ) : null}
    </li>
  )
}
