import { Cell, PlainTable } from '@/components/table/plain-table'
import { formatNumber } from '@/components/ui/format-number'
import { TextLink } from '@/components/ui/text-link'
import { When } from '@/components/ui/when'
import type { ImportSummary } from '@/lib/contacts/import-queries'
import { ImportStateWord } from './import-state'

const HEAD = ['What', 'When', 'State', 'Created', 'Updated', 'Skipped', 'Failed']

function Row({ summary }: { summary: ImportSummary }) {
  const { created, updated, skipped, failed } = summary.counts
  return (
    <tr>
      <Cell>
        {summary.kind === 'sync' ? (
          <>Sync by {summary.name}</>
        ) : (
          <TextLink href={`/contacts/import/${summary.id}`}>{summary.name}</TextLink>
        )}
        {summary.by && summary.kind === 'import' ? <p className="text-small text-ink-2">{summary.by}</p> : null}
      </Cell>
      <Cell tone="quiet">
        <When at={summary.createdAt} />
      </Cell>
      <Cell>
        <ImportStateWord state={summary.state} />
      </Cell>
      {[created, updated, skipped, failed].map((count, i) => (
        <Cell key={HEAD[i + 3]} tone="end">
          {formatNumber(count)}
        </Cell>
      ))}
    </tr>
  )
}

/** Imports and API syncs, newest first. Each import has its page, with its rejects and its undo. */
export function PastImports({ imports }: { imports: readonly ImportSummary[] }) {
  if (imports.length === 0) return <p className="text-control text-ink-2">Nothing was imported yet.</p>
  return (
    <PlainTable label="Imports so far" head={HEAD}>
      {imports.map((summary) => (
        <Row key={summary.id} summary={summary} />
      ))}
    </PlainTable>
  )
}
