import type { Metadata } from 'next'
import { Cell, PlainTable } from '@/components/table/plain-table'
import { HelpPanel } from '@/components/ui/help-panel'
import { Page } from '@/components/ui/page'
import { PageHead } from '@/components/ui/page-head'
import { Panel } from '@/components/ui/panel'
import { State } from '@/components/ui/state'
import { TextLink } from '@/components/ui/text-link'
import { waveTitle } from '@/lib/calendar/entries'
import { readRollout } from '@/lib/calendar/rollout'
import { openIncidents, ownerWords, readGates } from '@/lib/readiness/queries'
import type { Gate } from '@/lib/readiness/schema'
import { requireActor } from '@/lib/server/session'
import { gateHref } from '../gate-link'
import { gateState } from '../gate-state'

export const metadata: Metadata = { title: 'Gates' }

/** What has to be true before a wave goes out, computed from what the rooms have recorded. */
export default async function GatesPage() {
  const actor = await requireActor('calendar:read')
  const [rollout, incidents] = await Promise.all([readRollout(actor), openIncidents(actor)])
  const { next, gates } = rollout
  const shown = (next ? gates.get(next.id) : undefined) ?? (await readGates(actor, null))
  const open = shown.filter((gate) => gate.passes).length
  return (
    <Page narrow>
      <PageHead
        back={<TextLink href="/calendar">Calendar</TextLink>}
        title="Gates"
        sentence={`${open} of ${shown.length} open for ${next ? waveTitle(next) : 'the first wave'}. Where nothing is recorded, nothing is known, and the gate holds a wave back.`}
      />
      <div className="grid grid-cols-1 gap-4">
        <Panel padded={false}>
          <GateTable gates={shown} />
        </Panel>
        {incidents.length > 0 ? (
          <Panel title="Incidents that hold the next wave back">
            <ul className="list-disc space-y-1 pl-4 text-control">
              {incidents.map(({ id, title, owner }) => (
                <li key={id}>
                  {title}, {owner ?? 'nobody owns it yet'}
                </li>
              ))}
            </ul>
          </Panel>
        ) : null}
        <HelpPanel
          good={[
            'Identifiers are mapped, payload variations tested and the agents’ script rewritten, in this order, before any public entry point moves.',
            'Each gate has an owner who knows that it is theirs.',
            'An approver who releases past a closed gate writes down why, and everybody can read it.',
          ]}
          fails={[
            'The links move first because they are easy, and the inbox behind them is not ready.',
            'A gate is called open because nobody looked.',
          ]}
        />
      </div>
    </Page>
  )
}

function GateTable({ gates }: { gates: readonly Gate[] }) {
  return (
    <PlainTable label="Gates" head={['Gate', 'State', 'Evidence', 'Owner']}>
      {gates.map((gate) => {
        const { kind, word } = gateState(gate)
        const href = gateHref(gate)
        const here = href.includes('#')
        return (
          <tr key={gate.key} id={`gate-${gate.key}`}>
            <Cell className="font-medium whitespace-nowrap">
              {here ? gate.name : <TextLink href={href}>{gate.name}</TextLink>}
            </Cell>
            <Cell>
              <State kind={kind}>{word}</State>
            </Cell>
            <Cell tone="quiet" className="min-w-52">
              {gate.sentence}
            </Cell>
            <Cell tone="quiet">{ownerWords(gate.owner)}</Cell>
          </tr>
        )
      })}
    </PlainTable>
  )
}
