'use client'

import { useRouter } from 'next/navigation'
import { formatMoment } from '@/components/ui/format-time'
import { Select } from '@/components/ui/select'
import { useZone } from '@/components/ui/zone'

/** Which earlier run this one is compared with. */
export function OtherRun({
  runId,
  current,
  choices,
}: {
  runId: string
  current: string
  choices: { id: string; startedAt: Date }[]
}) {
  const router = useRouter()
  const zone = useZone()
  return (
    <Select
      aria-label="Compare with"
      value={current}
      options={choices.map(({ id, startedAt }) => ({
        value: id,
        label: formatMoment(startedAt, zone, { now: new Date(), style: 'moment' }),
      }))}
      onChange={(event) => router.push(`/lab/runs/${runId}?with=${event.target.value}`, { scroll: false })}
    />
  )
}
