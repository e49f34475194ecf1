import { LinkTabs } from '@/components/ui/tabs'

type RoomTabsProps = {
  current: 'members' | 'invites' | 'permissions' | 'hand-over'
  members?: number
  invites?: number
  /** Whether this person may give to one member what another owns. */
  mayHandOver?: boolean
}

export function RoomTabs({ current, members, invites, mayHandOver = false }: RoomTabsProps) {
  return (
    <LinkTabs
      label="Members"
      tabs={[
        { href: '/members', label: 'People', count: members, current: current === 'members' },
        { href: '/members/invites', label: 'Invitations', count: invites, current: current === 'invites' },
        { href: '/members/permissions', label: 'Roles and permissions', current: current === 'permissions' },
        ...(mayHandOver ? [{ href: '/members/hand-over', label: 'Hand over', current: current === 'hand-over' }] : []),
      ]}
    />
  )
}
