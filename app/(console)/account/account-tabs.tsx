import { LinkTabs } from '@/components/ui/tabs'

const TABS = [
  { key: 'account', href: '/account', label: 'You' },
  { key: 'notifications', href: '/account/notifications', label: 'What reaches you' },
] as const

export function AccountTabs({ current }: { current: (typeof TABS)[number]['key'] }) {
  return <LinkTabs flush label="Your account" tabs={TABS.map((tab) => ({ ...tab, current: tab.key === current }))} />
}
