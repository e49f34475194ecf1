import type { Metadata } from 'next'
import { FilterBar, FilterChoice } from '@/components/table/filter-bar'
import { ListLayout } from '@/components/table/list-layout'
import { readTableLayout } from '@/components/table/read-table-layout'
import { formatCount } from '@/components/ui/format-number'
import { PageHead } from '@/components/ui/page-head'
import { listChecks } from '@/lib/field-map/checks'
import { can } from '@/lib/server/actor'
import { requireActor } from '@/lib/server/session'
import { CheckButton } from '../check-button'
import { FieldMapTabs } from '../room-tabs'
import { ChecksTable } from './checks-table'
import { type CheckListState, checkList } from './list'

export const metadata: Metadata = { title: 'Two-conversation checks' }

const RESULTS = { passed: 'checks that passed', failed: 'checks that did not pass' } as const

function Filter({ state }: { state: CheckListState }) {
  const { result } = state.filters
  const option = (label: string, value: typeof result) => ({
    ...{ label, current: value === result },
    href: checkList.href(state, { filters: { result: value } }),
  })
  return (
    <FilterBar clearHref={result ? checkList.clearHref(state) : undefined}>
      Showing
      <FilterChoice
        label="Result"
        text={result ? RESULTS[result] : 'all checks'}
        options={[option('all checks', null), option(RESULTS.passed, 'passed'), option(RESULTS.failed, 'failed')]}
      />
    </FilterBar>
  )
}

/** Every run of the two-conversation check. */
export default async function ChecksPage({ searchParams }: PageProps<'/field-map/checks'>) {
  const actor = await requireActor('field-map:read')
  const state = await checkList.load(searchParams)
  const { dir, filters } = state
  const [{ rows, total }, layout] = await Promise.all([
    listChecks(actor, { ...checkList.window(state), dir, filter: filters }),
    readTableLayout('field-map-checks'),
  ])
  const run = can(actor, 'field-map:write') ? <CheckButton /> : null
  const query = checkList.href(state, { page: 1, open: null }).split('?')[1]
  return (
    <ListLayout
      head={
        <>
          <PageHead inList title="Field map" sentence={`${formatCount(total, 'check')} in this list.`} actions={run} />
          <FieldMapTabs current="checks" flush={false} />
        </>
      }
      filter={<Filter state={state} />}
    >
      <ChecksTable
        rows={rows}
        total={total}
        state={state}
        layout={layout}
        exportHref={query ? `/field-map/checks/export?${query}` : '/field-map/checks/export'}
        action={run}
      />
    </ListLayout>
  )
}
