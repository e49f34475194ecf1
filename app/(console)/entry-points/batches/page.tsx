import type { Metadata } from 'next'
import { Cell, PlainTable } from '@/components/table/plain-table'
import { EmptyState } from '@/components/ui/empty-state'
import { formatNumber } from '@/components/ui/format-number'
import { Page } from '@/components/ui/page'
import { PageHead } from '@/components/ui/page-head'
import { Panel } from '@/components/ui/panel'
import { State } from '@/components/ui/state'
import { TextLink } from '@/components/ui/text-link'
import { When } from '@/components/ui/when'
import { type BatchListed, listBatches } from '@/lib/entry-points/batches'
import { can } from '@/lib/server/actor'
import { requireActor } from '@/lib/server/session'
import { FIELD_WORDS, type SheetField } from '../field-words'
import { UndoButton } from '../undo-button'

export const metadata: Metadata = { title: 'Imports and bulk changes' }

const HEAD = ['What', 'Who', 'When', 'Added', 'Changed', 'Left', 'Refused', 'State', { hidden: 'Actions' }]

function whatOf({ kind, fileName, field }: BatchListed): string {
  if (kind === 'entry-points-import') return fileName ? `Import of ${fileName}` : 'Import through the API'
  if (field === 'archived') return 'Archived many'
  if (field === 'cells') return 'Paste of cells'
  return `Bulk change of ${(FIELD_WORDS[field as SheetField] ?? 'a field').toLowerCase()}`
}

/** Everything that changed many rows at once, newest first; each can be undone as a whole. */
export default async function BatchesPage() {
  const actor = await requireActor('entry-points:read')
  const batches = await listBatches(actor)
  const canWrite = can(actor, 'entry-points:write')
  return (
    <Page>
      <PageHead
        back={<TextLink href="/entry-points">Entry points</TextLink>}
        title="Imports and bulk changes"
        sentence="Everything that changed many rows at once, newest first. Undo takes one back as a whole and keeps what people edited afterwards."
      />
      {batches.length === 0 ? (
        <EmptyState sentence="No file has been imported and no rows were changed in bulk yet." />
      ) : (
        <Panel padded={false}>
          <PlainTable label="Imports and bulk changes" head={HEAD}>
            {batches.map((batch) => (
              <BatchRow key={batch.id} batch={batch} canWrite={canWrite} />
            ))}
          </PlainTable>
        </Panel>
      )}
    </Page>
  )
}

function BatchRow({ batch, canWrite }: { batch: BatchListed; canWrite: boolean }) {
  const { id, created, updated, skipped, failed, createdAt, byName, state } = batch
  const undone = state === 'undone'
  return (
    <tr>
      <Cell className="font-medium">{whatOf(batch)}</Cell>
      <Cell>{byName ?? 'Handrail'}</Cell>
      <Cell>
        <When at={createdAt} style="moment" />
      </Cell>
      <Cell className="tabular">{formatNumber(created)}</Cell>
      <Cell className="tabular">{formatNumber(updated)}</Cell>
      <Cell className="tabular">{formatNumber(skipped)}</Cell>
      <Cell className="tabular">
        {failed > 0 && canWrite ? (
          <a
            href={`/entry-points/batches/${id}/rejects`}
            download
            className="text-accent underline underline-offset-[3px]"
          >
            {formatNumber(failed)}
            <span className="sr-only"> refused rows, download</span>
          </a>
        ) : (
          formatNumber(failed)
        )}
      </Cell>
      <Cell>
        <State kind={undone ? 'stale' : 'passed'}>{undone ? 'undone' : 'done'}</State>
      </Cell>
      <Cell className="text-right">{canWrite && !undone ? <UndoButton batchId={id} /> : null}</Cell>
    </tr>
  )
}
