'use client'

import type { ReactNode } from 'react'
import type { ListColumn } from '@/components/table/column'
import { DataTable } from '@/components/table/data-table'
import type { TableLayout } from '@/components/table/table-layout'
import { EmptyState } from '@/components/ui/empty-state'
import { State } from '@/components/ui/state'
import { TextLink } from '@/components/ui/text-link'
import type { ExceptionRow } from '@/lib/lab/exception-queries'
import { RESULT_WORDS } from '@/lib/lab/vocabulary'
import { ResultMark } from '../marks'
import { ArchiveException, ExceptionDialog } from './exception-dialog'
import { type ExceptionListState, exceptionList } from './list'

/** What the dialog chooses from. */
export type ExceptionChoices = Record<'owners' | 'workflows' | 'payloads', { id: string; name: string }[]>

function Tested({ row: { tested, payload } }: { row: ExceptionRow }) {
  if (!payload) return <State kind="open">no payload named</State>
  if (!tested) return <State kind="blocked">never sent</State>
  return (
    <TextLink href={`/lab/${tested.recordId}`} aria-label={`${payload}: ${RESULT_WORDS[tested.result]}`}>
      <ResultMark result={tested.result} />
    </TextLink>
  )
}

const COLUMNS: ListColumn<ExceptionRow, 'name' | 'updatedAt'>[] = [
  { key: 'name', header: 'Where', sort: 'name', primary: true, cell: ({ name }) => name },
  { key: 'howFound', header: 'How the phone is found', cell: ({ howFound }) => howFound },
  { key: 'without', header: 'What happens without', cell: ({ without }) => without },
  { key: 'tested', header: 'Tested', cell: (row) => <Tested row={row} /> },
  { key: 'workflow', header: 'Workflow', tone: 'quiet', cell: ({ workflow }) => workflow ?? '–' },
  { key: 'owner', header: 'Owner', tone: 'quiet', cell: ({ owner }) => owner ?? 'nobody' },
]

type ExceptionsTableProps = {
  rows: ExceptionRow[]
  total: number
  state: ExceptionListState
  layout: TableLayout | null
  exportHref: string
  action: ReactNode
  /** Null for those who only read. */
  choices: ExceptionChoices | null
}

export function ExceptionsTable({ action, choices, ...props }: ExceptionsTableProps) {
  const change: ListColumn<ExceptionRow, 'name' | 'updatedAt'>[] = choices
    ? [
        {
          ...{ key: 'change', header: 'Change', align: 'end' as const },
          cell: (row) => (
            <span className="inline-flex gap-1">
              {row.archived ? null : <ExceptionDialog choices={choices} row={row} />}
              <ArchiveException row={row} />
            </span>
          ),
        },
      ]
    : []
  return (
    <DataTable
      {...props}
      name="lab-exceptions"
      label="Where a phone is still needed"
      rowHref={null}
      list={exceptionList}
      columns={[...COLUMNS, ...change]}
      empty={
        <EmptyState
          sentence="Some things still need a phone number: one-tap, zero-tap and copy-code templates, and whatever your systems hold. Write down how each finds it, what happens without, and the payload that shows it."
          action={action}
        />
      }
    />
  )
}
