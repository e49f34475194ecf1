import {
  Activity,
  AtSign,
  CalendarDays,
  ClipboardList,
  ContactRound,
  Copy,
  FlaskConical,
  Gauge,
  Inbox,
  Link2,
  type LucideIcon,
  MapPinned,
  MessageSquareQuote,
  Route,
  ScrollText,
  Settings2,
  ShieldCheck,
  Stamp,
  UsersRound,
  Waypoints,
} from 'lucide-react'

/** The layers of the migration, in the order they are worked through; `null` stands above them. */
export type RoomGroup = 'Public identity' | 'Internal identity' | 'Routing' | 'Automation and people' | 'Control' | null

export type Room = {
  key: string
  href: string
  label: string
  icon: LucideIcon
  group: RoomGroup
  /** G and then this letter goes there. */
  letter: string
  /** A room that is not built yet is no link at all. */
  ready: boolean
}

export const ROOMS = [
  { key: 'overview', href: '/overview', label: 'Overview', icon: Gauge, group: null, letter: 'o', ready: true },
  {
    key: 'handles',
    href: '/handles',
    label: 'Handles',
    icon: AtSign,
    group: 'Public identity',
    letter: 'h',
    ready: true,
  },
  {
    key: 'policy',
    href: '/policy',
    label: 'Naming policy',
    icon: ScrollText,
    group: 'Public identity',
    letter: 'n',
    ready: true,
  },
  {
    key: 'entry-points',
    href: '/entry-points',
    label: 'Entry points',
    icon: MapPinned,
    group: 'Public identity',
    letter: 'e',
    ready: true,
  },
  {
    key: 'contacts',
    href: '/contacts',
    label: 'Contacts',
    icon: ContactRound,
    group: 'Internal identity',
    letter: 'c',
    ready: true,
  },
  {
    key: 'duplicates',
    href: '/duplicates',
    label: 'Duplicates',
    icon: Copy,
    group: 'Internal identity',
    letter: 'u',
    ready: true,
  },
  {
    key: 'field-map',
    href: '/field-map',
    label: 'Field map',
    icon: Waypoints,
    group: 'Internal identity',
    letter: 'f',
    ready: true,
  },
  { key: 'routing', href: '/routing', label: 'Workflows', icon: Route, group: 'Routing', letter: 'w', ready: true },
  {
    key: 'deliveries',
    href: '/deliveries',
    label: 'Deliveries',
    icon: Inbox,
    group: 'Routing',
    letter: 'd',
    ready: true,
  },
  {
    key: 'lab',
    href: '/lab',
    label: 'Lab',
    icon: FlaskConical,
    group: 'Automation and people',
    letter: 'l',
    ready: true,
  },
  {
    key: 'macros',
    href: '/macros',
    label: 'Support scripts',
    icon: MessageSquareQuote,
    group: 'Automation and people',
    letter: 't',
    ready: false,
  },
  {
    key: 'data-protection',
    href: '/data-protection',
    label: 'Data protection',
    icon: ShieldCheck,
    group: 'Automation and people',
    letter: 'p',
    ready: true,
  },
  { key: 'inputs', href: '/inputs', label: 'Inputs', icon: ClipboardList, group: 'Control', letter: 'i', ready: true },
  {
    key: 'calendar',
    href: '/calendar',
    label: 'Calendar',
    icon: CalendarDays,
    group: 'Control',
    letter: 'k',
    ready: true,
  },
  {
    key: 'approvals',
    href: '/approvals',
    label: 'Approvals',
    icon: Stamp,
    group: 'Control',
    letter: 'v',
    ready: true,
  },
  { key: 'signals', href: '/signals', label: 'Signals', icon: Activity, group: 'Control', letter: 'g', ready: false },
  { key: 'audit', href: '/audit', label: 'Audit', icon: Link2, group: 'Control', letter: 'a', ready: true },
  { key: 'members', href: '/members', label: 'Members', icon: UsersRound, group: 'Control', letter: 'm', ready: true },
  {
    key: 'settings',
    href: '/settings',
    label: 'Settings',
    icon: Settings2,
    group: 'Control',
    letter: 's',
    ready: true,
  },
] as const satisfies readonly Room[]

export type RoomKey = (typeof ROOMS)[number]['key']

/** The rooms a person sees: built, and allowed to them. Without `allowed`, every room that is built. */
export function visibleRooms(allowed?: readonly RoomKey[]): readonly (Room & { key: RoomKey })[] {
  return ROOMS.filter((room) => room.ready && (allowed === undefined || allowed.includes(room.key)))
}

/** The room an address belongs to: "/contacts/c_1" -> contacts. A longer name is never taken for a shorter one. */
export function roomOf(pathname: string): (Room & { key: RoomKey }) | null {
  return ROOMS.find((room) => pathname === room.href || pathname.startsWith(`${room.href}/`)) ?? null
}
