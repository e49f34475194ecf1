import { LinkTabs } from '@/components/ui/tabs'
import { type Actor, can } from '@/lib/server/actor'
import type { Permission } from '@/lib/server/permissions'

const TABS = [
  { key: 'general', href: '/settings', label: 'General', permission: 'settings:read' },
  { key: 'numbers', href: '/settings/numbers', label: 'Portfolios and numbers', permission: 'settings:read' },
  { key: 'connections', href: '/settings/connections', label: 'Connections', permission: 'connections:read' },
  { key: 'tokens', href: '/settings/tokens', label: 'API tokens', permission: 'tokens:read' },
  { key: 'data', href: '/settings/data', label: 'Retention and data', permission: 'settings:read' },
] as const satisfies readonly { key: string; href: string; label: string; permission: Permission }[]

export type SettingsTab = (typeof TABS)[number]['key']

/** The parts of the room that the person may see, each with its own address. */
export function SettingsTabs({ actor, current }: { actor: Actor; current: SettingsTab }) {
  const tabs = TABS.filter((tab) => can(actor, tab.permission))
  return (
    <LinkTabs label="Settings" tabs={tabs.map(({ key, href, label }) => ({ href, label, current: key === current }))} />
  )
}
