import type { Metadata } from 'next'
import { ListLayout } from '@/components/table/list-layout'
import { readTableLayout } from '@/components/table/read-table-layout'
import { formatCount } from '@/components/ui/format-number'
import { PageHead } from '@/components/ui/page-head'
import { listMembers, memberCounts, memberDetail } from '@/lib/members/queries'
import { can } from '@/lib/server/actor'
import { requireActor } from '@/lib/server/session'
import { FilterSentence } from './filter-sentence'
import { InviteDialog } from './invite-dialog'
import { memberList } from './list'
import { MemberPanel } from './member-panel'
import { MembersHelp } from './members-help'
import { MembersTable } from './members-table'
import { RoomTabs } from './room-tabs'

export const metadata: Metadata = { title: 'Members' }

/** Who works in this workspace, with what roles. */
export default async function MembersPage({ searchParams }: PageProps<'/members'>) {
  const actor = await requireActor('members:read')
  const state = await memberList.load(searchParams)
  const { sort, dir, filters } = state
  const [list, counts, open, layout] = await Promise.all([
    listMembers(actor, filters, { sort, dir, ...memberList.window(state) }),
    memberCounts(actor),
    state.open ? memberDetail(actor, state.open) : null,
    readTableLayout('members'),
  ])
  const mayWrite = can(actor, 'members:write')
  const grantable = actor.roles.includes('admin') ? null : actor.roles
  return (
    <ListLayout
      head={
        <PageHead
          inList
          title="Members"
          sentence={`${formatCount(counts.active, 'person', 'people')} can sign in, ${counts.disabled} disabled.`}
          actions={mayWrite ? <InviteDialog grantable={grantable} /> : undefined}
        />
      }
      tabs={
        <RoomTabs
          current="members"
          members={counts.active + counts.disabled}
          invites={counts.invites}
          mayHandOver={can(actor, 'members:write')}
        />
      }
      filter={<FilterSentence state={state} />}
      notice={<MembersHelp />}
      panel={
        open ? (
          <MemberPanel
            key={`${open.id} ${open.version}`}
            member={open}
            rows={list.rows}
            state={state}
            mayWrite={mayWrite}
            maySeeAudit={can(actor, 'audit:read')}
            grantable={grantable}
          />
        ) : null
      }
    >
      <MembersTable rows={list.rows} total={list.total} state={state} layout={layout} />
    </ListLayout>
  )
}
