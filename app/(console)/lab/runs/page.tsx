import type { Metadata } from 'next'
import { FilterBar, FilterChoice } from '@/components/table/filter-bar'
import { ListLayout } from '@/components/table/list-layout'
import { readTableLayout } from '@/components/table/read-table-layout'
import { formatCount } from '@/components/ui/format-number'
import { KeepFresh } from '@/components/ui/keep-fresh'
import { LinkButton } from '@/components/ui/link-button'
import { PageHead } from '@/components/ui/page-head'
import { listRuns } from '@/lib/lab/runs'
import { RUN_STATES, type RunState } from '@/lib/lab/vocabulary'
import { can } from '@/lib/server/actor'
import { requireActor } from '@/lib/server/session'
import { LabTabs } from '../room-tabs'
import { type RunListState, runList } from './list'
import { RunsTable } from './runs-table'

export const metadata: Metadata = { title: 'Test runs' }

const STATES: Record<RunState, string> = {
  queued: 'runs that wait',
  running: 'runs under way',
  done: 'runs sent to their end',
  cancelled: 'cancelled runs',
  failed: 'runs that were stopped',
}

function Filter({ state }: { state: RunListState }) {
  const now = state.filters.state
  const option = (label: string, value: RunState | null) => ({
    ...{ label, current: value === now },
    href: runList.href(state, { filters: { state: value } }),
  })
  return (
    <FilterBar clearHref={runList.isFiltered(state) ? runList.clearHref(state) : undefined}>
      Showing
      <FilterChoice
        label="State"
        text={now ? STATES[now] : 'all runs'}
        options={[option('all runs', null), ...RUN_STATES.map((one) => option(STATES[one], one))]}
      />
    </FilterBar>
  )
}

/** Every run, the newest first. */
export default async function RunsPage({ searchParams }: PageProps<'/lab/runs'>) {
  const actor = await requireActor('lab:read')
  const state = await runList.load(searchParams)
  const { dir, filters } = state
  const [{ rows, total }, layout] = await Promise.all([
    listRuns(actor, { ...runList.window(state), dir, filter: filters }),
    readTableLayout('lab-runs'),
  ])
  const query = runList.href(state, { page: 1, open: null }).split('?')[1]
  return (
    <ListLayout
      head={
        <>
          <PageHead inList title="Lab" sentence={`${formatCount(total, 'run')} in this list.`} />
          <LabTabs current="runs" flush={false} />
          {rows.some((run) => run.state === 'queued' || run.state === 'running') ? <KeepFresh /> : null}
        </>
      }
      filter={<Filter state={state} />}
    >
      <RunsTable
        rows={rows}
        total={total}
        state={state}
        layout={layout}
        exportHref={query ? `/lab/runs/export?${query}` : '/lab/runs/export'}
        action={can(actor, 'lab:write') ? <LinkButton href="/lab/plans">Go to the plans</LinkButton> : null}
      />
    </ListLayout>
  )
}
