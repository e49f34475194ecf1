import type { Metadata } from 'next'
import { FilterBar, FilterChoice } from '@/components/table/filter-bar'
import { ListLayout } from '@/components/table/list-layout'
import { readTableLayout } from '@/components/table/read-table-layout'
import { viewCounts } from '@/lib/deliveries/counts'
import { DELIVERY_STATES, type DeliveryState } from '@/lib/deliveries/kinds'
import { readLive } from '@/lib/deliveries/live'
import { connectionChoices, listPosts, listRefused, postCounts } from '@/lib/deliveries/posts'
import { numberChoices } from '@/lib/deliveries/queries'
import { can } from '@/lib/server/actor'
import { requireActor } from '@/lib/server/session'
import { RoomHead } from '../room-head'
import { RoomTabs } from '../room-tabs'
import { type PostListState, postList } from './list'
import { PostsTable } from './posts-table'
import { Refused } from './refused'
import { RetryButton } from './retry-button'

export const metadata: Metadata = { title: 'Posts' }

const STATE_WORDS: Record<DeliveryState, string> = {
  stored: 'waiting for the worker',
  processed: 'processed',
  set_aside: 'set aside',
}

/** Every POST with a valid signature, as it was received, and the count of those that were refused. */
export default async function PostsPage({ searchParams }: PageProps<'/deliveries/posts'>) {
  const actor = await requireActor('deliveries:read')
  const state = await postList.load(searchParams)
  const { mark } = await readLive(actor.workspaceId)
  const { state: postState, connection: connectionId } = state.filters
  const [list, counts, numbers, posts, refused, connections, layout] = await Promise.all([
    listPosts(actor, { state: postState, connectionId }, { dir: state.dir, ...postList.window(state) }),
    viewCounts(actor),
    numberChoices(actor),
    postCounts(actor),
    listRefused(actor),
    connectionChoices(actor),
    readTableLayout('posts'),
  ])
  const mayRetry = can(actor, 'deliveries:replay')
  return (
    <ListLayout
      head={
        <RoomHead
          actor={actor}
          mark={mark}
          numbers={numbers}
          action={mayRetry && posts.setAside > 0 ? <RetryButton selection="all" /> : null}
        />
      }
      tabs={<RoomTabs actor={actor} counts={counts} at={{ page: 'posts' }} />}
      filter={<PostFilter state={state} connections={connections} />}
      notice={refused.length > 0 ? <Refused rows={refused} /> : null}
    >
      <PostsTable rows={list.rows} total={list.total} state={state} layout={layout} mayRetry={mayRetry} />
    </ListLayout>
  )
}

function PostFilter({ state, connections }: { state: PostListState; connections: { id: string; name: string }[] }) {
  const { state: postState, connection } = state.filters
  return (
    <FilterBar clearHref={postList.isFiltered(state) ? postList.clearHref(state) : undefined}>
      Showing
      <FilterChoice
        label="State"
        text={postState ? `posts that are ${STATE_WORDS[postState]}` : 'every post'}
        options={[null, ...DELIVERY_STATES].map((value) => ({
          href: postList.href(state, { filters: { state: value } }),
          label: value ? STATE_WORDS[value] : 'every post',
          current: postState === value,
        }))}
      />
      of
      <FilterChoice
        label="Connection"
        text={connections.find((one) => one.id === connection)?.name ?? 'any connection'}
        options={[null, ...connections].map((one) => ({
          href: postList.href(state, { filters: { connection: one?.id ?? null } }),
          label: one?.name ?? 'any connection',
          current: connection === (one?.id ?? null),
        }))}
      />
    </FilterBar>
  )
}
