'use client'

import type { ListColumn } from '@/components/table/column'
import { DataTable } from '@/components/table/data-table'
import type { TableLayout } from '@/components/table/table-layout'
import { Chip } from '@/components/ui/chip'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { State } from '@/components/ui/state'
import { When } from '@/components/ui/when'
import type { ContactRow } from '@/lib/contacts/queries'
import type { ContactSort } from '@/lib/contacts/vocabulary'
import { type ContactListState, contactList } from './list'

const NONE = <span className="text-ink-3">–</span>

/** How well the person is known on WhatsApp, as a word with its shape. */
function CoverageState({ row }: { row: ContactRow }) {
  if (row.conflicts > 0) return <State kind="blocked">in conflict</State>
  if (row.bsuid) return <State kind="passed">mapped</State>
  return row.phone ? <State kind="stale">exposed</State> : <State kind="unverifiable">no identifier</State>
}

function Labels({ labels }: { labels: string[] }) {
  if (labels.length === 0) return NONE
  return (
    <span className="flex items-center gap-1">
      {labels.slice(0, 2).map((label) => (
        <Chip key={label}>{label}</Chip>
      ))}
      {labels.length > 2 ? <span className="text-small text-ink-3">+{labels.length - 2}</span> : null}
    </span>
  )
}

const columns: ListColumn<ContactRow, ContactSort>[] = [
  {
    key: 'name',
    header: 'Name',
    sort: 'name',
    primary: true,
    cell: (row) => row.name ?? <span className="text-ink-2">No name yet</span>,
  },
  {
    key: 'crm',
    header: 'CRM contact',
    sort: 'crmContactId',
    tone: 'machine',
    cell: (row) => row.crmContactId ?? <span className="font-sans text-ink-3">provisional</span>,
  },
  { key: 'coverage', header: 'On WhatsApp', cell: (row) => <CoverageState row={row} /> },
  { key: 'phone', header: 'Phone', tone: 'machine', cell: (row) => row.phone ?? NONE },
  { key: 'bsuid', header: 'BSUID', tone: 'machine', cell: (row) => row.bsuid ?? NONE },
  { key: 'username', header: 'Username', tone: 'machine', cell: (row) => row.username ?? NONE },
  { key: 'email', header: 'E-mail', tone: 'machine', initiallyHidden: true, cell: (row) => row.email ?? NONE },
  { key: 'labels', header: 'Labels', cell: (row) => <Labels labels={row.labels} /> },
  {
    key: 'last',
    header: 'Last contact',
    sort: 'lastContactAt',
    tone: 'quiet',
    cell: (row) => (row.lastContactAt ? <When at={row.lastContactAt} style="relative" /> : NONE),
  },
]

type ContactsTableProps = {
  rows: ContactRow[]
  total: number
  state: ContactListState
  layout: TableLayout | null
  exportHref?: string
  mayImport: boolean
}

export function ContactsTable({ mayImport, ...props }: ContactsTableProps) {
  return (
    <DataTable
      {...props}
      name="contacts"
      label="Contacts"
      list={contactList}
      columns={columns}
      empty={
        <EmptyState
          sentence="People who write to your numbers appear here by themselves, and those your CRM knows once you import them."
          action={
            mayImport ? (
              <LinkButton variant="primary" href="/contacts/import">
                Import a CSV file
              </LinkButton>
            ) : undefined
          }
        />
      }
    />
  )
}
