import type { ReactNode } from 'react'
import type { DecisionView, HandlePage } from '@/lib/handles/decision-view'
import { SEAT_WORDS, STANDS_FOR_WORDS, stateWords } from '@/lib/handles/words'

const SIGNED: Record<string, string> = {
  approved: 'Signed off as it reads here.',
  open: 'Waiting for its sign-off.',
  stale: 'Edited since its sign-off.',
}

/** The outcome of the first step on one page, for paper: one handle, what it stands for, where customers land, who agreed. */
export function DecisionSheet({ decision, page }: { decision: DecisionView; page: HandlePage }) {
  const { form, owner, candidates, polls, signOff, state } = decision
  const nameOf = (id: string | null) => page.workflows.find((one) => one.id === id)?.name ?? 'nowhere yet'
  const rejected = candidates.filter((one) => one.state === 'rejected')
  const [poll] = polls
  return (
    <article className="hidden space-y-[6pt] text-[9pt] leading-[12.5pt] print:block">
      <Line title="State">
        {stateWords(state).word}. {SIGNED[signOff] ?? 'Not signed off.'}
      </Line>
      <Line title="Stands for">
        {form.standsFor ? STANDS_FOR_WORDS[form.standsFor] : 'not said yet'}
        {form.purpose ? `. ${form.purpose}` : ''}
      </Line>
      <Line title="Answers for it">{owner ?? 'nobody yet'}</Line>
      <table className="w-full border-collapse">
        <thead>
          <tr>
            <Heading>What customers want</Heading>
            <Heading>Where it lands</Heading>
          </tr>
        </thead>
        <tbody>
          {form.intents.map(({ id, text, workflowId }) => (
            <tr key={id ?? text}>
              <td className="border-b border-line py-[2pt] pr-[8pt]">{text}</td>
              <td className="border-b border-line py-[2pt]">{nameOf(workflowId)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {form.routing === 'layer' ? <Line title="Asked first by">{nameOf(form.layerWorkflowId)}</Line> : null}
      {form.routingNote ? <Line title="Because">{form.routingNote}</Line> : null}
      {rejected.map(({ id, name, reason }) => (
        <Line key={id} title={`Not @${name}`}>
          {reason}
        </Line>
      ))}
      {poll ? (
        <Line title="Asked blind">
          {poll.seats.map(({ name, seat }) => `${name} (${SEAT_WORDS[seat].asked.toLowerCase()})`).join(', ')}
          {poll.tally ? `: ${Math.round(poll.tally.agreement * 100)} % agree.` : ': answers are still missing.'}
        </Line>
      ) : null}
    </article>
  )
}

function Line({ title, children }: { title: string; children: ReactNode }) {
  return (
    <p className="grid grid-cols-[90pt_minmax(0,1fr)] gap-x-[8pt]">
      <b className="font-[550]">{title}</b>
      <span>{children}</span>
    </p>
  )
}

function Heading({ children }: { children: ReactNode }) {
  return (
    <th scope="col" className="border-b border-ink py-[2pt] text-left font-[550]">
      {children}
    </th>
  )
}
