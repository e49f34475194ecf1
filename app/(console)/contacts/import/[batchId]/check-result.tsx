'use client'

import { useState } from 'react'
import { Cell, PlainTable } from '@/components/table/plain-table'
import { Button } from '@/components/ui/button'
import { Chip } from '@/components/ui/chip'
import { formatCount, formatNumber } from '@/components/ui/format-number'
import { Notice } from '@/components/ui/notice'
import { Panel } from '@/components/ui/panel'
import { State, type StateKind } from '@/components/ui/state'
import type { ImportCheck, PreviewRow } from '@/lib/contacts/check-import'
import { KIND_WORDS } from '@/lib/contacts/vocabulary'
import { startImportAction } from '../../actions'
import { ask } from '../../ask'
import { CountsLine } from './counts'
import { TroubleTable } from './trouble-table'

const RESULT: Record<PreviewRow['result'], { kind: StateKind; word: string }> = {
  created: { kind: 'passed', word: 'create' },
  updated: { kind: 'open', word: 'update' },
  skipped: { kind: 'unverifiable', word: 'skip' },
}

/** What the dry run found, and the button that does it. */
export function CheckResult({
  batchId,
  check,
  onStarted,
}: {
  batchId: string
  check: ImportCheck
  onStarted: () => void
}) {
  const [pending, setPending] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  const { created, updated } = check.counts
  async function start() {
    setPending(true)
    setRefusal(null)
    const answer = await ask(() => startImportAction({ batchId }))
    if (answer.ok) {
      onStarted()
      return
    }
    setPending(false)
    setRefusal(answer.sentence)
  }
  return (
    <>
      <Panel
        title="What would happen"
        actions={
          <Button variant="primary" pending={pending} onClick={start} disabled={created + updated === 0}>
            Import {formatCount(created + updated, 'contact')}
          </Button>
        }
      >
        <CountsLine counts={check.counts} total={check.total} />
        {refusal ? (
          <div className="mt-3">
            <Notice tone="problem" live>
              {refusal}
            </Notice>
          </div>
        ) : null}
        {created + updated === 0 ? (
          <p className="mt-3 text-control text-ink-2">
            There is nothing to import: every row brings nothing new or cannot be read.
          </p>
        ) : null}
      </Panel>
      {check.problems.length > 0 ? (
        <Panel title={`${formatNumber(check.counts.failed)} rows cannot be imported`} padded={false}>
          <TroubleTable label="Rows that would fail" rows={check.problems} total={check.counts.failed} />
        </Panel>
      ) : null}
      {check.preview.length > 0 ? (
        <Panel title="The first rows, as they were read" padded={false}>
          <Preview rows={check.preview} />
        </Panel>
      ) : null}
    </>
  )
}

function Preview({ rows }: { rows: readonly PreviewRow[] }) {
  return (
    <PlainTable label="Preview" head={['Row', 'Would', 'CRM contact', 'Name', 'Identifiers', 'Labels']}>
      {rows.map((row) => (
        <tr key={row.row}>
          <Cell tone="machine">{row.row}</Cell>
          <Cell>
            <State kind={RESULT[row.result].kind}>{RESULT[row.result].word}</State>
          </Cell>
          <Cell tone="machine">{row.crmContactId ?? '–'}</Cell>
          <Cell>{row.name ?? '–'}</Cell>
          <Cell>
            {row.identifiers.map((identifier) => (
              <span key={`${identifier.kind}${identifier.text}`} className="mr-3 whitespace-nowrap">
                <span className="text-small text-ink-3">{KIND_WORDS[identifier.kind]}</span>{' '}
                <span className="machine">{identifier.text}</span>
              </span>
            ))}
          </Cell>
          <Cell>
            <span className="flex gap-1">
              {row.labels.map((label) => (
                <Chip key={label}>{label}</Chip>
              ))}
            </span>
          </Cell>
        </tr>
      ))}
    </PlainTable>
  )
}
