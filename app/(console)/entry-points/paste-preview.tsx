'use client'

import { useEffect, useEffectEvent, useState, useTransition } from 'react'
import type { ShownColumn } from '@/components/table/grid-column'
import { Cell, PlainTable } from '@/components/table/plain-table'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose } from '@/components/ui/dialog'
import { formatCount, formatNumber } from '@/components/ui/format-number'
import { Notice } from '@/components/ui/notice'
import { Spinner } from '@/components/ui/spinner'
import { useToast } from '@/components/ui/toast'
import type { CellField } from '@/lib/entry-points/cell-fields'
import type { PasteOutcome } from '@/lib/entry-points/paste-cells'
import { type PasteTarget, placePaste } from '@/lib/entry-points/paste-target'
import { answerOf } from '@/lib/shared/action-answer'
import { pasteCellsAction } from './actions'
import { FIELD_WORDS } from './field-words'
import { isEditable } from './sheet-columns'
import type { SheetRow } from './sheet-row'
import type { SheetStore } from './sheet-store'
import { useSheetWork } from './sheet-work'
import type { PendingPaste } from './use-clipboard'
import { useUndo } from './use-undo'

/** The same limit as on the server. */
const MOST_ROWS = 2_000

type Rows = { id: string; version: number; cells: Partial<Record<CellField, string>> }[]
type Stage =
  | { at: 'reading' }
  | { at: 'refused'; sentence: string }
  | { at: 'preview'; rows: Rows; outcome: PasteOutcome; readOnly: number; target: PasteTarget }

type PastePreviewProps = { paste: PendingPaste; columns: readonly ShownColumn<SheetRow>[]; onEnd: () => void }

/** The cells by row, as the server takes them; columns that cannot be edited are counted and left out. */
async function collect(
  store: SheetStore,
  { paste, columns }: Pick<PastePreviewProps, 'paste' | 'columns'>,
): Promise<{ rows: Rows; readOnly: number; target: PasteTarget } | string> {
  const { total } = store.read()
  const target = placePaste(paste.cells, paste, { rows: total, columns: columns.length })
  if (target.rows > MOST_ROWS) {
    return `At most ${formatNumber(MOST_ROWS)} rows are pasted at once, and this is ${formatNumber(target.rows)}. Import a file for more.`
  }
  const found = await store.load(paste.row, paste.row + target.rows - 1)
  if (!found) return 'The rows could not be read, so nothing was changed. Try again in a moment.'
  const rows = found.map(({ id, version }): Rows[number] => ({ id, version, cells: {} }))
  let readOnly = 0
  for (const cell of target.cells) {
    const key = columns[cell.column]?.key ?? ''
    const row = rows[cell.row - paste.row]
    if (row && isEditable(key)) row.cells[key] = cell.text
    else readOnly += 1
  }
  return { rows: rows.filter((row) => Object.keys(row.cells).length > 0), readOnly, target }
}

/** What a paste would change, cell by cell, before it does; one batch that can be undone afterwards. */
export default function PastePreview({ paste, columns, onEnd }: PastePreviewProps) {
  const { store } = useSheetWork()
  const [stage, setStage] = useState<Stage>({ at: 'reading' })
  const [pending, start] = useTransition()
  const carryOut = useCarryOut(onEnd)

  const look = useEffectEvent(async (isOld: () => boolean) => {
    const collected = await collect(store, { paste, columns })
    if (isOld()) return
    if (typeof collected === 'string') return setStage({ at: 'refused', sentence: collected })
    const { rows, readOnly, target } = collected
    if (rows.length === 0) {
      return setStage({
        at: 'refused',
        sentence: 'None of these columns can be edited, so there is nothing to change.',
      })
    }
    const answer = answerOf(await pasteCellsAction({ rows, dryRun: true }))
    if (isOld()) return
    if (answer.ok) setStage({ at: 'preview', rows, readOnly, target, outcome: answer.value })
    else setStage({ at: 'refused', sentence: answer.sentence })
  })
  useEffect(() => {
    let old = false
    void look(() => old)
    return () => {
      old = true
    }
  }, [])

  const preview = stage.at === 'preview' ? stage : null
  function confirm() {
    if (!preview) return
    const { changed, failed, left } = preview.outcome
    start(async () => {
      const problem = await carryOut({ rows: preview.rows, dryRun: false, agreed: { changed, failed, left } })
      if (problem) setStage({ at: 'refused', sentence: problem })
    })
  }
  const changed = preview?.outcome.changed ?? 0
  return (
    <Dialog
      size="lg"
      open
      onOpenChange={(open) => {
        if (!open) onEnd()
      }}
      title="Paste into the sheet"
      description="Nothing is changed until you say so. It is one batch, and it can be undone."
      footer={
        <>
          <DialogClose asChild>
            <Button variant="ghost">Leave the cells as they are</Button>
          </DialogClose>
          <Button variant="primary" pending={pending} disabled={changed === 0} onClick={confirm}>
            {changed === 0 ? 'Nothing to change' : `Change ${formatCount(changed, 'cell')}`}
          </Button>
        </>
      }
    >
      {stage.at === 'reading' ? (
        <p role="status" className="flex items-center gap-2 text-control text-ink-2">
          <Spinner /> Comparing with the sheet
        </p>
      ) : null}
      {stage.at === 'refused' ? (
        <Notice tone="problem" live>
          {stage.sentence}
        </Notice>
      ) : null}
      {preview ? <Comparison {...preview} /> : null}
    </Dialog>
  )
}

