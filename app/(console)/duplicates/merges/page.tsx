import type { Metadata } from 'next'
import { FilterBar, FilterChoice } from '@/components/table/filter-bar'
import { FilterSearch } from '@/components/table/filter-search'
import { ListLayout } from '@/components/table/list-layout'
import { neighbours } from '@/components/table/neighbours'
import { readTableLayout } from '@/components/table/read-table-layout'
import { formatCount } from '@/components/ui/format-number'
import { HelpPanel } from '@/components/ui/help-panel'
import { PageHead } from '@/components/ui/page-head'
import { LinkTabs } from '@/components/ui/tabs'
import { conflictCounts } from '@/lib/duplicates/list-conflicts'
import { listMerges, type MergeCounts, mergeCounts, mergeDetail } from '@/lib/merges/queries'
import { MERGE_SHOWS, SHOW_WORDS } from '@/lib/merges/vocabulary'
import type { Actor } from '@/lib/server/actor'
import { requireActor } from '@/lib/server/session'
import type { Result } from '@/lib/shared/result'
import { sentenceFor } from '@/lib/shared/sentences'
import { conflictList } from '../conflicts/list'
import { conflictTabs } from '../conflicts/tabs'
import { exportHref, type MergeListState, mergeList } from './list'
import { MergePanel, MissingMergePanel } from './merge-panel'
import { MergesTable } from './merges-table'

export const metadata: Metadata = { title: 'Merges' }

/** A refusal after the page was let in is a mistake of ours, and an error is never shown as an empty list. */
function granted<T>(result: Result<T>): T {
  if (result.ok) return result.value
  throw new Error(sentenceFor(result.code, result.details))
}

function stateSentence({ all, toDecide, toCarryOut }: MergeCounts): string {
  if (all === 0) return 'No two contacts were made one yet.'
  const crm = toCarryOut === 0 ? 'Nothing is left to carry out in the CRM.' : `${toCarryOut} to carry out in the CRM.`
  const decide =
    toDecide === 0 ? '' : ` ${formatCount(toDecide, 'undone merge has', 'undone merges have')} something to decide.`
  return `${formatCount(all, 'merge')}. ${crm}${decide}`
}

function FilterSentence({ state }: { state: MergeListState }) {
  const { show } = state.filters
  const href = (value: (typeof MERGE_SHOWS)[number] | null) => mergeList.href(state, { filters: { show: value } })
  const any = 'all merges'
  const options = [
    { href: href(null), label: any, current: show === null },
    ...MERGE_SHOWS.map((one) => ({ href: href(one), label: SHOW_WORDS[one], current: show === one })),
  ]
  return (
    <FilterBar
      clearHref={mergeList.isFiltered(state) ? mergeList.clearHref(state) : undefined}
      trailing={<FilterSearch label="Search merges" placeholder="Name or CRM id" />}
    >
      Showing
      <FilterChoice label="Merges" text={show === null ? any : SHOW_WORDS[show]} options={options} />
    </FilterBar>
  )
}

function Help() {
  return (
    <HelpPanel
      good={[
        'Two records are merged after somebody compared them, and the reason is written down where they speak against it.',
        'Two CRM records are merged in the CRM on the same day, so that the next import does not bring the second one back.',
        'A wrong merge is undone as soon as it is noticed: nothing that happened since is lost.',
      ]}
      fails={[
        'Records are merged because their names are alike, and one customer reads another one’s orders.',
        'The merge is done here and forgotten in the CRM; reports count the person twice.',
        'Nobody dares to merge, because in other systems it cannot be undone.',
      ]}
    />
  )
}

async function openPanel(actor: Actor, state: MergeListState, rows: readonly { id: string }[]) {
  if (!state.open) return null
  const { previous, next } = neighbours(rows, state.open)
  const to = (id: string | null) => (id ? mergeList.href(state, { open: id }) : null)
  const links = { closeHref: mergeList.href(state, { open: null }), previousHref: to(previous), nextHref: to(next) }
  const found = await mergeDetail(actor, state.open)
  if (!found.ok) return <MissingMergePanel links={links} />
  return <MergePanel key={found.value.id} actor={actor} merge={found.value} links={links} />
}

/** Every merge there was, what is left to do about it, and the way back. */
export default async function MergesPage({ searchParams }: PageProps<'/duplicates/merges'>) {
  const actor = await requireActor('duplicates:read')
  const state = await mergeList.load(searchParams)
  const { sort, dir, filters } = state
  const [listed, counts, conflicts, layout] = await Promise.all([
    listMerges(actor, { ...mergeList.window(state), sort, dir, filter: filters }),
    mergeCounts(actor),
    conflictCounts(actor),
    readTableLayout('merges'),
  ])
  const list = granted(listed)
  const tabs = conflictTabs(conflictList.parse(''), granted(conflicts), { merges: counts.all, here: 'merges' })
  return (
    <ListLayout
      head={<PageHead inList title="Merges" sentence={stateSentence(counts)} />}
      tabs={<LinkTabs label="Views" tabs={tabs} />}
      filter={<FilterSentence state={state} />}
      notice={<Help />}
      panel={await openPanel(actor, state, list.rows)}
    >
      <MergesTable rows={list.rows} total={list.total} state={state} layout={layout} exportHref={exportHref(state)} />
    </ListLayout>
  )
}
