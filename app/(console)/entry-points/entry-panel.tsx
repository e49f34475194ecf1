import { KIND_WORDS } from '@/lib/entry-points/kinds'
import type { EntryPointView } from '@/lib/entry-points/schema'
import type { Actor } from '@/lib/server/actor'
import { ArchiveButton } from './archive-button'
import { EntryDetail } from './entry-detail'
import { type EntryPointListState, entryPointList } from './list'
import { SheetPanel } from './sheet-panel'

type EntryPanelProps = { actor: Actor; row: EntryPointView; state: EntryPointListState; canWrite: boolean }

/** One entry point beside the sheet: its frame knows the list, its contents come from the server. */
export function EntryPanel({ actor, row, state, canWrite }: EntryPanelProps) {
  const where = row.location ? `, ${row.location}` : ''
  const closeHref = entryPointList.href(state, { open: null })
  return (
    <SheetPanel
      id={row.id}
      title={row.name}
      subtitle={`${KIND_WORDS[row.kind]}${where}`}
      footer={canWrite ? <ArchiveButton row={row} afterHref={closeHref} /> : null}
    >
      <EntryDetail actor={actor} row={row} />
    </SheetPanel>
  )
}
