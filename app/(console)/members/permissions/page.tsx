import type { Metadata } from 'next'
import { Cell, PlainTable } from '@/components/table/plain-table'
import { Mono } from '@/components/ui/mono'
import { PageHead } from '@/components/ui/page-head'
import { memberCounts } from '@/lib/members/queries'
import { type PermissionLine, permissionLines, ROLE_WORDS } from '@/lib/members/role-words'
import { can } from '@/lib/server/actor'
import { ROLES, type Role } from '@/lib/server/permissions'
import { requireActor } from '@/lib/server/session'
import { RoomTabs } from '../room-tabs'

export const metadata: Metadata = { title: 'Roles and permissions' }

/** The one table that decides on screens, in the API and on the server. It belongs to the program and is read-only. */
export default async function PermissionsPage() {
  const actor = await requireActor('members:read')
  const counts = await memberCounts(actor)
  return (
    <>
      <PageHead
        inList
        title="Members"
        sentence="What each role may do. A member with several roles may do what any of them allows; what is not in this table is refused."
      />
      <RoomTabs
        current="permissions"
        members={counts.active + counts.disabled}
        invites={counts.invites}
        mayHandOver={can(actor, 'members:write')}
      />
      <PlainTable
        label="Roles and permissions"
        head={['What', 'Scope', ...ROLES.map((role) => ROLE_WORDS[role].label)]}
      >
        {permissionLines().map((line) => (
          <PermissionRow key={line.permission} line={line} />
        ))}
      </PlainTable>
    </>
  )
}

function PermissionRow({ line }: { line: PermissionLine }) {
  return (
    <tr>
      <Cell className="whitespace-nowrap">
        <span className="font-[550]">{line.room}:</span> {line.verb}
      </Cell>
      <Cell tone="machine">
        <Mono className="text-small text-ink-2">{line.permission}</Mono>
      </Cell>
      {ROLES.map((role) => (
        <Cell key={role}>
          <Mark role={role} line={line} />
        </Cell>
      ))}
    </tr>
  )
}

/** A filled disc or a short line; the words are for those who cannot see them. */
function Mark({ role, line }: { role: Role; line: PermissionLine }) {
  const may = line.roles.includes(role)
  return (
    <span className={may ? 'text-pass' : 'text-ink-3'}>
      {may ? (
        <span className="state-shape" data-state="passed" aria-hidden="true" />
      ) : (
        <span aria-hidden="true">–</span>
      )}
      <span className="sr-only">{may ? 'yes' : 'no'}</span>
    </span>
  )
}
