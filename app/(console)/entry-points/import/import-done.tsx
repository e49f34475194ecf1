'use client'

import { Download } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { buttonStyle } from '@/components/ui/button-style'
import { LinkButton } from '@/components/ui/link-button'
import { Panel } from '@/components/ui/panel'
import type { ImportOutcome } from '@/lib/entry-points/import-outcome'
import { UndoButton } from '../undo-button'
import { FailedRows } from './failed-rows'
import { ImportCounts } from './import-counts'

/** What an import did, and the ways on from here. */
export function ImportDone({ outcome, onAgain }: { outcome: ImportOutcome; onAgain: () => void }) {
  const [undone, setUndone] = useState(false)
  const { batchId, failed, createdWaves } = outcome
  return (
    <>
      <Panel title={undone ? 'The import was undone' : 'The import is done'}>
        <div className="space-y-4" role="status">
          <ImportCounts outcome={outcome} />
          {createdWaves.length > 0 ? (
            <p className="text-control text-ink-2">Planned waves: {createdWaves.join(', ')}.</p>
          ) : null}
        </div>
        <div className="mt-4 flex flex-wrap gap-2">
          <LinkButton variant="primary" href="/entry-points">
            Open the sheet
          </LinkButton>
          {failed > 0 && batchId ? (
            <a href={`/entry-points/batches/${batchId}/rejects`} download className={buttonStyle()}>
              <Download aria-hidden="true" />
              Download the rows that were refused
            </a>
          ) : null}
          {batchId && !undone ? <UndoButton batchId={batchId} onDone={() => setUndone(true)} /> : null}
          <Button variant="ghost" onClick={onAgain}>
            Import another file
          </Button>
        </div>
      </Panel>
      <FailedRows errors={outcome.errors} />
    </>
  )
}
