import type { Metadata } from 'next'
import { FilterBar, FilterChoice } from '@/components/table/filter-bar'
import { FilterSearch } from '@/components/table/filter-search'
import { ListLayout } from '@/components/table/list-layout'
import { readTableLayout } from '@/components/table/read-table-layout'
import { formatCount } from '@/components/ui/format-number'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { TextLink } from '@/components/ui/text-link'
import { listPlans, planChoices } from '@/lib/lab/plan-queries'
import { can } from '@/lib/server/actor'
import { requireActor } from '@/lib/server/session'
import { LabTabs } from '../room-tabs'
import { type PlanListState, planList } from './list'
import { payloadChoices } from './payload-choices'
import { PlanDialog } from './plan-dialog'
import { PlansTable } from './plans-table'

export const metadata: Metadata = { title: 'Test plans' }

function Filter({ state }: { state: PlanListState }) {
  const { archived } = state.filters
  const option = (label: string, value: boolean | null, current: boolean) => ({
    ...{ label, current },
    href: planList.href(state, { filters: { archived: value } }),
  })
  return (
    <FilterBar
      clearHref={planList.isFiltered(state) ? planList.clearHref(state) : undefined}
      trailing={<FilterSearch label="Search plans" placeholder="Name" />}
    >
      Showing
      <FilterChoice
        label="Use"
        text={archived ? 'archived plans' : 'plans in use'}
        options={[option('plans in use', null, !archived), option('archived plans', true, archived === true)]}
      />
    </FilterBar>
  )
}

/** Which payloads are fired at which handler, and what each is expected to do. */
export default async function PlansPage({ searchParams }: PageProps<'/lab/plans'>) {
  const actor = await requireActor('lab:read')
  const state = await planList.load(searchParams)
  const { sort, dir, filters } = state
  const [{ rows, total }, choices, layout] = await Promise.all([
    listPlans(actor, { ...planList.window(state), sort, dir, filter: filters }),
    planChoices(actor),
    readTableLayout('lab-plans'),
  ])
  const isReady = choices.datasets.length > 0 && choices.numbers.length > 0
  const add = can(actor, 'lab:write') && isReady ? <PlanDialog choices={choices} payloads={payloadChoices()} /> : null
  const query = planList.href(state, { page: 1, open: null }).split('?')[1]
  return (
    <ListLayout
      head={
        <>
          <PageHead inList title="Lab" sentence={`${formatCount(total, 'plan')} in this list.`} actions={add} />
          <LabTabs current="plans" flush={false} />
          {isReady ? null : <WhatIsMissing hasNumber={choices.numbers.length > 0} />}
        </>
      }
      filter={<Filter state={state} />}
    >
      <PlansTable
        rows={rows}
        total={total}
        state={state}
        layout={layout}
        exportHref={query ? `/lab/plans/export?${query}` : '/lab/plans/export'}
        action={add}
      />
    </ListLayout>
  )
}

function WhatIsMissing({ hasNumber }: { hasNumber: boolean }) {
  return (
    <Notice tone="info" title="Before the first plan">
      {hasNumber ? (
        <>
          A plan needs people to send as.{' '}
          <TextLink href="/data-protection">Put invented people on the register</TextLink>.
        </>
      ) : (
        <>
          The payloads are addressed to a number of yours.{' '}
          <TextLink href="/settings/numbers">Add one in Settings</TextLink>.
        </>
      )}
    </Notice>
  )
}
