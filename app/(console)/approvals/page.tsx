import type { Metadata } from 'next'
import { DetailPanel } from '@/components/table/detail-panel'
import { ListLayout } from '@/components/table/list-layout'
import { neighbours } from '@/components/table/neighbours'
import { readTableLayout } from '@/components/table/read-table-layout'
import { formatCount } from '@/components/ui/format-number'
import { PageHead } from '@/components/ui/page-head'
import type { LinkTab } from '@/components/ui/tabs'
import { listRequests, type RequestCounts, requestCounts } from '@/lib/approvals/queries'
import { approvalRecord } from '@/lib/approvals/record'
import { type MemberActor, requireActor } from '@/lib/server/session'
import { sentenceFor } from '@/lib/shared/sentences'
import { listViews } from '@/lib/views/queries'
import { mayShareView } from '@/lib/views/rights'
import { ViewTabs } from '../views/view-tabs'
import { ApprovalPanel } from './approval-panel'
import { ApprovalsTable } from './approvals-table'
import { FilterSentence } from './filter-sentence'
import { type ApprovalListState, approvalList, exportHref, queryOf } from './list'
import { contentTitle, RecordContent, RecordFacts, RecordVotes } from './record-sections'
import { RoomHelp } from './room-help'

export const metadata: Metadata = { title: 'Approvals' }

const ROOM = 'approvals'

const TABS = [
  { query: 'whose=waiting', label: 'Waiting for me', count: 'waiting' },
  { query: 'state=open&whose=mine', label: 'Asked by me', count: 'mine' },
  { query: '', label: 'All', count: 'all' },
] as const satisfies readonly { query: string; label: string; count: keyof RequestCounts }[]

function tabsOf(state: ApprovalListState, counts: RequestCounts): LinkTab[] {
  return TABS.map(({ query, label, count }) => ({
    href: query ? `/approvals?${query}` : '/approvals',
    label,
    count: counts[count],
    current: queryOf(state) === query,
  }))
}

async function openPanel(actor: MemberActor, state: ApprovalListState, rows: readonly { id: string }[]) {
  if (!state.open) return null
  const { previous, next } = neighbours(rows, state.open)
  const to = (id: string | null) => (id ? approvalList.href(state, { open: id }) : null)
  const links = { closeHref: approvalList.href(state, { open: null }), previousHref: to(previous), nextHref: to(next) }
  const found = await approvalRecord(actor, state.open)
  if (!found.ok) {
    return (
      <DetailPanel {...links} title="This request does not exist here">
        <p className="text-control text-ink-2">The address names a request that is not in this workspace.</p>
      </DetailPanel>
    )
  }
  const record = found.value
  const waits = record.ref && record.request.state === 'open'
  return (
    <DetailPanel
      key={record.request.id}
      {...links}
      title={record.title}
      subtitle={record.kind}
      fullHref={`/approvals/${record.request.id}`}
    >
      <div className="space-y-5">
        {waits && record.ref ? <ApprovalPanel actor={actor} subject={record.ref} /> : null}
        <RecordFacts record={record} />
        {waits ? null : (
          <>
            <RecordVotes record={record} />
            <section>
              <h3 className="mb-2">{contentTitle(record)}</h3>
              <RecordContent record={record} />
            </section>
          </>
        )}
      </div>
    </DetailPanel>
  )
}

/** Everything that was asked to be signed off: what waits for me first. */
export default async function ApprovalsPage({ searchParams }: PageProps<'/approvals'>) {
  const actor = await requireActor('approvals:read')
  const state = await approvalList.load(searchParams)
  const { sort, dir, filters } = state
  const [listed, counts, views, layout] = await Promise.all([
    listRequests(actor, { ...approvalList.window(state), sort, dir, filter: filters }),
    requestCounts(actor),
    listViews(actor, ROOM),
    readTableLayout('approvals'),
  ])
  // A refusal after the page was let in is a mistake of ours, and an error is never shown as an empty list.
  if (!listed.ok) throw new Error(sentenceFor(listed.code))
  const { rows, total } = listed.value
  const sentence =
    counts.waiting === 0
      ? 'Nothing waits for your decision.'
      : `${formatCount(counts.waiting, 'sign-off waits', 'sign-offs wait')} for your decision.`
  return (
    <ListLayout
      head={<PageHead inList title="Approvals" sentence={sentence} />}
      tabs={
        <ViewTabs
          room={ROOM}
          path={approvalList.path}
          query={queryOf(state)}
          builtIn={tabsOf(state, counts)}
          views={views}
          mayShare={mayShareView(actor, ROOM)}
        />
      }
      filter={<FilterSentence state={state} />}
      notice={<RoomHelp />}
      panel={await openPanel(actor, state, rows)}
    >
      <ApprovalsTable rows={rows} total={total} state={state} layout={layout} exportHref={exportHref(state)} />
    </ListLayout>
  )
}
