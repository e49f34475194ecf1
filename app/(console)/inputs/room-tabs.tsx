import { LinkTabs } from '@/components/ui/tabs'

const TABS = [
  { key: 'required', href: '/inputs', label: 'Required inputs' },
  { key: 'systems', href: '/inputs/systems', label: 'Systems that depend on phones' },
  { key: 'ownership', href: '/inputs/ownership', label: 'Who owns what' },
] as const

export function InputTabs({ current, flush = true }: { current: (typeof TABS)[number]['key']; flush?: boolean }) {
  return (
    <LinkTabs
      flush={flush}
      label="Parts of the inputs"
      tabs={TABS.map((tab) => ({ ...tab, current: tab.key === current }))}
    />
  )
}
