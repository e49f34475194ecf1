import { LinkTabs } from '@/components/ui/tabs'

const TABS = [
  { key: 'map', href: '/field-map', label: 'The map' },
  { key: 'fields', href: '/field-map/fields', label: 'All fields' },
  { key: 'checks', href: '/field-map/checks', label: 'Two-conversation checks' },
] as const

export function FieldMapTabs({ current, flush = true }: { current: (typeof TABS)[number]['key']; flush?: boolean }) {
  return (
    <LinkTabs
      flush={flush}
      label="Parts of the field map"
      tabs={TABS.map((tab) => ({ ...tab, current: tab.key === current }))}
    />
  )
}
