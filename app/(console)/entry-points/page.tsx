import { FileUp, History, ListChecks, Plus, QrCode, ScanSearch } from 'lucide-react'
import type { Metadata } from 'next'
import { ListLayout } from '@/components/table/list-layout'
import { formatCount, formatNumber } from '@/components/ui/format-number'
import { LinkButton } from '@/components/ui/link-button'
import { PageHead } from '@/components/ui/page-head'
import { kindCoverage } from '@/lib/entry-points/kind-coverage'
import { openKinds } from '@/lib/entry-points/kind-coverage-rules'
import {
  type EntryPointCounts,
  entryPointDetail,
  entryPointSummary,
  listEntryPointPage,
  sheetChoices,
  todayOf,
} from '@/lib/entry-points/queries'
import { can } from '@/lib/server/actor'
import { requireActor } from '@/lib/server/session'
import { readLayout } from '@/lib/views/layout'
import { EntryPanel } from './entry-panel'
import { FilterSentence } from './filter-sentence'
import { entryPointList, filtersOf, queryOf } from './list'
import { RoomHelp } from './room-help'
import { RoomTabs } from './room-tabs'
import { SheetGrid } from './sheet-grid'
import { toSheetRow } from './sheet-row'
import { SheetWork } from './sheet-work'

export const metadata: Metadata = { title: 'Entry points' }

function sentenceOf({ total, moved, verified, wrong }: EntryPointCounts): string {
  if (total === 0) return 'The places where a customer starts a conversation.'
  const places = `${formatCount(total, 'place')} where a customer starts a conversation.`
  return `${places} ${formatNumber(moved)} moved, ${formatNumber(verified)} verified, ${formatNumber(wrong)} wrong.`
}

/** As many rows as a tall window shows; the others are read while one scrolls. */
const FIRST_ROWS = 50

/** The migration sheet. */
export default async function EntryPointsPage({ searchParams }: PageProps<'/entry-points'>) {
  const actor = await requireActor('entry-points:read')
  const state = await entryPointList.load(searchParams)
  const { sort, dir } = state
  const [{ rows, ...read }, counts, choices, today, open, layout, kinds] = await Promise.all([
    listEntryPointPage(actor, { filters: filtersOf(state), sort, dir, skip: 0, take: FIRST_ROWS }),
    entryPointSummary(actor),
    sheetChoices(actor),
    todayOf(actor),
    state.open ? entryPointDetail(actor, state.open) : null,
    readLayout(actor, 'entry-points'),
    kindCoverage(actor),
  ])
  const canWrite = can(actor, 'entry-points:write')
  return (
    <SheetWork
      part={{ ...read, rows: rows.map(toSheetRow) }}
      query={queryOf(state)}
      choices={choices}
      me={actor.memberId}
      canWrite={canWrite}
      today={today}
    >
      <ListLayout
        head={
          <PageHead
            inList
            title="Entry points"
            sentence={sentenceOf(counts)}
            actions={<Actions canWrite={canWrite} forgotten={counts.total > 0 ? openKinds(kinds).length : 0} />}
          />
        }
        tabs={<RoomTabs actor={actor} counts={counts} />}
        filter={<FilterSentence />}
        notice={counts.total === 0 ? <RoomHelp /> : undefined}
        panel={open ? <EntryPanel key={open.id} actor={actor} row={open} state={state} canWrite={canWrite} /> : null}
      >
        <SheetGrid stored={layout} />
      </ListLayout>
    </SheetWork>
  )
}

function Actions({ canWrite, forgotten }: { canWrite: boolean; forgotten: number }) {
  return (
    <>
      <LinkButton variant="ghost" icon={<ListChecks />} href="/entry-points/kinds">
        {forgotten > 0 ? `${formatCount(forgotten, 'kind')} not accounted for` : 'Is anything forgotten?'}
      </LinkButton>
      <LinkButton variant="ghost" icon={<ScanSearch />} href="/entry-points/checks">
        Checks
      </LinkButton>
      <LinkButton variant="ghost" icon={<QrCode />} href="/entry-points/links">
        Links
      </LinkButton>
      {canWrite ? <WriteActions /> : null}
    </>
  )
}

function WriteActions() {
  return (
    <>
      <LinkButton
        variant="ghost"
        icon={<History />}
        href="/entry-points/batches"
        aria-label="Imports and bulk changes"
        title="Imports and bulk changes"
      />
      <LinkButton icon={<FileUp />} href="/entry-points/import">
        Import
      </LinkButton>
      <LinkButton variant="primary" icon={<Plus />} href="/entry-points/new">
        Add entry point
      </LinkButton>
    </>
  )
}
