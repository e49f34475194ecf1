import { Download } from 'lucide-react'
import { buttonStyle } from '@/components/ui/button-style'
import { formatCount } from '@/components/ui/format-number'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { Panel } from '@/components/ui/panel'
import type { ImportDetail } from '@/lib/contacts/import-queries'
import { CountsLine } from './counts'
import { TroubleTable } from './trouble-table'
import { UndoButton } from './undo-button'

function UndoNotice({ detail }: { detail: ImportDetail }) {
  const { state, undo } = detail
  if (state === 'cancelled' && !undo) {
    return <Notice>This import was given up before it ran. Nothing was written, and the file is gone.</Notice>
  }
  if (!undo) return null
  const sentence = [
    `${formatCount(undo.removed, 'contact')} removed`,
    `${formatCount(undo.restored, 'change')} taken back`,
    `${formatCount(undo.kept, 'row')} kept because somebody changed the contact later`,
  ].join(', ')
  const title = { cancelled: 'Cancelled and taken back.', failed: 'It failed and was taken back.' }[state as string]
  return (
    <Notice tone={undo.kept > 0 ? 'careful' : 'done'} title={title ?? 'Undone.'}>
      {sentence}.
    </Notice>
  )
}

/** What an import did: honest counts, every failed row, and the way back. */
export function ImportResult({ detail, mayUndo }: { detail: ImportDetail; mayUndo: boolean }) {
  const { id, counts, total, failedRows, keptRows } = detail
  return (
    <div className="space-y-4">
      <UndoNotice detail={detail} />
      <Panel
        title="Result"
        actions={
          <>
            {counts.failed > 0 ? (
              <a href={`/contacts/import/${id}/rejects`} download className={buttonStyle()}>
                <Download aria-hidden="true" />
                Download rejects
              </a>
            ) : null}
            {mayUndo ? <UndoButton batchId={id} name={detail.name} /> : null}
            <LinkButton variant="primary" href="/contacts">
              See contacts
            </LinkButton>
          </>
        }
      >
        <CountsLine counts={counts} total={total} />
      </Panel>
      {keptRows.length > 0 ? (
        <Panel title="Kept as somebody changed them later" padded={false}>
          <TroubleTable label="Kept rows" rows={keptRows} total={detail.undo?.kept ?? keptRows.length} />
        </Panel>
      ) : null}
      {failedRows.length > 0 ? (
        <Panel title="Rows that failed" aside="Repair them in the rejects file and import that." padded={false}>
          <TroubleTable label="Failed rows" rows={failedRows} total={counts.failed} />
        </Panel>
      ) : null}
    </div>
  )
}
