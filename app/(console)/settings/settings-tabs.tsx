import { LinkTabs } from '@/components/ui/tabs'
import { type Actor, can } from '@/lib/server/actor'
import type { Permission } from '@/lib/server/permissions'

const TABS = [
  { key: 'general', href: '/settings', label: 'General', short: 'General', permission: 'settings:read' },
  {
    key: 'numbers',
    href: '/settings/numbers',
    label: 'Portfolios and numbers',
    short: 'Numbers',
    permission: 'settings:read',
  },
  {
    key: 'connections',
    href: '/settings/connections',
    label: 'Connections',
    short: 'Connections',
    permission: 'connections:read',
  },
  { key: 'tokens', href: '/settings/tokens', label: 'API tokens', short: 'Tokens', permission: 'tokens:read' },
  {
    key: 'webhooks',
    href: '/settings/webhooks',
    label: 'Webhooks',
    short: 'Webhooks',
    permission: 'connections:read',
  },
  {
    key: 'approvals',
    href: '/settings/approvals',
    label: 'Who signs off',
    short: 'Sign-offs',
    permission: 'settings:read',
  },
  {
    key: 'retention',
    href: '/settings/retention',
    label: 'Retention and data',
    short: 'Data',
    permission: 'settings:read',
  },
] as const satisfies readonly { key: string; href: string; label: string; short: string; permission: Permission }[]

export type SettingsTab = (typeof TABS)[number]['key']

/** The parts of the room that the person may see, each with its own address. */
export function SettingsTabs({ actor, current }: { actor: Actor; current: SettingsTab }) {
  const tabs = TABS.filter((tab) => can(actor, tab.permission))
  return (
    <LinkTabs
      label="Settings"
      tabs={tabs.map(({ key, ...tab }) => ({ href: tab.href, label: <Label {...tab} />, current: key === current }))}
    />
  )
}

/** On a phone the short words keep every tab in sight. */
function Label({ label, short }: { label: string; short: string }) {
  if (label === short) return <>{label}</>
  return (
    <>
      <span className="max-md:hidden">{label}</span>
      <span className="md:hidden">{short}</span>
    </>
  )
}
