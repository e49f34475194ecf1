'use client'

import type { ListColumn } from '@/components/table/column'
import { DataTable } from '@/components/table/data-table'
import type { TableLayout } from '@/components/table/table-layout'
import { Chip } from '@/components/ui/chip'
import { EmptyState } from '@/components/ui/empty-state'
import { State } from '@/components/ui/state'
import { When } from '@/components/ui/when'
import type { MemberRow, MemberSort } from '@/lib/members/queries'
import { roleLabel } from '@/lib/members/role-words'
import { type MemberListState, memberList } from './list'

const columns: ListColumn<MemberRow, MemberSort>[] = [
  { key: 'name', header: 'Name', sort: 'name', primary: true, cell: (row) => row.name },
  { key: 'email', header: 'E-mail', sort: 'email', tone: 'machine', cell: (row) => row.email },
  { key: 'roles', header: 'Roles', cell: (row) => <Roles roles={row.roles} /> },
  { key: 'state', header: 'State', width: 128, cell: (row) => <MemberState disabled={row.disabled} /> },
  {
    key: 'seen',
    header: 'Last seen',
    tone: 'quiet',
    cell: (row) => (row.lastSeenAt ? <When at={row.lastSeenAt} style="relative" /> : 'never'),
  },
  {
    key: 'joined',
    header: 'Joined',
    sort: 'createdAt',
    tone: 'quiet',
    onCard: false,
    cell: (row) => <When at={row.joinedAt} />,
  },
]

function Roles({ roles }: { roles: readonly string[] }) {
  return (
    <span className="flex flex-wrap gap-1">
      {roles.map((role) => (
        <Chip key={role} tone={role === 'admin' ? 'accent' : 'plain'}>
          {roleLabel(role)}
        </Chip>
      ))}
    </span>
  )
}

export function MemberState({ disabled }: { disabled: boolean }) {
  return disabled ? <State kind="blocked">disabled</State> : <State kind="passed">active</State>
}

type MembersTableProps = { rows: MemberRow[]; total: number; state: MemberListState; layout: TableLayout | null }

function exportHref(state: MemberListState): string {
  const [, query] = memberList.href(state, { page: 1, open: null }).split('?')
  return query ? `/members/export?${query}` : '/members/export'
}

export function MembersTable(props: MembersTableProps) {
  return (
    <DataTable
      {...props}
      name="members"
      label="Members"
      list={memberList}
      columns={columns}
      exportHref={exportHref(props.state)}
      empty={<EmptyState sentence="People you invite appear here once they have accepted." />}
    />
  )
}
