import type { ReactNode } from 'react'
import { readRailFolded } from '@/components/shell/read-rail'
import { ROOMS } from '@/components/shell/rooms'
import { StateLine } from '@/components/shell/state-line'
import { type RolloutLine, rolloutLine } from '@/lib/calendar/state-line'
import { ownProfile } from '@/lib/members/profile'
import { readShellWork } from '@/lib/overview/shell'
import { rolesAllow } from '@/lib/server/permissions'
import { requireMember } from '@/lib/server/session'
import { currentWorkspace } from '@/lib/server/workspace'
import { ConsoleShell } from './console-shell'
import { PersonItems } from './person-items'
import { actionsOf, countsOf, waitingOf } from './shell-work'

/**
 * The frame around every room. It sends visitors without a session to the sign-in page, but a layout is not drawn again
 * on every step inside the console: each page asks for its own permission with `requireActor`.
 */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const actor = await requireMember()
  const [workspace, person, work, railFolded, line] = await Promise.all([
    currentWorkspace(actor),
    ownProfile(actor),
    readShellWork(actor),
    readRailFolded(),
    rolloutLine(actor),
  ])
  const rooms = ROOMS.filter((room) => rolesAllow(actor.roles, `${room.key}:read`)).map((room) => room.key)
  return (
    <ConsoleShell
      workspace={workspace.name}
      zone={workspace.zone}
      person={{ name: person.name, email: person.email, roles: person.roles }}
      rooms={rooms}
      counts={countsOf(work)}
      waiting={waitingOf(work, actor.memberId)}
      unread={work.unread}
      actions={actionsOf(actor.roles)}
      railFolded={railFolded}
      stateLine={line ? <RolloutState line={line} /> : null}
      personMenu={<PersonItems />}
    >
      {children}
    </ConsoleShell>
  )
}

const LINE = {
  blocked: { kind: 'blocked', word: 'Blocked' },
  releasing: { kind: 'waiting', word: 'Releasing' },
  verifying: { kind: 'waiting', word: 'Verifying' },
  'rolling-back': { kind: 'stale', word: 'Rolling back' },
} as const

function RolloutState({ line }: { line: RolloutLine }) {
  return (
    <StateLine {...LINE[line.kind]} href={line.href}>
      <strong>{line.wave}</strong> {line.sentence}
    </StateLine>
  )
}
