import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Cell, PlainTable } from '@/components/table/plain-table'
import { Notice } from '@/components/ui/notice'
import { Page } from '@/components/ui/page'
import { PageHead } from '@/components/ui/page-head'
import { Panel } from '@/components/ui/panel'
import { TextLink } from '@/components/ui/text-link'
import { type PollPage, readPoll } from '@/lib/handles/poll-view'
import { SEAT_WORDS } from '@/lib/handles/words'
import { requireActor } from '@/lib/server/session'
import { PollResult, Seats } from '../../poll-result'
import { AnswerForm } from './answer-form'

export const metadata: Metadata = { title: 'Blind poll' }

/** The question for whoever is asked, on a phone as well; the result for everybody once all are in. */
export default async function PollPageView({ params }: PageProps<'/handles/polls/[id]'>) {
  const actor = await requireActor('handles:read')
  const poll = await readPoll(actor, (await params).id)
  if (!poll) notFound()
  const { asked, number, tally, state, own } = poll
  const mayAnswer = own !== null && state === 'open'
  return (
    <Page>
      <PageHead
        back={<TextLink href={`/handles/${number.id}`}>{number.label}</TextLink>}
        title="Where should customers land?"
        sentence={
          <>
            Customers will find <span className="machine">@{asked.name}</span> and write to {number.label}.
            {asked.purpose ? ` ${asked.purpose}` : ''}
          </>
        }
      />
      <div className="max-w-[760px] space-y-4">
        {state === 'superseded' ? (
          <Notice tone="careful">The decision changed since, so this poll does not count any more.</Notice>
        ) : null}
        {mayAnswer ? (
          <Panel title={own.answered ? 'Your answer is kept' : 'Your answer'}>
            <AnswerForm poll={poll} />
          </Panel>
        ) : null}
        <Panel title="Who is asked" aside={tally ? null : 'answers are hidden until all are in'}>
          <Seats poll={poll} />
        </Panel>
        {tally ? (
          <Panel title={tally.agreed ? 'Everybody agrees' : 'They disagree'} padded={false}>
            <PollResult tally={tally} workflows={poll.workflows} />
          </Panel>
        ) : null}
        {poll.given.length > 0 ? <Given poll={poll} /> : null}
      </div>
    </Page>
  )
}

/** Who said what, once nobody can be influenced any more. */
function Given({ poll: { given, asked, workflows } }: { poll: PollPage }) {
  const nameOf = (id: string | undefined) => workflows.find((one) => one.id === id)?.name ?? 'nothing'
  return (
    <Panel title="Who said what" padded={false}>
      <PlainTable label="Answers" head={['Person', ...asked.intents.map(({ text }) => text)]}>
        {given.map((one) => (
          <tr key={one.name + one.seat}>
            <Cell>
              {one.name}
              <span className="block text-small text-ink-2">{SEAT_WORDS[one.seat].asked}</span>
            </Cell>
            {asked.intents.map(({ id }) => (
              <Cell key={id}>{nameOf(one.workflows[id])}</Cell>
            ))}
          </tr>
        ))}
      </PlainTable>
    </Panel>
  )
}
