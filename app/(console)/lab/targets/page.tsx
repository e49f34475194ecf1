import type { Metadata } from 'next'
import { FilterBar, FilterChoice } from '@/components/table/filter-bar'
import { FilterSearch } from '@/components/table/filter-search'
import { ListLayout } from '@/components/table/list-layout'
import { readTableLayout } from '@/components/table/read-table-layout'
import { PageHead } from '@/components/ui/page-head'
import { listTargets } from '@/lib/lab/target-queries'
import { can } from '@/lib/server/actor'
import { requireActor } from '@/lib/server/session'
import { LabTabs } from '../room-tabs'
import { type TargetListState, targetList } from './list'
import { TargetDialog } from './target-dialog'
import { TargetsTable } from './targets-table'

export const metadata: Metadata = { title: 'Lab targets' }

function Filter({ state }: { state: TargetListState }) {
  const { archived } = state.filters
  const option = (label: string, value: boolean | null, current: boolean) => ({
    ...{ label, current },
    href: targetList.href(state, { filters: { archived: value } }),
  })
  return (
    <FilterBar
      clearHref={targetList.isFiltered(state) ? targetList.clearHref(state) : undefined}
      trailing={<FilterSearch label="Search targets" placeholder="Name" />}
    >
      Showing
      <FilterChoice
        label="Use"
        text={archived ? 'archived targets' : 'targets in use'}
        options={[option('targets in use', null, !archived), option('archived targets', true, archived === true)]}
      />
    </FilterBar>
  )
}

/** The company’s own handlers that payloads are fired at. */
export default async function TargetsPage({ searchParams }: PageProps<'/lab/targets'>) {
  const actor = await requireActor('lab:read')
  const state = await targetList.load(searchParams)
  const { sort, dir, filters } = state
  const [{ rows, total }, layout] = await Promise.all([
    listTargets(actor, { ...targetList.window(state), sort, dir, filter: filters }),
    readTableLayout('lab-targets'),
  ])
  const add = can(actor, 'lab:write') ? <TargetDialog /> : null
  const query = targetList.href(state, { page: 1, open: null }).split('?')[1]
  return (
    <ListLayout
      head={
        <>
          <PageHead inList title="Lab" sentence="Handlers of your own that take the same payloads." actions={add} />
          <LabTabs current="targets" flush={false} />
        </>
      }
      filter={<Filter state={state} />}
    >
      <TargetsTable
        rows={rows}
        total={total}
        state={state}
        layout={layout}
        exportHref={query ? `/lab/targets/export?${query}` : '/lab/targets/export'}
        action={add}
      />
    </ListLayout>
  )
}
