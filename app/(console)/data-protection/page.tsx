import type { Metadata } from 'next'
import { FilterBar, FilterChoice } from '@/components/table/filter-bar'
import { FilterSearch } from '@/components/table/filter-search'
import { ListLayout } from '@/components/table/list-layout'
import { readTableLayout } from '@/components/table/read-table-layout'
import { formatCount } from '@/components/ui/format-number'
import { HelpPanel } from '@/components/ui/help-panel'
import { PageHead } from '@/components/ui/page-head'
import { listDatasets } from '@/lib/data-protection/queries'
import { DATASET_SHOWS, SHOW_WORDS } from '@/lib/data-protection/vocabulary'
import { ownerChoices } from '@/lib/routing/queries'
import { can } from '@/lib/server/actor'
import { requireActor } from '@/lib/server/session'
import { DatasetDialog } from './dataset-dialog'
import { DatasetsTable } from './datasets-table'
import { type DatasetListState, datasetList } from './list'

export const metadata: Metadata = { title: 'Data protection' }

function Filter({ state }: { state: DatasetListState }) {
  const { show } = state.filters
  const option = (label: string, value: typeof show) => ({
    ...{ label, current: value === show },
    href: datasetList.href(state, { filters: { show: value } }),
  })
  return (
    <FilterBar
      clearHref={datasetList.isFiltered(state) ? datasetList.clearHref(state) : undefined}
      trailing={<FilterSearch label="Search datasets" placeholder="Name or contents" />}
    >
      Showing
      <FilterChoice
        label="State"
        text={show ? SHOW_WORDS[show] : 'all datasets'}
        options={[option('all datasets', null), ...DATASET_SHOWS.map((one) => option(SHOW_WORDS[one], one))]}
      />
    </FilterBar>
  )
}

/** The register of test datasets: owner, access rule, contents, and the decision how long each is kept. */
export default async function DataProtectionPage({ searchParams }: PageProps<'/data-protection'>) {
  const actor = await requireActor('data-protection:read')
  const state = await datasetList.load(searchParams)
  const { sort, dir, filters } = state
  const [{ rows, total }, owners, layout] = await Promise.all([
    listDatasets(actor, { ...datasetList.window(state), sort, dir, filter: filters }),
    ownerChoices(actor),
    readTableLayout('datasets'),
  ])
  const mayKeep = can(actor, 'data-protection:write')
  const add = can(actor, 'data-protection:use') ? <DatasetDialog owners={owners} mayKeep={mayKeep} /> : null
  const query = datasetList.href(state, { page: 1, open: null }).split('?')[1]
  return (
    <ListLayout
      head={
        <PageHead
          inList
          title="Data protection"
          sentence={`${formatCount(total, 'test dataset')}, each with an owner, an access rule and a date.`}
          actions={add}
        />
      }
      filter={<Filter state={state} />}
    >
      <DatasetsTable
        rows={rows}
        total={total}
        state={state}
        layout={layout}
        exportHref={query ? `/data-protection/export?${query}` : '/data-protection/export'}
        action={add}
      />
      <HelpPanel
        good={[
          'Tests use invented people with reserved numbers wherever they can.',
          'Every dataset has an owner, a rule who may see it, and a date by which it is deleted or decided about again.',
          'What was deleted stays on the register with its proof.',
        ]}
        fails={[
          'A production export is copied for one test and forgotten in a shared folder.',
          'The workflow is fixed, and a data mess is left behind.',
        ]}
      />
    </ListLayout>
  )
}
