'use client'

import { ShieldCheck } from 'lucide-react'
import { useAction } from 'next-safe-action/hooks'
import { Button } from '@/components/ui/button'
import { formatCount } from '@/components/ui/format-number'
import { State } from '@/components/ui/state'
import { verifyAuditAction } from './actions'

/** Verifies the chain and leaves the verdict standing beside the button. */
export function VerifyButton() {
  const { execute, result, isPending } = useAction(verifyAuditAction)
  return (
    <div className="flex flex-wrap items-center justify-end gap-3">
      <span role="status">
        <Verdict data={result.data} refused={result.serverError?.sentence} />
      </span>
      <Button icon={<ShieldCheck />} onClick={() => execute()} disabled={isPending}>
        {isPending ? 'Verifying…' : 'Verify the chain'}
      </Button>
    </div>
  )
}

type Answer = NonNullable<Awaited<ReturnType<typeof verifyAuditAction>>['data']>

function Verdict({ data, refused }: { data: Answer | undefined; refused: string | undefined }) {
  if (refused) return <State kind="blocked">{refused}</State>
  if (!data) return null
  if (!data.ok) return <State kind="blocked">Your roles do not include this.</State>
  const { entries, checkpoints, broken } = data.value
  if (broken) return <State kind="blocked">{broken}</State>
  return (
    <State kind="passed">
      whole: {formatCount(entries, 'entry', 'entries')}, {formatCount(checkpoints, 'checkpoint')}
    </State>
  )
}