function useCarryOut(onEnd: () => void) {
  const toast = useToast()
  const undo = useUndo()
  const { store } = useSheetWork()
  return async (input: Parameters<typeof pasteCellsAction>[0]): Promise<string | undefined> => {
    const answer = answerOf(await pasteCellsAction(input))
    if (!answer.ok) return answer.sentence
    const { batchId, changed, rows } = answer.value
    const back = () => void undo(batchId ?? '').then(() => store.refresh())
    toast({
      text: `${formatCount(changed, 'cell')} in ${formatCount(rows, 'row')} changed.`,
      action: batchId ? { label: 'Undo', onSelect: back } : undefined,
    })
    await store.refresh()
    onEnd()
    return undefined
  }
}

function Comparison({ outcome, readOnly, target }: Extract<Stage, { at: 'preview' }>) {
  const { changed, rows, same, failed, left, leftCells, changes, failures, leftRows } = outcome
  const facts = [
    `${formatCount(changed, 'cell')} in ${formatCount(rows, 'row')} will change.`,
    same > 0 ? `${formatCount(same, 'cell')} ${same === 1 ? 'has' : 'have'} the value already.` : '',
    failed > 0
      ? `${formatCount(failed, 'cell')} cannot be used and will stay as ${failed === 1 ? 'it is' : 'they are'}.`
      : '',
    left > 0
      ? `${formatCount(leftCells, 'cell')} in ${formatCount(left, 'row')} stay: somebody else changed the row meanwhile (${leftRows
          .slice(0, 3)
          .map((row) => row.name)
          .join(', ')}${left > 3 ? ' and more' : ''}).`
      : '',
    readOnly > 0 ? `${formatCount(readOnly, 'cell')} are in columns that cannot be edited.` : '',
    target.below > 0
      ? `${formatCount(target.below, 'row')} of the clipboard ${target.below === 1 ? 'is' : 'are'} below the last row and left out. Import a file to add rows.`
      : '',
    target.beside > 0
      ? `${formatCount(target.beside, 'column')} of the clipboard reach over the last column and are left out.`
      : '',
  ].filter(Boolean)
  return (
    <div className="space-y-4">
      <ul className="space-y-1 text-control">
        {facts.map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
      {failures.length > 0 ? (
        <section className="space-y-1.5">
          <h3>Cells that cannot be used</h3>
          <div className="quiet-scroll max-h-52 overflow-y-auto border border-line">
            <PlainTable label="Cells that cannot be used" head={['Entry point', 'Field', 'On the clipboard', 'Why']}>
              {failures.map((failure) => (
                <tr key={`${failure.id}-${failure.field}`}>
                  <Cell>{failure.name}</Cell>
                  <Cell>{FIELD_WORDS[failure.field]}</Cell>
                  <Cell tone="machine" className="max-w-48 truncate">
                    {failure.text}
                  </Cell>
                  <Cell>{failure.message}</Cell>
                </tr>
              ))}
            </PlainTable>
          </div>
        </section>
      ) : null}
      {changes.length > 0 ? (
        <section className="space-y-1.5">
          <h3>{changes.length < changed ? `The first ${formatNumber(changes.length)} changes` : 'Changes'}</h3>
          <div className="quiet-scroll max-h-64 overflow-y-auto border border-line">
            <PlainTable label="Changes" head={['Entry point', 'Field', 'Now', 'Then']}>
              {changes.map((change) => (
                <tr key={`${change.id}-${change.field}`}>
                  <Cell>{change.name}</Cell>
                  <Cell tone="quiet">{FIELD_WORDS[change.field]}</Cell>
                  <Cell className="max-w-56 [overflow-wrap:anywhere] text-ink-2">{change.before || 'nothing'}</Cell>
                  <Cell className="max-w-56 [overflow-wrap:anywhere]">{change.after || 'nothing'}</Cell>
                </tr>
              ))}
            </PlainTable>
          </div>
        </section>
      ) : null}
    </div>
  )
}
