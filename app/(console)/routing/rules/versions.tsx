'use client'

import { History } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Button } from '@/components/ui/button'
import { Chip } from '@/components/ui/chip'
import { formatCount } from '@/components/ui/format-number'
import { useToast } from '@/components/ui/toast'
import { When } from '@/components/ui/when'
import type { RuleVersionRow } from '@/lib/routing/queries'
import { answerOf } from '@/lib/shared/action-answer'
import { restoreRulesAction } from '../actions'

type Props = { versions: readonly RuleVersionRow[]; current: number; mayRestore: boolean }

/** Every version with who, when, why and what it changed; an older one can be made active again. */
export function Versions({ versions, current, mayRestore }: Props) {
  if (versions.length === 0) return <p className="p-4 text-control text-ink-2">Nothing was saved yet.</p>
  return (
    <ol aria-label="Versions of the rules" className="divide-y divide-line">
      {versions.map((version) => (
        <li key={version.number} className="px-4 py-3 text-control">
          <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <b>Version {version.number}</b>
            {version.active ? <Chip tone="pass">active</Chip> : null}
            <span className="ml-auto text-small text-ink-2">
              <When at={version.savedAt} />
            </span>
          </div>
          <p className="text-small text-ink-2">
            {version.savedBy ?? 'Handrail'} · {formatCount(version.rules, 'rule')}
            {version.note ? ` · ${version.note}` : ''}
          </p>
          <ul className="mt-1 list-disc space-y-0.5 pl-4 text-small text-ink-2">
            {version.changes.map((change) => (
              <li key={change}>{change}</li>
            ))}
          </ul>
          {mayRestore && !version.active ? <Restore number={version.number} current={current} /> : null}
        </li>
      ))}
    </ol>
  )
}

function Restore({ number, current }: { number: number; current: number }) {
  const router = useRouter()
  const toast = useToast()
  return (
    <ConfirmDialog
      title={`Restore version ${number}`}
      confirmLabel="Restore"
      trigger={
        <Button size="sm" variant="ghost" className="mt-1.5 -ml-2" icon={<History />}>
          Restore version {number}
        </Button>
      }
      onConfirm={async () => {
        const answer = answerOf(await restoreRulesAction({ number, baseVersion: current }))
        if (!answer.ok) return { ok: false, message: answer.sentence }
        toast({ text: `Version ${number} is active again, as version ${answer.value.version}.` })
        router.refresh()
        return { ok: true }
      }}
    >
      <p>Its rules become active at once, as a new version. The versions in between stay in the list.</p>
    </ConfirmDialog>
  )
}
