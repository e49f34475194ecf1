import { LinkTabs } from '@/components/ui/tabs'

const TABS = [
  { key: 'policy', href: '/policy', label: 'Policy' },
  { key: 'draft', href: '/policy/draft', label: 'Draft' },
  { key: 'requests', href: '/policy/requests', label: 'Requests' },
  { key: 'versions', href: '/policy/versions', label: 'Versions' },
] as const

export type PolicyTab = (typeof TABS)[number]['key']

export function PolicyTabs({ current, flush = true }: { current: PolicyTab; flush?: boolean }) {
  const tabs = TABS.map((tab) => ({ href: tab.href, label: tab.label, current: tab.key === current }))
  return <LinkTabs flush={flush} label="Parts of the naming policy" tabs={tabs} />
}
