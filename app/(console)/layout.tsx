import type { ReactNode } from 'react'
import { readRailFolded } from '@/components/shell/read-rail'
import { ROOMS } from '@/components/shell/rooms'
import { Shell } from '@/components/shell/shell'
import { ownProfile } from '@/lib/members/profile'
import { rolesAllow } from '@/lib/server/permissions'
import { requireMember } from '@/lib/server/session'
import { currentWorkspace } from '@/lib/server/workspace'
import { PersonItems } from './person-items'

/**
 * The frame around every room. It sends visitors without a session to the sign-in page, but a layout is not drawn again
 * on every step inside the console: each page asks for its own permission with `requireActor`.
 */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const actor = await requireMember()
  const [workspace, person, railFolded] = await Promise.all([
    currentWorkspace(actor),
    ownProfile(actor),
    readRailFolded(),
  ])
  const rooms = ROOMS.filter((room) => rolesAllow(actor.roles, `${room.key}:read`)).map((room) => room.key)
  return (
    <Shell
      workspace={workspace.name}
      zone={workspace.zone}
      person={{ name: person.name, email: person.email, roles: person.roles }}
      rooms={rooms}
      railFolded={railFolded}
      personMenu={<PersonItems />}
    >
      {children}
    </Shell>
  )
}
