import type { Metadata } from 'next'
import { FilterBar, FilterChoice } from '@/components/table/filter-bar'
import { FilterSearch } from '@/components/table/filter-search'
import { ListLayout } from '@/components/table/list-layout'
import { readTableLayout } from '@/components/table/read-table-layout'
import { formatCount } from '@/components/ui/format-number'
import { PageHead } from '@/components/ui/page-head'
import { listExceptions } from '@/lib/lab/exception-queries'
import { VARIATIONS } from '@/lib/lab/pack'
import { planChoices } from '@/lib/lab/plan-queries'
import { ownerChoices } from '@/lib/routing/queries'
import { can } from '@/lib/server/actor'
import { requireActor } from '@/lib/server/session'
import { LabTabs } from '../room-tabs'
import { AddKnown, ExceptionDialog } from './exception-dialog'
import { ExceptionsTable } from './exceptions-table'
import { type ExceptionListState, exceptionList } from './list'

export const metadata: Metadata = { title: 'Where a phone is still needed' }

function Filter({ state }: { state: ExceptionListState }) {
  const { archived } = state.filters
  const option = (label: string, value: boolean | null, current: boolean) => ({
    ...{ label, current },
    href: exceptionList.href(state, { filters: { archived: value } }),
  })
  return (
    <FilterBar
      clearHref={exceptionList.isFiltered(state) ? exceptionList.clearHref(state) : undefined}
      trailing={<FilterSearch label="Search places" placeholder="Where, how or what" />}
    >
      Showing
      <FilterChoice
        label="Use"
        text={archived ? 'archived places' : 'places on the checklist'}
        options={[
          option('places on the checklist', null, !archived),
          option('archived places', true, archived === true),
        ]}
      />
    </FilterBar>
  )
}

/** The checklist of everything that still needs a phone number. */
export default async function ExceptionsPage({ searchParams }: PageProps<'/lab/exceptions'>) {
  const actor = await requireActor('lab:read')
  const state = await exceptionList.load(searchParams)
  const { sort, dir, filters } = state
  const [{ rows, total }, owners, { workflows }, layout] = await Promise.all([
    listExceptions(actor, { ...exceptionList.window(state), sort, dir, filter: filters }),
    ownerChoices(actor),
    planChoices(actor),
    readTableLayout('lab-exceptions'),
  ])
  const payloads = VARIATIONS.map(({ name, title }) => ({ id: name, name: title }))
  const choices = can(actor, 'lab:write') ? { owners, workflows, payloads } : null
  const add = choices ? (
    <>
      <AddKnown />
      <ExceptionDialog choices={choices} />
    </>
  ) : null
  const query = exceptionList.href(state, { page: 1, open: null }).split('?')[1]
  return (
    <ListLayout
      head={
        <>
          <PageHead
            inList
            title="Lab"
            sentence={`${formatCount(total, 'place')} where a phone number is still needed.`}
            actions={add}
          />
          <LabTabs current="exceptions" flush={false} />
        </>
      }
      filter={<Filter state={state} />}
    >
      <ExceptionsTable
        rows={rows}
        total={total}
        state={state}
        layout={layout}
        exportHref={query ? `/lab/exceptions/export?${query}` : '/lab/exceptions/export'}
        action={add}
        choices={choices}
      />
    </ListLayout>
  )
}
