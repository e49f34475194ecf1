import { DetailPanel } from '@/components/table/detail-panel'
import { neighbours } from '@/components/table/neighbours'
import { KIND_WORDS } from '@/lib/entry-points/kinds'
import type { Actor } from '@/lib/server/actor'
import { ArchiveButton } from './archive-button'
import { EntryDetail } from './entry-detail'
import { type EntryPointListState, entryPointList } from './list'
import type { SheetRow } from './sheet-row'

type EntryPanelProps = {
  actor: Actor
  row: SheetRow
  rows: readonly SheetRow[]
  state: EntryPointListState
  canWrite: boolean
}

/** One entry point beside the sheet. */
export function EntryPanel({ actor, row, rows, state, canWrite }: EntryPanelProps) {
  const { previous, next } = neighbours(rows, row.id)
  const to = (id: string | null) => (id ? entryPointList.href(state, { open: id }) : null)
  const closeHref = entryPointList.href(state, { open: null })
  const where = row.location ? `, ${row.location}` : ''
  return (
    <DetailPanel
      title={row.name}
      subtitle={`${KIND_WORDS[row.kind]}${where}`}
      closeHref={closeHref}
      previousHref={to(previous)}
      nextHref={to(next)}
      fullHref={`/entry-points/${row.id}`}
      footer={canWrite ? <ArchiveButton row={row} afterHref={closeHref} /> : null}
    >
      <EntryDetail actor={actor} row={row} />
    </DetailPanel>
  )
}
