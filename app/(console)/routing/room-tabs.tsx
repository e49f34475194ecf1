import { LinkTabs } from '@/components/ui/tabs'

const TABS = [
  { key: 'workflows', href: '/routing', label: 'Workflows' },
  { key: 'rules', href: '/routing/rules', label: 'Rules' },
  { key: 'bench', href: '/routing/bench', label: 'Test bench' },
] as const

export function RoutingTabs({ current }: { current: (typeof TABS)[number]['key'] }) {
  return (
    <LinkTabs flush label="Parts of routing" tabs={TABS.map((tab) => ({ ...tab, current: tab.key === current }))} />
  )
}
