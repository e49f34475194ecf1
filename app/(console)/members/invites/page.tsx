import type { Metadata } from 'next'
import { formatCount } from '@/components/ui/format-number'
import { PageHead } from '@/components/ui/page-head'
import { memberCounts, openInvites } from '@/lib/members/queries'
import { can } from '@/lib/server/actor'
import { requireActor } from '@/lib/server/session'
import { InviteDialog } from '../invite-dialog'
import { RoomTabs } from '../room-tabs'
import { InviteList } from './invite-list'

export const metadata: Metadata = { title: 'Invitations' }

/** Links that were handed out and not used yet. */
export default async function InvitesPage() {
  const actor = await requireActor('members:read')
  const [invites, counts] = await Promise.all([openInvites(actor), memberCounts(actor)])
  const mayWrite = can(actor, 'members:write')
  return (
    <>
      <PageHead
        inList
        title="Members"
        sentence={`${formatCount(counts.invites, 'invitation')} waiting to be accepted.`}
        actions={mayWrite ? <InviteDialog grantable={actor.roles.includes('admin') ? null : actor.roles} /> : undefined}
      />
      <RoomTabs
        current="invites"
        members={counts.active + counts.disabled}
        invites={counts.invites}
        mayHandOver={can(actor, 'members:write')}
      />
      <InviteList invites={invites} mayWrite={mayWrite} />
    </>
  )
}
