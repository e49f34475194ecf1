import { DetailPanel } from '@/components/table/detail-panel'
import { neighbours } from '@/components/table/neighbours'
import { Cell, PlainTable } from '@/components/table/plain-table'
import { KeyValues } from '@/components/ui/key-values'
import { Mono } from '@/components/ui/mono'
import { Notice } from '@/components/ui/notice'
import { TextLink } from '@/components/ui/text-link'
import { When } from '@/components/ui/when'
import type { DiffLine } from '@/lib/audit/diff'
import type { AuditDetail, AuditRow } from '@/lib/audit/queries'
import { type AuditListState, auditList } from './list'

/** One entry: what changed, why, and the link it is in the chain. */
export function EntryPanel({ entry, state, rows }: { entry: AuditDetail; state: AuditListState; rows: AuditRow[] }) {
  const { previous, next } = neighbours(rows, entry.id)
  const to = (id: string | null) => (id ? auditList.href(state, { open: id }) : null)
  return (
    <DetailPanel
      title={`${entry.actor.name} ${entry.words}`}
      subtitle={<When at={entry.at} style="full" />}
      closeHref={auditList.href(state, { open: null })}
      previousHref={to(previous)}
      nextHref={to(next)}
    >
      <div className="space-y-5">
        {entry.erased ? (
          <Notice>The details of this entry were erased with the person they named; the chain still holds.</Notice>
        ) : null}
        {entry.reason ? <p className="text-prose">“{entry.reason}”</p> : null}
        <Changes lines={entry.lines} />
        <Extra lines={entry.more} />
        <Facts entry={entry} state={state} />
      </div>
    </DetailPanel>
  )
}

function Changes({ lines }: { lines: DiffLine[] }) {
  if (lines.length === 0) return null
  return (
    <section>
      <h3 className="mb-2 text-small font-medium text-ink-2">What changed</h3>
      <PlainTable label="What changed" head={['Field', 'Before', 'After']}>
        {lines.map((line) => (
          <tr key={line.path}>
            <Cell tone="quiet">{line.path}</Cell>
            <Cell className="[overflow-wrap:anywhere]">
              {line.before ?? <span className="text-ink-3">nothing</span>}
            </Cell>
            <Cell className="[overflow-wrap:anywhere]">
              {line.after ?? <span className="text-ink-3">nothing</span>}
            </Cell>
          </tr>
        ))}
      </PlainTable>
    </section>
  )
}

function Extra({ lines }: { lines: DiffLine[] }) {
  if (lines.length === 0) return null
  return <KeyValues rows={lines.map((line) => ({ key: line.path, value: line.after }))} />
}

function Facts({ entry, state }: { entry: AuditDetail; state: AuditListState }) {
  const { subject, correlationId, hash, prevHash, origin, action, seq } = entry
  const only = (filters: Partial<AuditListState['filters']>, words: string) => (
    <TextLink href={auditList.href(auditList.parse(''), { filters: { ...filters } })}>{words}</TextLink>
  )
  const rows = [
    { key: 'Entry', value: <Mono>{seq}</Mono> },
    { key: 'Action', value: <Mono>{action}</Mono> },
    { key: 'Subject', value: <Mono>{subject.id ?? subject.kind}</Mono> },
    { key: 'From', value: <Mono>{origin ?? '–'}</Mono> },
    { key: 'Hash', value: <Mono>{hash}</Mono> },
    { key: 'Before it', value: <Mono>{prevHash}</Mono> },
  ]
  return (
    <section className="space-y-3 border-t border-line pt-4">
      <KeyValues rows={rows} />
      <p className="flex flex-wrap gap-x-4 gap-y-1 text-small">
        {subject.id ? only({ subject: subject.id }, 'Everything about this record') : null}
        {correlationId ? only({ together: correlationId }, 'Everything that changed with it') : null}
        {state.filters.action === action ? null : only({ action }, 'Every entry of this kind')}
      </p>
    </section>
  )
}
