import type { Metadata } from 'next'
import { Cell, PlainTable } from '@/components/table/plain-table'
import { formatNumber } from '@/components/ui/format-number'
import { Page } from '@/components/ui/page'
import { PageHead } from '@/components/ui/page-head'
import { Panel } from '@/components/ui/panel'
import { State } from '@/components/ui/state'
import { TextLink } from '@/components/ui/text-link'
import { When } from '@/components/ui/when'
import { listSystemImports } from '@/lib/inputs/import-systems'
import { requireActor } from '@/lib/server/session'
import { InputTabs } from '../../room-tabs'
import { ImportForm } from './import-form'
import { UndoImport } from './undo-import'

export const metadata: Metadata = { title: 'Import systems' }

const HEAD = ['File', 'When', 'By', 'Rows', 'Added', 'Changed', 'Left alone', 'Refused', { hidden: 'Undo' }]

/** Reads a register from a file: what it would do first, then done as one batch that can be undone. */
export default async function ImportSystemsPage() {
  const actor = await requireActor('inputs:write')
  const imports = await listSystemImports(actor)
  return (
    <Page>
      <PageHead
        title="Import systems"
        sentence={
          <>
            A CSV file with the columns system, depends_how, what_breaks, replacement, owner and state. The export of{' '}
            <TextLink href="/inputs/systems">the register</TextLink> is one.
          </>
        }
      />
      <InputTabs current="systems" />
      <div className="mt-5 space-y-5">
        <Panel title="File">
          <ImportForm />
        </Panel>
        {imports.length > 0 ? (
          <Panel title="Imports so far" padded={false} className="relative">
            <PlainTable label="Imports so far" head={HEAD}>
              {imports.map((batch) => (
                <tr key={batch.id}>
                  <Cell className="font-medium">{batch.fileName ?? 'a file'}</Cell>
                  <Cell tone="quiet">
                    <When at={batch.at} />
                  </Cell>
                  <Cell>{batch.by ?? 'Handrail'}</Cell>
                  <Cell tone="end">{formatNumber(batch.total)}</Cell>
                  <Cell tone="end">{formatNumber(batch.created)}</Cell>
                  <Cell tone="end">{formatNumber(batch.updated)}</Cell>
                  <Cell tone="end">{formatNumber(batch.skipped)}</Cell>
                  <Cell tone="end">{formatNumber(batch.failed)}</Cell>
                  <Cell className="text-right">
                    {batch.undone ? <State kind="open">undone</State> : <UndoImport batchId={batch.id} />}
                  </Cell>
                </tr>
              ))}
            </PlainTable>
          </Panel>
        ) : null}
      </div>
    </Page>
  )
}
