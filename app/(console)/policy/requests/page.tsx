import type { Metadata } from 'next'
import { DetailPanel } from '@/components/table/detail-panel'
import { ListLayout } from '@/components/table/list-layout'
import { neighbours } from '@/components/table/neighbours'
import { readTableLayout } from '@/components/table/read-table-layout'
import { formatCount } from '@/components/ui/format-number'
import { PageHead } from '@/components/ui/page-head'
import { readPolicyRoom } from '@/lib/policy/queries'
import { listRequests, type RequestRow, requestDetail, requestsWaitingFor } from '@/lib/policy/requests'
import { can } from '@/lib/server/actor'
import { type MemberActor, requireActor } from '@/lib/server/session'
import { listViews } from '@/lib/views/queries'
import { mayShareView } from '@/lib/views/rights'
import { ViewTabs } from '../../views/view-tabs'
import { RequestDialog } from '../request-dialog'
import { PolicyTabs } from '../room-tabs'
import { FilterSentence } from './filter-sentence'
import { exportHref, filterOf, queryOf, type RequestListState, requestList } from './list'
import { RequestFacts } from './request-facts'
import { RequestsTable } from './requests-table'

export const metadata: Metadata = { title: 'Requests for handles' }

/** Views are kept by room; this is the only list of this one. */
const ROOM = 'policy'

async function openPanel(actor: MemberActor, state: RequestListState, rows: readonly RequestRow[]) {
  if (!state.open) return null
  const { previous, next } = neighbours(rows, state.open)
  const to = (id: string | null) => (id ? requestList.href(state, { open: id }) : null)
  const links = {
    closeHref: to(null) ?? requestList.href(state, { open: null }),
    previousHref: to(previous),
    nextHref: to(next),
  }
  const detail = await requestDetail(actor, state.open)
  if (!detail) {
    return (
      <DetailPanel {...links} title="This request does not exist here">
        <p className="text-control text-ink-2">The address names a request that is not in this workspace.</p>
      </DetailPanel>
    )
  }
  return (
    <DetailPanel
      key={detail.id}
      {...links}
      title={`@${detail.name}`}
      subtitle={detail.className}
      fullHref={`/policy/requests/${detail.id}`}
    >
      <RequestFacts detail={detail} />
    </DetailPanel>
  )
}

/** Who asked for which handle, what the policy says, and who decides. */
export default async function RequestsPage({ searchParams }: PageProps<'/policy/requests'>) {
  const actor = await requireActor('policy:read')
  const state = await requestList.load(searchParams)
  const { sort, dir, filters } = state
  const [{ rows, total }, waiting, { active }, views, layout] = await Promise.all([
    listRequests(actor, { ...requestList.window(state), sort, dir, filter: filterOf(filters) }),
    requestsWaitingFor(actor),
    readPolicyRoom(actor),
    listViews(actor, ROOM),
    readTableLayout('handle-requests'),
  ])
  const sentence =
    waiting.length === 0
      ? 'No request waits for you.'
      : `${formatCount(waiting.length, 'request')} waiting for your decision.`
  return (
    <ListLayout
      head={
        <>
          <PageHead
            inList
            title="Requests for handles"
            sentence={active ? sentence : 'No naming policy is in force yet, so nothing can be asked for.'}
            actions={
              active?.content && can(actor, 'policy:request') ? <RequestDialog content={active.content} /> : null
            }
          />
          <PolicyTabs current="requests" flush={false} />
        </>
      }
      tabs={
        <ViewTabs
          room={ROOM}
          path={requestList.path}
          query={queryOf(state)}
          builtIn={builtInTabs(state)}
          views={views}
          mayShare={mayShareView(actor, ROOM)}
        />
      }
      filter={<FilterSentence state={state} />}
      panel={await openPanel(actor, state, rows)}
    >
      <RequestsTable rows={rows} total={total} state={state} layout={layout} exportHref={exportHref(state)} />
    </ListLayout>
  )
}

function builtInTabs(state: RequestListState) {
  const query = queryOf(state)
  return [
    { href: '/policy/requests', label: 'All', current: query === '' },
    { href: '/policy/requests?state=open', label: 'Waiting', current: query === 'state=open' },
    { href: '/policy/requests?mine=true', label: 'Mine', current: query === 'mine=true' },
  ]
}
