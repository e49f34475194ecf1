import { FileUp, History, Plus } from 'lucide-react'
import type { Metadata } from 'next'
import { ListLayout } from '@/components/table/list-layout'
import { readTableLayout } from '@/components/table/read-table-layout'
import { formatCount, formatNumber } from '@/components/ui/format-number'
import { LinkButton } from '@/components/ui/link-button'
import { PageHead } from '@/components/ui/page-head'
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
import { EntryPanel } from './entry-panel'
import { EntryTable } from './entry-table'
import { FilterSentence } from './filter-sentence'
import { entryPointList, filtersOf, queryOf } from './list'
import { RefreshOnReturn } from './refresh-on-return'
import { RoomHelp } from './room-help'
import { RoomTabs } from './room-tabs'
import { SheetProvider } from './sheet-context'
import { toOptions } from './sheet-options'
import { toSheetRow } from './sheet-row'

export const metadata: Metadata = { title: 'Entry points' }

function sentenceOf({ total, moved, verified, wrong }: EntryPointCounts): string {
  if (total === 0) return 'The places where a customer starts a conversation.'
  const places = `${formatCount(total, 'place')} where a customer starts a conversation.`
  return `${places} ${formatNumber(moved)} moved, ${formatNumber(verified)} verified, ${formatNumber(wrong)} wrong.`
}

/** The migration sheet. */
export default async function EntryPointsPage({ searchParams }: PageProps<'/entry-points'>) {
  const actor = await requireActor('entry-points:read')
  const state = await entryPointList.load(searchParams)
  const { sort, dir } = state
  const [page, counts, choices, today, open, layout] = await Promise.all([
    listEntryPointPage(actor, { filters: filtersOf(state), sort, dir, ...entryPointList.window(state) }),
    entryPointSummary(actor),
    sheetChoices(actor),
    todayOf(actor),
    state.open ? entryPointDetail(actor, state.open) : null,
    readTableLayout('entry-points'),
  ])
  const rows = page.rows.map(toSheetRow)
  const canWrite = can(actor, 'entry-points:write')
  const query = queryOf(state)
  return (
    <SheetProvider options={toOptions(choices)} canWrite={canWrite} today={today} readAt={page.readAt}>
      <RefreshOnReturn />
      <ListLayout
        head={
          <PageHead
            inList
            title="Entry points"
            sentence={sentenceOf(counts)}
            actions={<Actions canWrite={canWrite} />}
          />
        }
        tabs={<RoomTabs actor={actor} state={state} counts={counts} />}
        filter={<FilterSentence state={state} choices={choices} />}
        notice={counts.total === 0 ? <RoomHelp /> : undefined}
        panel={
          open ? (
            <EntryPanel
              key={open.id}
              actor={actor}
              row={toSheetRow(open)}
              rows={rows}
              state={state}
              canWrite={canWrite}
            />
          ) : null
        }
      >
        <EntryTable
          rows={rows}
          total={page.total}
          state={state}
          layout={layout}
          exportHref={query ? `/entry-points/export?${query}` : '/entry-points/export'}
        />
      </ListLayout>
    </SheetProvider>
  )
}

function Actions({ canWrite }: { canWrite: boolean }) {
  if (!canWrite) return null
  return (
    <>
      <LinkButton variant="ghost" icon={<History />} href="/entry-points/batches">
        Imports and bulk changes
      </LinkButton>
      <LinkButton icon={<FileUp />} href="/entry-points/import">
        Import
      </LinkButton>
      <LinkButton variant="primary" icon={<Plus />} href="/entry-points/new">
        Add entry point
      </LinkButton>
    </>
  )
}
