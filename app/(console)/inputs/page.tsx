import { Download } from 'lucide-react'
import type { Metadata } from 'next'
import { formatNumber } from '@/components/ui/format-number'
import { HelpPanel } from '@/components/ui/help-panel'
import { KeyValues } from '@/components/ui/key-values'
import { LinkButton } from '@/components/ui/link-button'
import { Page } from '@/components/ui/page'
import { PageHead } from '@/components/ui/page-head'
import { Panel } from '@/components/ui/panel'
import { State } from '@/components/ui/state'
import { TextLink } from '@/components/ui/text-link'
import { When } from '@/components/ui/when'
import { type InputRow, listInputs } from '@/lib/inputs/required-inputs'
import { INPUT_STATE_WORDS, INPUT_WORDS, type InputState } from '@/lib/inputs/vocabulary'
import { ownerChoices } from '@/lib/routing/queries'
import { can } from '@/lib/server/actor'
import { requireActor } from '@/lib/server/session'
import { InputDialog } from './input-dialog'
import { InputTabs } from './room-tabs'

export const metadata: Metadata = { title: 'Inputs' }

const STATE_KINDS = { open: 'open', collecting: 'waiting', complete: 'passed' } as const satisfies Record<
  InputState,
  string
>

/** What has to be on the table before anything is decided: seven inputs, each with an owner and evidence. */
export default async function InputsPage() {
  const actor = await requireActor('inputs:read')
  const [rows, owners] = await Promise.all([listInputs(actor), ownerChoices(actor)])
  const mayWrite = can(actor, 'inputs:write')
  return (
    <Page>
      <PageHead
        title="Inputs"
        sentence={sentenceOf(rows)}
        actions={
          <LinkButton variant="ghost" icon={<Download />} href="/inputs/export" download>
            Export
          </LinkButton>
        }
      />
      <InputTabs current="required" />
      <ol className="mt-5 grid gap-4 lg:grid-cols-2">
        {rows.map((row) => (
          <li key={row.key}>
            <InputPanel row={row} owners={owners} mayWrite={mayWrite} />
          </li>
        ))}
      </ol>
      <div className="mt-5">
        <HelpPanel
          good={[
            'Every input has one owner, and somebody else can open the evidence and see that it is complete.',
            'The list of systems that depend on phones was made with the people who run them, not from memory.',
            'The data policy says which tools may see identifiers before the first test is run.',
          ]}
          fails={[
            'The rollout begins with the name, and the dashboards that count by phone are found after go-live.',
            'An input is “complete” in a meeting, and nobody can say where it is written down.',
            'A bot flow that nobody remembered asks for a phone number that is not there any more.',
          ]}
        />
      </div>
    </Page>
  )
}

function sentenceOf(rows: readonly InputRow[]): string {
  const complete = rows.filter(({ state }) => state === 'complete').length
  const ownerless = rows.filter(({ owner, ownerLeft }) => owner === null || ownerLeft).length
  const first = `${formatNumber(complete)} of ${formatNumber(rows.length)} inputs are complete.`
  return ownerless === 0 ? first : `${first} ${formatNumber(ownerless)} without an owner.`
}

type InputPanelProps = { row: InputRow; owners: { id: string; name: string }[]; mayWrite: boolean }

function InputPanel({ row, owners, mayWrite }: InputPanelProps) {
  const words = INPUT_WORDS[row.key]
  return (
    <Panel
      title={words.title}
      className="h-full"
      aside={<State kind={STATE_KINDS[row.state]}>{INPUT_STATE_WORDS[row.state]}</State>}
      actions={mayWrite ? <InputDialog row={row} title={words.title} owners={owners} /> : null}
    >
      <p className="text-control text-ink-2">{words.wanted}</p>
      <div className="mt-3">
        <KeyValues
          rows={[
            { key: 'Owner', value: <OwnerOf row={row} /> },
            {
              key: 'Evidence',
              value: row.evidence ? (
                <span className="whitespace-pre-line break-words">{row.evidence}</span>
              ) : (
                <span className="text-ink-3">none yet: {words.evidence.toLowerCase()}</span>
              ),
            },
            ...(words.room
              ? [{ key: 'Held in', value: <TextLink href={words.room.href}>{words.room.label}</TextLink> }]
              : []),
            ...(row.changedAt ? [{ key: 'Changed', value: <When at={row.changedAt} style="full" /> }] : []),
          ]}
        />
      </div>
    </Panel>
  )
}

function OwnerOf({ row }: { row: InputRow }) {
  if (row.owner === null) return <State kind="blocked">no owner</State>
  return row.ownerLeft ? <State kind="blocked">{row.owner} has left</State> : row.owner
}
