import { Download } from 'lucide-react'
import type { Metadata } from 'next'
import { ListLayout } from '@/components/table/list-layout'
import { neighbours } from '@/components/table/neighbours'
import { readTableLayout } from '@/components/table/read-table-layout'
import { buttonStyle } from '@/components/ui/button-style'
import { formatCount, formatNumber } from '@/components/ui/format-number'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { conflictDetail } from '@/lib/duplicates/conflict-detail'
import { LOOK_THROUGH } from '@/lib/duplicates/limits'
import { type ConflictCounts, type ConflictList, conflictCounts, listConflicts } from '@/lib/duplicates/list-conflicts'
import { placeChoices } from '@/lib/duplicates/queries'
import { mergeCounts } from '@/lib/merges/queries'
import { type Actor, can } from '@/lib/server/actor'
import { requireActor } from '@/lib/server/session'
import type { Result } from '@/lib/shared/result'
import { sentenceFor } from '@/lib/shared/sentences'
import { listViews } from '@/lib/views/queries'
import { mayShareView } from '@/lib/views/rights'
import { ViewTabs } from '../../views/view-tabs'
import { ConflictPanel, MissingConflictPanel } from './conflict-panel'
import { ConflictsTable } from './conflicts-table'
import { FilterSentence } from './filter-sentence'
import { type ConflictListState, conflictList, exportHref, filterOf, queryOf } from './list'
import { RoomHelp } from './room-help'
import { conflictTabs } from './tabs'

export const metadata: Metadata = { title: 'Conflicts' }

/** Views are kept by room; this is the only list of this one. */
const ROOM = 'duplicates'

/** A refusal after the page was let in is a mistake of ours, and an error is never shown as an empty list. */
function granted<T>(result: Result<T>): T {
  if (result.ok) return result.value
  throw new Error(sentenceFor(result.code, result.details))
}

function stateSentence({ open, inReview }: ConflictCounts): string {
  if (open.count === 0) return 'Nothing disagrees: every identifier belongs to one contact.'
  const waiting = inReview.count === 0 ? 'None of them keeps' : `${formatNumber(inReview.count)} of them keep`
  return `${formatCount(open.count, 'open conflict')}${open.more ? ' or more' : ''}. ${waiting} messages waiting in identity review without a contact. Nothing was moved.`
}

/** What the list leaves out, said before somebody concludes that there is no more. */
function Limits({ list }: { list: ConflictList }) {
  return (
    <Notice>
      {list.more ? `More match than can be paged through; these are the newest ${formatNumber(list.total)}. ` : ''}
      {list.lookedThrough
        ? `Words inside names were looked for in the ${formatNumber(LOOK_THROUGH)} conflicts seen last; the beginning of a name, a CRM id or an identifier is looked for in all of them.`
        : ''}
    </Notice>
  )
}

async function openPanel(actor: Actor, state: ConflictListState, rows: readonly { id: string }[]) {
  if (!state.open) return null
  const { previous, next } = neighbours(rows, state.open)
  const to = (id: string | null) => (id ? conflictList.href(state, { open: id }) : null)
  const links = {
    closeHref: conflictList.href(state, { open: null }),
    previousHref: to(previous),
    nextHref: to(next),
  }
  const found = await conflictDetail(actor, state.open)
  if (!found.ok) return <MissingConflictPanel links={links} />
  return <ConflictPanel key={found.value.id} actor={actor} detail={found.value} links={links} />
}

/** Identifiers that disagree about who is writing: what was seen, who has what, and what somebody has to find out. */
export default async function ConflictsPage({ searchParams }: PageProps<'/duplicates/conflicts'>) {
  const actor = await requireActor('duplicates:read')
  const state = await conflictList.load(searchParams)
  const { sort, dir, filters } = state
  const [listed, counted, found, merges, views, layout] = await Promise.all([
    listConflicts(actor, { ...conflictList.window(state), sort, dir, filter: filterOf(filters) }),
    conflictCounts(actor),
    placeChoices(actor),
    mergeCounts(actor),
    listViews(actor, ROOM),
    readTableLayout('conflicts'),
  ])
  const list = granted(listed)
  const counts = granted(counted)
  const limited = list.more || list.lookedThrough
  return (
    <ListLayout
      head={
        <PageHead
          inList
          title="Conflicts"
          sentence={stateSentence(counts)}
          actions={
            can(actor, 'identity:reveal') && list.total > 0 ? (
              <a href={exportHref(state, true)} download className={buttonStyle()}>
                <Download aria-hidden="true" />
                Export with identifiers
              </a>
            ) : null
          }
        />
      }
      tabs={
        <ViewTabs
          room={ROOM}
          path={conflictList.path}
          query={queryOf(state)}
          builtIn={conflictTabs(state, counts, { merges: merges.all, here: 'conflicts' })}
          views={views}
          mayShare={mayShareView(actor, ROOM)}
        />
      }
      filter={<FilterSentence state={state} found={found} />}
      notice={
        <div className="space-y-2">
          <RoomHelp />
          {limited ? <Limits list={list} /> : null}
        </div>
      }
      panel={await openPanel(actor, state, list.rows)}
    >
      <ConflictsTable
        rows={list.rows}
        total={list.total}
        state={state}
        layout={layout}
        exportHref={exportHref(state, false)}
      />
    </ListLayout>
  )
}
