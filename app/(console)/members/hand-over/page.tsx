import type { Metadata } from 'next'
import { Cell, PlainTable } from '@/components/table/plain-table'
import { EmptyState } from '@/components/ui/empty-state'
import { formatNumber } from '@/components/ui/format-number'
import { Page } from '@/components/ui/page'
import { PageHead } from '@/components/ui/page-head'
import { Panel } from '@/components/ui/panel'
import { loadPeople } from '@/lib/calendar/people'
import { ownedBy } from '@/lib/inputs/hand-over'
import { requireActor } from '@/lib/server/session'
import { RoomTabs } from '../room-tabs'
import { ChooseMember } from './choose-member'
import { HandOverForm } from './hand-over-form'

export const metadata: Metadata = { title: 'Hand over' }

/** Everything a member owns, and whom it goes to. */
export default async function HandOverPage({ searchParams }: PageProps<'/members/hand-over'>) {
  const actor = await requireActor('members:write')
  const { from } = await searchParams
  const people = [...(await loadPeople(actor.workspaceId)).values()]
    .map(({ id, name, disabled }) => ({ id, name, disabled }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en'))
  const leaving = people.find(({ id }) => id === from)
  const owned = leaving ? await ownedBy(actor, leaving.id) : []
  const successors = people.filter(({ id, disabled }) => !disabled && id !== leaving?.id)
  return (
    <Page>
      <PageHead
        title="Hand over"
        sentence="When somebody leaves, everything they own goes to somebody who knows about it. What they made stays under their name."
      />
      <RoomTabs current="hand-over" mayHandOver />
      <div className="mt-5 space-y-5">
        <Panel title="Who leaves">
          <ChooseMember people={people} chosen={leaving?.id ?? null} />
        </Panel>
        {leaving && owned.length === 0 ? <EmptyState sentence={`${leaving.name} owns nothing at the moment.`} /> : null}
        {leaving && owned.length > 0 ? (
          <Panel title={`What ${leaving.name} owns`} padded={false} className="relative">
            <PlainTable label={`What ${leaving.name} owns`} head={['What', 'How many']}>
              {owned.map(({ key, words, count }) => (
                <tr key={key}>
                  <Cell className="font-medium">{words}</Cell>
                  <Cell tone="end">{formatNumber(count)}</Cell>
                </tr>
              ))}
            </PlainTable>
            <div className="border-t border-line p-4">
              <HandOverForm leaving={leaving} successors={successors} />
            </div>
          </Panel>
        ) : null}
      </div>
    </Page>
  )
}
