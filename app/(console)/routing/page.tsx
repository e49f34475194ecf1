import type { Metadata } from 'next'
import { Cell, PlainTable } from '@/components/table/plain-table'
import { Chip } from '@/components/ui/chip'
import { EmptyState } from '@/components/ui/empty-state'
import { formatCount, formatNumber } from '@/components/ui/format-number'
import { HelpPanel } from '@/components/ui/help-panel'
import { Page } from '@/components/ui/page'
import { PageHead } from '@/components/ui/page-head'
import { Panel } from '@/components/ui/panel'
import { State } from '@/components/ui/state'
import { listWorkflows, ownerChoices, type WorkflowRow } from '@/lib/routing/queries'
import { can } from '@/lib/server/actor'
import { requireActor } from '@/lib/server/session'
import { RoutingTabs } from './room-tabs'
import { ArchiveButton, BringBackButton } from './workflow-archive'
import { WorkflowDialog } from './workflow-dialog'

export const metadata: Metadata = { title: 'Workflows' }

/** Where conversations land: queues, bots and people, with who is responsible for each. */
export default async function RoutingPage() {
  const actor = await requireActor('routing:read')
  const [workflows, owners] = await Promise.all([listWorkflows(actor), ownerChoices(actor)])
  const mayWrite = can(actor, 'routing:write')
  const living = workflows.filter((row) => !row.archived)
  const archived = workflows.filter((row) => row.archived)
  return (
    <Page>
      <PageHead
        title="Workflows"
        sentence={sentenceOf(living)}
        actions={mayWrite ? <WorkflowDialog owners={owners} /> : null}
      />
      <RoutingTabs current="workflows" />
      <div className="mt-5 space-y-5">
        {living.length === 0 ? (
          <EmptyState sentence="A workflow is where a conversation lands: a queue of the inbox, a bot, or a person. Add the first one, then write the rules that lead there." />
        ) : (
          <Panel padded={false} className="relative">
            <WorkflowTable label="Workflows" rows={living} owners={owners} mayWrite={mayWrite} />
          </Panel>
        )}
        {archived.length > 0 ? (
          <Panel title="Archived" padded={false} className="relative" aside={formatCount(archived.length, 'workflow')}>
            <WorkflowTable label="Archived workflows" rows={archived} owners={owners} mayWrite={mayWrite} />
          </Panel>
        ) : null}
        <Help />
      </div>
    </Page>
  )
}

function sentenceOf(living: readonly WorkflowRow[]): string {
  const first = living.find((row) => row.isFirstLive)
  const orphans = living.filter((row) => row.owner === null).length
  const parts = [`${formatCount(living.length, 'workflow')}.`]
  parts.push(first ? `“${first.name}” goes live first.` : 'None is marked as the first to go live.')
  if (orphans > 0) parts.push(`${formatNumber(orphans)} without an owner.`)
  return parts.join(' ')
}

type TableProps = {
  label: string
  rows: readonly WorkflowRow[]
  owners: { id: string; name: string }[]
  mayWrite: boolean
}

const HEAD = [
  'Name',
  'Kind',
  'Inbox',
  'Owner',
  'When it gets stuck',
  'Conversations, 7 days',
  'Used by',
  { hidden: 'Change' },
]

function WorkflowTable({ label, rows, owners, mayWrite }: TableProps) {
  return (
    <PlainTable label={label} head={mayWrite ? HEAD : HEAD.slice(0, -1)}>
      {rows.map((row) => (
        <tr key={row.id}>
          <Cell className="font-medium whitespace-nowrap">
            {row.name}
            {row.isFirstLive ? (
              <Chip tone="accent" className="ml-2">
                first live
              </Chip>
            ) : null}
          </Cell>
          <Cell>{row.kind}</Cell>
          <Cell tone="machine">{row.inbox ?? <Nothing />}</Cell>
          <Cell>{row.owner ?? <State kind="blocked">no owner</State>}</Cell>
          <Cell tone="quiet" className="max-w-[260px]">
            {row.escalation ?? <Nothing />}
          </Cell>
          <Cell tone="end">{formatNumber(row.conversations)}</Cell>
          <Cell tone="quiet">{row.usedBy.length > 0 ? row.usedBy.join(', ') : 'no rule'}</Cell>
          {mayWrite ? (
            <Cell className="text-right whitespace-nowrap">
              {row.archived ? (
                <BringBackButton workflow={row} />
              ) : (
                <span className="inline-flex gap-1">
                  <WorkflowDialog owners={owners} workflow={row} />
                  <ArchiveButton workflow={row} />
                </span>
              )}
            </Cell>
          ) : null}
        </tr>
      ))}
    </PlainTable>
  )
}

function Nothing() {
  return <span className="text-ink-3">–</span>
}

function Help() {
  return (
    <HelpPanel
      good={[
        'Every customer intent has one workflow, and every workflow one owner who knows that it is theirs.',
        'The workflow that goes live first is named, and everybody names the same one.',
        'A message from somebody who cannot be recognised reaches people who may ask and verify.',
      ]}
      fails={[
        'One handle, many intents, one queue: sales questions wait behind delivery complaints.',
        'A bot takes messages without a phone number and breaks, because a step needs one.',
        'A queue is renamed in the inbox, and the rule still leads to the old one.',
      ]}
    />
  )
}
