'use client'

import { useState } from 'react'
import { FileField } from '@/components/form/file-field'
import { Button } from '@/components/ui/button'
import { formatCount, formatNumber } from '@/components/ui/format-number'
import { Notice } from '@/components/ui/notice'
import { useToast } from '@/components/ui/toast'
import type { SystemsImported } from '@/lib/inputs/import-systems'
import { answerOf } from '@/lib/shared/action-answer'
import { importSystemsAction } from '../../actions'

/** Refused rows that are listed; the others are counted. */
const SHOWN = 100

type Chosen = { name: string; text: string }

/** Chooses a file, shows what it would do, and does it. */
export function ImportForm() {
  const toast = useToast()
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const [looked, setLooked] = useState<SystemsImported | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [pending, setPending] = useState(false)

  async function send(file: Chosen, dryRun: boolean) {
    setPending(true)
    const answer = answerOf(await importSystemsAction({ ...file, dryRun }).catch(() => undefined))
    setPending(false)
    setProblem(answer.ok ? null : (answer.fields?.text?.[0] ?? answer.sentence))
    setLooked(answer.ok && dryRun ? answer.value : null)
    if (answer.ok && !dryRun) {
      setChosen(null)
      const { created, updated } = answer.value
      toast({ text: `${formatCount(created, 'system')} added, ${formatNumber(updated)} changed.` })
    }
  }
  async function take(file: File | null) {
    setLooked(null)
    setProblem(null)
    if (!file) return setChosen(null)
    const next = { name: file.name, text: await file.text() }
    setChosen(next)
    await send(next, true)
  }
  return (
    <div className="space-y-4">
      <FileField label="CSV file" accept=".csv,text/csv" onFile={take} />
      {problem ? (
        <Notice tone="problem" live>
          {problem}
        </Notice>
      ) : null}
      {chosen && looked ? <Outlook looked={looked} /> : null}
      {chosen && looked ? (
        <Button
          variant="primary"
          pending={pending}
          disabled={looked.created + looked.updated === 0}
          onClick={() => send(chosen, false)}
        >
          Import {formatCount(looked.created + looked.updated, 'system')}
        </Button>
      ) : null}
    </div>
  )
}

/** What the file would do, row by row where a row is refused. */
function Outlook({ looked }: { looked: SystemsImported }) {
  const { total, created, updated, skipped, failed, failures, unknownColumns } = looked
  return (
    <section aria-label="What the file would do" className="space-y-3 text-control">
      <p>
        {formatCount(total, 'row')}: {formatNumber(created)} to add, {formatNumber(updated)} to change,{' '}
        {formatNumber(skipped)} as they are, {formatNumber(failed)} refused.
      </p>
      {unknownColumns.length > 0 ? (
        <p className="text-ink-2">The register has no place for {unknownColumns.join(', ')}.</p>
      ) : null}
      {failures.length > 0 ? (
        <ul className="space-y-1" aria-label="Refused rows">
          {failures.slice(0, SHOWN).map(({ row, column, message }) => (
            <li key={`${row}-${column}`}>
              <span className="tabular font-[550]">Row {formatNumber(row)}</span>
              {column ? <span className="machine"> {column}</span> : null}: {message}
            </li>
          ))}
        </ul>
      ) : null}
      {failures.length > SHOWN ? <p className="text-ink-2">And {formatNumber(failures.length - SHOWN)} more.</p> : null}
    </section>
  )
}
