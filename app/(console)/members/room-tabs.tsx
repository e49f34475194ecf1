import { LinkTabs } from '@/components/ui/tabs'

type RoomTabsProps = { current: 'members' | 'invites' | 'permissions'; members?: number; invites?: number }

export function RoomTabs({ current, members, invites }: RoomTabsProps) {
  return (
    <LinkTabs
      label="Members"
      tabs={[
        { href: '/members', label: 'People', count: members, current: current === 'members' },
        { href: '/members/invites', label: 'Invitations', count: invites, current: current === 'invites' },
        { href: '/members/permissions', label: 'Roles and permissions', current: current === 'permissions' },
      ]}
    />
  )
}
