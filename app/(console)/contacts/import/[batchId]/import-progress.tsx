'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Button } from '@/components/ui/button'
import { Panel } from '@/components/ui/panel'
import { Progress } from '@/components/ui/progress'
import type { ImportDetail } from '@/lib/contacts/import-queries'
import { cancelImportAction } from '../../actions'
import { ask } from '../../ask'

const EVERY_MS = 800

/** Counts of an import that runs or is taken back. The work does not need this page: it can be left and come back to. */
export function ImportProgress({
  detail,
}: {
  detail: Pick<ImportDetail, 'id' | 'state' | 'total' | 'counts' | 'undo'>
}) {
  const router = useRouter()
  const { id, state, total, counts, undo } = detail
  useEffect(() => {
    const timer = setInterval(() => router.refresh(), EVERY_MS)
    return () => clearInterval(timer)
  }, [router])
  async function cancel() {
    const answer = await ask(() => cancelImportAction({ batchId: id }))
    if (answer.ok) router.refresh()
    return answer.ok ? { ok: true as const } : { ok: false as const, message: answer.sentence }
  }
  if (state === 'undoing') {
    const changed = counts.created + counts.updated
    const done = undo ? undo.removed + undo.restored + undo.kept : 0
    return (
      <Panel>
        <Progress label="Taking the import back" done={Math.min(done, changed)} total={changed} />
      </Panel>
    )
  }
  return (
    <Panel>
      <Progress
        label="Importing"
        done={counts.created + counts.updated + counts.skipped + counts.failed}
        total={total}
        note="You can leave this page; the import goes on."
      />
      <div className="mt-4">
        <ConfirmDialog
          trigger={<Button variant="danger-quiet">Cancel the import</Button>}
          title="Cancel the import"
          confirmLabel="Cancel and take back"
          danger
          onConfirm={cancel}
        >
          It stops, and everything it has written so far is taken back.
        </ConfirmDialog>
      </div>
    </Panel>
  )
}
