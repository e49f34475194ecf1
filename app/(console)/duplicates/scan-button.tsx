'use client'

import { ScanSearch } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useEffect, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { formatNumber } from '@/components/ui/format-number'
import { useToast } from '@/components/ui/toast'
import type { ScanShown } from '@/lib/duplicates/run-scans'
import { answerOf } from '@/lib/shared/action-answer'
import { startScanAction } from './actions'

const ASK_MS = 2_000

/** Has everybody looked at now; while that goes on, how far it is. It can be left and come back to. */
export function ScanButton({ scan }: { scan: ScanShown | null }) {
  const router = useRouter()
  const toast = useToast()
  const [pending, start] = useTransition()
  const running = scan?.state === 'running'
  useEffect(() => {
    if (!running) return
    const timer = setInterval(() => router.refresh(), ASK_MS)
    return () => clearInterval(timer)
  }, [running, router])
  const begin = () =>
    start(async () => {
      const answer = answerOf(await startScanAction().catch(() => undefined))
      if (!answer.ok) toast({ tone: 'failed', text: answer.sentence })
    })
  if (running) {
    return (
      <span role="status" className="tabular text-control text-ink-2">
        Looking: {formatNumber(scan.scanned)} of {formatNumber(scan.total)} identifiers, {formatNumber(scan.found)}{' '}
        pairs
      </span>
    )
  }
  return (
    <Button icon={<ScanSearch />} pending={pending} onClick={begin}>
      Look at everybody now
    </Button>
  )
}
