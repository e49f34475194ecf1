import type { CommandAction } from '@/components/shell/command-body'
import type { RoomCounts } from '@/components/shell/rail'
import type { Waiting } from '@/components/shell/waiting-bell'
import type { ShellWork } from '@/lib/overview/shell'
import type { Permission } from '@/lib/server/permissions'
import { rolesAllow } from '@/lib/server/permissions'

/** Counts beside the names of rooms: what waits there for this person. */
export function countsOf({
  ownOpen,
  review,
  conflicts,
  pairs,
  setAside,
  signOffs,
  polls,
  handleRequests,
}: ShellWork): RoomCounts {
  const deliveries = review + setAside
  return {
    ...(ownOpen > 0 ? { 'entry-points': { count: ownOpen } } : {}),
    ...(signOffs > 0 ? { approvals: { count: signOffs } } : {}),
    ...(polls.length > 0 ? { handles: { count: polls.length } } : {}),
    ...(handleRequests > 0 ? { policy: { count: handleRequests } } : {}),
    ...(conflicts + pairs > 0 ? { duplicates: { count: conflicts + pairs } } : {}),
    ...(deliveries > 0 ? { deliveries: { count: deliveries, hot: true } } : {}),
  }
}

export function waitingOf(work: ShellWork, memberId: string): Waiting[] {
  const { ownOpen, review, conflicts, pairs, setAside, signOffs, polls, handleRequests, mentions } = work
  const mine = `/entry-points?owner=${memberId}&move=not_moved`
  const all: Waiting[] = [
    {
      key: 'mentions',
      text: 'Comments that mention you',
      count: mentions.count,
      href: `/entry-points/${mentions.first}`,
    },
    { key: 'polls', text: 'Polls that ask you', count: polls.length, href: `/handles/polls/${polls[0]}` },
    { key: 'sign-offs', text: 'Sign-offs to decide', count: signOffs, href: '/approvals?whose=waiting' },
    {
      key: 'handles',
      text: 'Requests for a handle to decide',
      count: handleRequests,
      href: '/policy/requests?state=open',
    },
    { key: 'review', text: 'Messages that need review', count: review, href: '/deliveries?view=review' },
    { key: 'conflicts', text: 'Open conflicts', count: conflicts, href: '/duplicates/conflicts' },
    { key: 'pairs', text: 'Pairs of contacts to decide', count: pairs, href: '/duplicates' },
    { key: 'aside', text: 'Deliveries that were set aside', count: setAside, href: '/deliveries/posts' },
    { key: 'mine', text: 'Entry points of mine to move', count: ownOpen, href: mine },
  ]
  return all.filter((one) => one.count > 0)
}

const ACTIONS: (CommandAction & { permission: Permission })[] = [
  {
    key: 'import-contacts',
    label: 'Import contacts',
    href: '/contacts/import',
    keywords: ['csv', 'crm'],
    permission: 'contacts:write',
  },
  {
    key: 'import-sheet',
    label: 'Import entry points',
    href: '/entry-points/import',
    keywords: ['csv', 'sheet'],
    permission: 'entry-points:write',
  },
  { key: 'waves', label: 'Show waves and freeze windows', href: '/calendar/waves', permission: 'calendar:read' },
  { key: 'gates', label: 'Show the gates', href: '/calendar/gates', permission: 'calendar:read' },
  {
    key: 'review',
    label: 'Show messages that need review',
    href: '/deliveries?view=review',
    permission: 'deliveries:read',
  },
  {
    key: 'conflicts',
    label: 'Show open conflicts',
    href: '/duplicates/conflicts',
    keywords: ['duplicates', 'disagree'],
    permission: 'duplicates:read',
  },
  { key: 'failures', label: 'Show failures by cause', href: '/deliveries/failures', permission: 'deliveries:read' },
  {
    key: 'connections',
    label: 'Connect WhatsApp',
    href: '/settings/connections',
    keywords: ['webhook', 'callback'],
    permission: 'connections:read',
  },
]

/** What the command menu can do for somebody with these roles. */
export function actionsOf(roles: readonly string[]): CommandAction[] {
  return ACTIONS.filter(({ permission }) => rolesAllow(roles, permission)).map(({ permission: _, ...action }) => action)
}
