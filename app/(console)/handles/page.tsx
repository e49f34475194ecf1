import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { FilterBar, FilterChoice } from '@/components/table/filter-bar'
import { FilterSearch } from '@/components/table/filter-search'
import { ListLayout } from '@/components/table/list-layout'
import { readTableLayout } from '@/components/table/read-table-layout'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { TextLink } from '@/components/ui/text-link'
import { listHandles } from '@/lib/handles/list-handles'
import { pollsToAnswer } from '@/lib/handles/poll-view'
import { LIST_STATES } from '@/lib/handles/vocabulary'
import { stateWords } from '@/lib/handles/words'
import { requireActor } from '@/lib/server/session'
import { sentenceFor } from '@/lib/shared/sentences'
import { listViews } from '@/lib/views/queries'
import { mayShareView } from '@/lib/views/rights'
import { ViewTabs } from '../views/view-tabs'
import { HandlesTable } from './handles-table'
import { exportHref, type HandleListState, handleList, queryOf } from './list'
import { RoomHelp } from './room-help'

export const metadata: Metadata = { title: 'Handles' }

const ROOM = 'handles'

function FilterSentence({ state }: { state: HandleListState }) {
  const { filters } = state
  const words = (one: (typeof LIST_STATES)[number]) => {
    const { word } = stateWords(one)
    return `handles: ${word.charAt(0).toLowerCase() + word.slice(1)}`
  }
  const option = (label: string, value: (typeof LIST_STATES)[number] | null) => ({
    label,
    current: filters.state === value,
    href: handleList.href(state, { filters: { state: value } }),
  })
  return (
    <FilterBar
      clearHref={handleList.isFiltered(state) ? handleList.clearHref(state) : undefined}
      trailing={<FilterSearch label="Search handles" placeholder="Name, number or portfolio" />}
    >
      Showing
      <FilterChoice
        label="State"
        text={filters.state ? words(filters.state) : 'all numbers'}
        options={[option('all numbers', null), ...LIST_STATES.map((one) => option(words(one), one))]}
      />
    </FilterBar>
  )
}

/** Every number with its handle: decided, being decided, or not begun. */
export default async function HandlesPage({ searchParams }: PageProps<'/handles'>) {
  const actor = await requireActor('handles:read')
  const state = await handleList.load(searchParams)
  // Each decision has a page of its own; what opens a record here leads there.
  if (state.open) redirect(`/handles/${state.open}`)
  const { sort, dir, filters } = state
  const [listed, polls, views, layout] = await Promise.all([
    listHandles(actor, { ...handleList.window(state), sort, dir, filter: filters }),
    pollsToAnswer(actor),
    listViews(actor, ROOM),
    readTableLayout('handles'),
  ])
  // A refusal after the page was let in is a mistake of ours, and an error is never shown as an empty list.
  if (!listed.ok) throw new Error(sentenceFor(listed.code))
  const { rows, total } = listed.value
  return (
    <ListLayout
      head={
        <PageHead
          inList
          title="Handles"
          sentence="One approved handle for each number, with a written routing decision."
        />
      }
      tabs={
        <ViewTabs
          room={ROOM}
          path={handleList.path}
          query={queryOf(state)}
          builtIn={[{ href: '/handles', label: 'All numbers', current: queryOf(state) === '' }]}
          views={views}
          mayShare={mayShareView(actor, ROOM)}
        />
      }
      filter={<FilterSentence state={state} />}
      notice={
        <div className="space-y-2">
          {polls[0] ? (
            <Notice tone="careful" title="You are asked where customers should land.">
              <TextLink href={`/handles/polls/${polls[0]}`}>Answer the poll</TextLink>
            </Notice>
          ) : null}
          <RoomHelp />
        </div>
      }
    >
      <HandlesTable rows={rows} total={total} state={state} layout={layout} exportHref={exportHref(state)} />
    </ListLayout>
  )
}
