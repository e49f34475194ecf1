'use client'

import { useRouter } from 'next/navigation'
import { Select } from '@/components/ui/select'
import { OWN_TARGET } from '@/lib/lab/vocabulary'

/** At which target the payloads were tested. */
export function TargetChoice({ current, targets }: { current: string; targets: { id: string; name: string }[] }) {
  const router = useRouter()
  return (
    <Select
      aria-label="Target"
      value={current}
      options={[
        { value: '', label: 'At any target' },
        { value: 'handrail', label: OWN_TARGET },
        ...targets.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      onChange={(event) => router.push(event.target.value ? `/lab/matrix?target=${event.target.value}` : '/lab/matrix')}
    />
  )
}
