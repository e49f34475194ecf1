import { Panel } from '@/components/ui/panel'
import { TextLink } from '@/components/ui/text-link'
import { When } from '@/components/ui/when'
import type { DecisionView, HandlePage } from '@/lib/handles/decision-view'
import { OpenPoll } from './open-poll'
import { PollResult, Seats } from './poll-result'

type PollPanelProps = { decision: DecisionView; page: HandlePage; mayWrite: boolean }

/** The blind poll about the decision as it reads now, and the ones before. */
export function PollPanel({ decision, page, mayWrite }: PollPanelProps) {
  const [last, ...earlier] = decision.polls
  const living = last && last.state !== 'superseded' ? last : null
  return (
    <Panel
      id="poll"
      title="Blind poll"
      aside={living?.tally ? `${Math.round(living.tally.agreement * 100)} % agree` : null}
    >
      <div className="space-y-3">
        {last ? null : (
          <p className="text-control text-ink-2">
            A support agent, a salesperson and a customer-facing marketer say for each intent where it should land, each
            alone. Nobody sees an answer before all are in.
          </p>
        )}
        {last && !living ? (
          <p className="text-control text-ink-2">
            The decision changed since the last poll, so it has to be asked again.
          </p>
        ) : null}
        {living ? <Seats poll={living} /> : null}
        {living && !living.tally ? (
          <p className="text-control text-ink-2">
            <TextLink href={`/handles/polls/${living.id}`}>The poll</TextLink> is open
            {living.dueAt ? (
              <>
                {' '}
                until <When at={living.dueAt} />
              </>
            ) : null}
            . Answers stay hidden until all are in.
          </p>
        ) : null}
        {living?.tally ? <PollResult tally={living.tally} workflows={page.workflows} /> : null}
        {mayWrite ? (
          <div>
            <OpenPoll handleId={decision.id} members={page.members} again={last !== undefined} />
          </div>
        ) : null}
        {earlier.length > 0 ? (
          <p className="text-small text-ink-2">
            Before:{' '}
            {earlier.map(({ id, createdAt }, i) => (
              <span key={id}>
                {i > 0 ? ', ' : ''}
                <TextLink href={`/handles/polls/${id}`}>
                  <When at={createdAt} style="moment" />
                </TextLink>
              </span>
            ))}
          </p>
        ) : null}
      </div>
    </Panel>
  )
}
