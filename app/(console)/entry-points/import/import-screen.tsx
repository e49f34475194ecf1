'use client'

import { FileField } from '@/components/form/file-field'
import { SelectField } from '@/components/form/select-field'
import { Button } from '@/components/ui/button'
import { formatNumber } from '@/components/ui/format-number'
import { Notice } from '@/components/ui/notice'
import { Panel } from '@/components/ui/panel'
import { Spinner } from '@/components/ui/spinner'
import type { ImportOutcome } from '@/lib/entry-points/import-outcome'
import { ColumnMatching } from './column-matching'
import { FailedRows } from './failed-rows'
import { ImportCounts } from './import-counts'
import { ImportDone } from './import-done'
import { ImportNotes } from './import-notes'
import { PreviewRows } from './preview-rows'
import { useImport } from './use-import'
import { ValueMatching } from './value-matching'
import { WavePlanning } from './wave-planning'

const ACCEPTED = '.csv,.xlsx,text/csv,text/plain,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** The way of a file onto the sheet: choose it, match what is unclear, see what would happen, confirm. */
export function ImportScreen({ mayPlanWaves }: { mayPlanWaves: boolean }) {
  const work = useImport()
  const { stage, choices, pending, problem, choose } = work
  if (stage.at === 'done') return <ImportDone outcome={stage.outcome} onAgain={() => work.take(null)} />
  const outcome = stage.at === 'preview' ? stage.outcome : null
  const header = outcome?.header ?? problem?.header ?? []
  return (
    <>
      <Panel title="The file">
        <FileField label="CSV or Excel file" accept={ACCEPTED} onFile={work.take} />
        <p role="status" className="mt-2 flex min-h-5 items-center gap-2 text-small text-ink-2">
          {pending ? (
            <>
              <Spinner /> Reading the file
            </>
          ) : null}
        </p>
      </Panel>
      {problem ? (
        <Notice tone="problem" live>
          {problem.message}
        </Notice>
      ) : null}
      <SheetChoice sheets={outcome?.sheets ?? problem?.sheets ?? []} read={outcome?.sheet ?? null} work={work} />
      {header.length > 0 ? (
        <ColumnMatching header={header} outcome={outcome} choices={choices} onChoose={choose} />
      ) : null}
      {outcome ? <Preview outcome={outcome} work={work} mayPlanWaves={mayPlanWaves} /> : null}
    </>
  )
}

type SheetChoiceProps = { sheets: readonly string[]; read: string | null; work: ReturnType<typeof useImport> }

/** Which sheet of a workbook is meant, where it has several. */
function SheetChoice({ sheets, read, work }: SheetChoiceProps) {
  if (sheets.length < 2) return null
  return (
    <Panel title="The sheet">
      <SelectField
        label="Sheet of the workbook"
        options={sheets.map((name) => ({ value: name, label: name }))}
        value={read ?? work.choices.sheet ?? sheets[0]}
        onChange={(event) => work.choose({ sheet: event.target.value, columns: {}, kinds: {}, risks: {} })}
      />
    </Panel>
  )
}

type PreviewProps = { outcome: ImportOutcome; work: ReturnType<typeof useImport>; mayPlanWaves: boolean }

function Preview({ outcome, work, mayPlanWaves }: PreviewProps) {
  const { choices, choose, pending, confirm, cancel } = work
  if (outcome.total === 0) {
    return <Notice tone="careful">This file has a heading and no rows below it, so there is nothing to import.</Notice>
  }
  const changes = outcome.created + outcome.updated
  return (
    <>
      <ValueMatching outcome={outcome} choices={choices} onChoose={choose} />
      <WavePlanning outcome={outcome} choices={choices} mayPlan={mayPlanWaves} onChoose={choose} />
      <Panel title="What will happen">
        <div className="space-y-4">
          <ImportCounts outcome={outcome} future />
          <ImportNotes outcome={outcome} />
          <div className="flex flex-wrap items-center gap-3">
            <Button variant="primary" pending={pending} disabled={changes === 0} onClick={confirm}>
              {changes === 0
                ? 'Nothing to import'
                : `Import ${formatNumber(changes)} ${changes === 1 ? 'row' : 'rows'}`}
            </Button>
            {pending ? (
              <Button variant="ghost" onClick={cancel}>
                Cancel
              </Button>
            ) : null}
            {outcome.failed > 0 && changes > 0 ? (
              <span className="text-small text-ink-2">
                The {formatNumber(outcome.failed)} that cannot be used stay out; you can download them afterwards.
              </span>
            ) : null}
          </div>
        </div>
      </Panel>
      <PreviewRows outcome={outcome} />
      <FailedRows errors={outcome.errors} />
    </>
  )
}
