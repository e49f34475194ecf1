import { LinkTabs } from '@/components/ui/tabs'

const TABS = [
  { key: 'records', href: '/lab', label: 'Test records' },
  { key: 'runs', href: '/lab/runs', label: 'Runs' },
  { key: 'plans', href: '/lab/plans', label: 'Plans' },
  { key: 'payloads', href: '/lab/payloads', label: 'Payload pack' },
  { key: 'targets', href: '/lab/targets', label: 'Targets' },
  { key: 'matrix', href: '/lab/matrix', label: 'What was tested' },
  { key: 'exceptions', href: '/lab/exceptions', label: 'Still by phone' },
  { key: 'numbers', href: '/lab/numbers', label: 'Number pairs' },
  { key: 'first', href: '/lab/first-workflow', label: 'First workflow' },
] as const

export function LabTabs({ current, flush = true }: { current: (typeof TABS)[number]['key']; flush?: boolean }) {
  return (
    <LinkTabs
      flush={flush}
      label="Parts of the lab"
      tabs={TABS.map((tab) => ({ ...tab, current: tab.key === current }))}
    />
  )
}
