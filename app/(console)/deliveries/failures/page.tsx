import type { Metadata } from 'next'
import { ListLayout } from '@/components/table/list-layout'
import { EmptyState } from '@/components/ui/empty-state'
import { formatCount } from '@/components/ui/format-number'
import { HelpPanel } from '@/components/ui/help-panel'
import { LinkButton } from '@/components/ui/link-button'
import { Mono } from '@/components/ui/mono'
import { Notice } from '@/components/ui/notice'
import { viewCounts } from '@/lib/deliveries/counts'
import { type CauseGroup, listCauses } from '@/lib/deliveries/failures'
import { readLive } from '@/lib/deliveries/live'
import { postCounts } from '@/lib/deliveries/posts'
import { numberChoices } from '@/lib/deliveries/queries'
import { can } from '@/lib/server/actor'
import { requireActor } from '@/lib/server/session'
import { GroupCard } from '../group-card'
import { RoomHead } from '../room-head'
import { RoomTabs } from '../room-tabs'

export const metadata: Metadata = { title: 'Failures by cause' }

/** Failures in plain language, one card for each cause: what happened, how often, what to do. */
export default async function FailuresPage() {
  const actor = await requireActor('deliveries:read')
  const { mark } = await readLive(actor.workspaceId)
  const [causes, counts, numbers, posts] = await Promise.all([
    listCauses(actor),
    viewCounts(actor),
    numberChoices(actor),
    postCounts(actor),
  ])
  return (
    <ListLayout
      head={<RoomHead actor={actor} mark={mark} numbers={numbers} />}
      tabs={<RoomTabs actor={actor} counts={counts} at={{ page: 'causes' }} />}
      notice={posts.setAside > 0 ? <SetAside count={posts.setAside} /> : null}
    >
      <div className="quiet-scroll min-h-0 flex-1 overflow-y-auto px-[22px] py-4 max-md:px-3.5">
        {causes.length === 0 ? (
          <EmptyState sentence="Nothing has failed. What fails will stand here by cause, with what happened and what to do." />
        ) : (
          <ul aria-label="Causes of failure" className="max-w-[980px] space-y-3">
            {causes.map((cause) => (
              <CauseCard key={cause.cause} cause={cause} mayReplay={can(actor, 'deliveries:replay')} />
            ))}
          </ul>
        )}
        <div className="mt-5 max-w-[980px]">
          <Help />
        </div>
      </div>
    </ListLayout>
  )
}

function Help() {
  return (
    <HelpPanel
      good={[
        'Every message ends with a person and a workflow, or with a sentence that says why not.',
        'A cause is repaired once, then everything it stopped is replayed.',
        'Messages without a phone number are recognised as often as those with one.',
      ]}
      fails={[
        'A number is added at Meta and not here: its messages arrive and belong to nothing.',
        'The handler drops messages without a phone, and nobody notices until customers ask.',
        'Failed sends are retried for weeks, though the code says that a phone number is needed.',
      ]}
    />
  )
}

function SetAside({ count }: { count: number }) {
  return (
    <Notice
      tone="problem"
      action={
        <LinkButton size="sm" href="/deliveries/posts?state=set_aside">
          Look at them
        </LinkButton>
      }
    >
      {formatCount(count, 'delivery was', 'deliveries were')} set aside after five tries. They are kept and wait for
      you.
    </Notice>
  )
}

function CauseCard({ cause, mayReplay }: { cause: CauseGroup; mayReplay: boolean }) {
  const { count, more, family, sentence, whatToDo, firstAt, lastAt, code, metaCode } = cause
  const detail = (
    <>
      {' · code '}
      <Mono>{metaCode ? `${code} ${metaCode}` : code}</Mono>
    </>
  )
  return (
    <GroupCard
      {...{ count, more, firstAt, lastAt, detail, mayReplay }}
      kind={family}
      title={sentence}
      advice={whatToDo}
      filters={{ cause: cause.cause }}
    />
  )
}
