import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { buttonStyle } from '@/components/ui/button-style'
import { formatCount } from '@/components/ui/format-number'
import { KeyValues } from '@/components/ui/key-values'
import { Notice } from '@/components/ui/notice'
import { Page } from '@/components/ui/page'
import { PageHead } from '@/components/ui/page-head'
import { Panel } from '@/components/ui/panel'
import { TextLink } from '@/components/ui/text-link'
import { When } from '@/components/ui/when'
import { type DatasetRow, readDataset } from '@/lib/data-protection/queries'
import { DECISION_WORDS } from '@/lib/data-protection/vocabulary'
import { ownerChoices } from '@/lib/routing/queries'
import { can } from '@/lib/server/actor'
import { requireActor } from '@/lib/server/session'
import { RecordHistory } from '../../audit/record-history'
import { DatasetDialog } from '../dataset-dialog'
import { DatasetMark } from '../datasets-table'
import { DeleteDialog } from './delete-dialog'

export const metadata: Metadata = { title: 'Test dataset' }

/** One dataset: owner, access, decision, and after its deletion the proof. */
export default async function DatasetPage({ params }: PageProps<'/data-protection/[id]'>) {
  const actor = await requireActor('data-protection:read')
  const dataset = await readDataset(actor, (await params).id)
  if (!dataset) notFound()
  const owners = await ownerChoices(actor)
  const mayKeep = can(actor, 'data-protection:write')
  const mayTake = can(actor, 'data-protection:use') && dataset.refusal === null
  const isLiving = dataset.state !== 'deleted'
  return (
    <Page>
      <PageHead
        back={<TextLink href="/data-protection">Data protection</TextLink>}
        title={dataset.name}
        sentence={<DatasetMark state={dataset.state} />}
        actions={
          <>
            {mayTake ? (
              <a href={`/data-protection/${dataset.id}/people`} download className={buttonStyle('ghost')}>
                Customers as CSV
              </a>
            ) : null}
            {mayKeep && isLiving ? (
              <>
                <DatasetDialog owners={owners} mayKeep dataset={dataset} />
                <DeleteDialog dataset={{ id: dataset.id, version: dataset.version, name: dataset.name }} />
              </>
            ) : null}
          </>
        }
      />
      <div className="space-y-4">
        {dataset.refusal && isLiving ? (
          <Notice tone="problem" title="The lab does not use it">
            {dataset.refusal}
          </Notice>
        ) : null}
        <Panel title="The dataset">
          <Facts dataset={dataset} />
        </Panel>
        <Panel title="History">
          <RecordHistory actor={actor} subject={{ kind: 'dataset', id: dataset.id }} />
        </Panel>
      </div>
    </Page>
  )
}

function Facts({ dataset }: { dataset: DatasetRow }) {
  const { contents, owner, accessRule, decision, decisionDate, people, synthetic, proof, provedBy, provedAt } = dataset
  return (
    <KeyValues
      wide
      rows={[
        { key: 'Contents', value: contents },
        { key: 'Owner', value: owner ?? 'nobody yet' },
        { key: 'Who may see it', value: accessRule ?? 'not written down' },
        { key: 'Decision', value: decision ? DECISION_WORDS[decision] : 'none yet' },
        { key: 'Date', value: decisionDate ?? 'none yet' },
        { key: 'People here', value: `${formatCount(people, 'person', 'people')}${synthetic ? ', all invented' : ''}` },
        ...(provedAt
          ? [
              { key: 'Deleted', value: <When at={provedAt} style="full" /> },
              { key: 'By', value: provedBy ?? 'the command line' },
              { key: 'Proof', value: proof ?? '' },
            ]
          : []),
      ]}
    />
  )
}
