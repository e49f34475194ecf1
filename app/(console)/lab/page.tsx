import type { Metadata } from 'next'
import { FilterBar, FilterChoice } from '@/components/table/filter-bar'
import { FilterSearch } from '@/components/table/filter-search'
import { ListLayout } from '@/components/table/list-layout'
import { readTableLayout } from '@/components/table/read-table-layout'
import { formatCount } from '@/components/ui/format-number'
import { LinkButton } from '@/components/ui/link-button'
import { PageHead } from '@/components/ui/page-head'
import { listRecords } from '@/lib/lab/records'
import { FIX_FILTERS, RECORD_RESULTS, RESULT_WORDS } from '@/lib/lab/vocabulary'
import { can } from '@/lib/server/actor'
import { requireActor } from '@/lib/server/session'
import { type RecordListState, recordExportHref, recordList } from './list'
import { RecordsTable } from './records-table'
import { RoomHelp } from './room-help'
import { LabTabs } from './room-tabs'

export const metadata: Metadata = { title: 'Lab' }

const FIXES: Record<(typeof FIX_FILTERS)[number], string> = {
  unfinished: 'with something to fix',
  open: 'that nobody has begun to fix',
  fixing: 'that are being fixed',
  fixed: 'said to be fixed, to be run again',
  closed: 'closed by a passing run',
}

function Filter({ state }: { state: RecordListState }) {
  const { result, fix, mine, runId } = state.filters
  const option = (label: string, change: Partial<RecordListState['filters']>, current: boolean) => ({
    ...{ label, current },
    href: recordList.href(state, { filters: change }),
  })
  return (
    <FilterBar
      clearHref={recordList.isFiltered(state) ? recordList.clearHref(state) : undefined}
      trailing={<FilterSearch label="Search test records" placeholder="Payload or what happened" />}
    >
      Showing records that
      <FilterChoice
        label="Result"
        text={result ? RESULT_WORDS[result] : 'came to anything'}
        options={[
          option('came to anything', { result: null }, result === null),
          ...RECORD_RESULTS.map((one) => option(RESULT_WORDS[one], { result: one }, result === one)),
        ]}
      />
      <FilterChoice
        label="Fix"
        text={fix ? FIXES[fix] : 'with any fix'}
        options={[
          option('with any fix', { fix: null }, fix === null),
          ...FIX_FILTERS.map((one) => option(FIXES[one], { fix: one }, fix === one)),
        ]}
      />
      <FilterChoice
        label="Owner"
        text={mine ? 'mine' : 'of anybody'}
        options={[option('of anybody', { mine: null }, !mine), option('mine', { mine: true }, mine === true)]}
      />
      {runId ? 'of one run' : null}
    </FilterBar>
  )
}

/** What payloads did at the handlers they were fired at, each with three verdicts. */
export default async function LabPage({ searchParams }: PageProps<'/lab'>) {
  const actor = await requireActor('lab:read')
  const state = await recordList.load(searchParams)
  const { sort, dir, filters } = state
  const [{ rows, total }, unfinished, layout] = await Promise.all([
    listRecords(actor, { ...recordList.window(state), sort, dir, filter: filters }),
    listRecords(actor, { sort: 'ranAt', dir: 'desc', skip: 0, take: 1, filter: { fix: 'unfinished' } }),
    readTableLayout('lab-records'),
  ])
  const action = can(actor, 'lab:write') ? (
    <LinkButton href="/lab/plans" variant="primary">
      Go to the plans
    </LinkButton>
  ) : null
  return (
    <ListLayout
      head={
        <>
          <PageHead
            inList
            title="Lab"
            sentence={
              unfinished.total > 0
                ? `${formatCount(unfinished.total, 'failing payload')} to fix. A record closes only by a run that passes.`
                : 'Every realistic payload, fired at the handler that has to take it.'
            }
            actions={action}
          />
          <LabTabs current="records" flush={false} />
        </>
      }
      filter={<Filter state={state} />}
    >
      <RecordsTable
        rows={rows}
        total={total}
        state={state}
        layout={layout}
        exportHref={recordExportHref(state)}
        action={action}
      />
      <RoomHelp />
    </ListLayout>
  )
}
