'use client'

import { DetailPanel } from '@/components/table/detail-panel'
import { neighbours } from '@/components/table/neighbours'
import { formatCount } from '@/components/ui/format-number'
import { KeyValues } from '@/components/ui/key-values'
import { TextLink } from '@/components/ui/text-link'
import { When } from '@/components/ui/when'
import type { MemberDetail, MemberEntry, MemberRow } from '@/lib/members/queries'
import { roleLabel } from '@/lib/members/role-words'
import { type MemberListState, memberList } from './list'
import { MemberButtons } from './member-buttons'
import { MemberState } from './members-table'
import { RolesForm } from './roles-form'

type MemberPanelProps = {
  member: MemberDetail
  rows: readonly MemberRow[]
  state: MemberListState
  mayWrite: boolean
  maySeeAudit: boolean
  grantable: readonly string[] | null
}

/** One member: where they stand, their roles, and what was changed about them. */
export function MemberPanel({ member, rows, state, mayWrite, maySeeAudit, grantable }: MemberPanelProps) {
  const { previous, next } = neighbours(rows, member.id)
  const to = (id: string | null) => (id ? memberList.href(state, { open: id }) : null)
  return (
    <DetailPanel
      title={member.name}
      subtitle={member.self ? 'This is you.' : undefined}
      closeHref={memberList.href(state, { open: null })}
      previousHref={to(previous)}
      nextHref={to(next)}
      footer={mayWrite ? <MemberButtons member={member} /> : undefined}
    >
      <div className="space-y-6">
        <Facts member={member} />
        {mayWrite ? (
          <p className="text-small">
            <TextLink href={`/members/hand-over?from=${member.id}`}>Hand over what they own</TextLink>
          </p>
        ) : null}
        {mayWrite ? <RolesForm member={member} grantable={grantable} /> : null}
        <section className="space-y-2">
          <h3>History</h3>
          <History entries={member.history} />
          {maySeeAudit ? (
            <p className="text-small">
              <TextLink href={`/audit?subject=${member.id}`}>All of it, in the audit log</TextLink>
            </p>
          ) : null}
        </section>
      </div>
    </DetailPanel>
  )
}

function Facts({ member }: { member: MemberDetail }) {
  const { lastSeenAt } = member
  return (
    <KeyValues
      rows={[
        { key: 'E-mail', value: <span className="machine">{member.email}</span> },
        { key: 'State', value: <MemberState disabled={member.disabled} /> },
        { key: 'Roles', value: member.roles.map(roleLabel).join(', ') },
        {
          key: 'Signed in',
          value: member.sessions === 0 ? 'nowhere' : `in ${formatCount(member.sessions, 'browser')}`,
        },
        { key: 'Last seen', value: lastSeenAt ? <When at={lastSeenAt} style="full" /> : 'never' },
        { key: 'Joined', value: <When at={member.joinedAt} style="full" /> },
      ]}
    />
  )
}

function History({ entries }: { entries: readonly MemberEntry[] }) {
  if (entries.length === 0) return <p className="text-small text-ink-2">Nothing was changed since they joined.</p>
  return (
    <ul className="space-y-1.5 text-control">
      {entries.map((entry) => (
        <li key={entry.id} className="flex flex-wrap items-baseline gap-x-2">
          <span>
            <span className="font-[550]">{entry.who}</span> {entry.words}
          </span>
          <When at={entry.at} className="text-small text-ink-3" />
        </li>
      ))}
    </ul>
  )
}
