'use client'

import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Cell, PlainTable } from '@/components/table/plain-table'
import { Button } from '@/components/ui/button'
import { Mono } from '@/components/ui/mono'
import { useToast } from '@/components/ui/toast'
import { When } from '@/components/ui/when'
import type { FeedRow } from '@/lib/calendar/feeds'
import { answerOf } from '@/lib/shared/action-answer'
import { revokeFeedAction } from '../actions'

const HEAD = ['Shows', 'Of', 'Address ends in', 'Last read', { hidden: 'Revoke' }]

export function FeedTable({ feeds }: { feeds: readonly FeedRow[] }) {
  return (
    <PlainTable label="Calendar addresses" head={HEAD}>
      {feeds.map((feed) => (
        <tr key={feed.id}>
          <Cell>{feed.wave ?? 'own work, waves and freeze windows'}</Cell>
          <Cell>{feed.own ? `${feed.owner} (you)` : feed.owner}</Cell>
          <Cell>
            <Mono>…{feed.hint}.ics</Mono>
          </Cell>
          <Cell tone="quiet">{feed.lastReadAt ? <When at={feed.lastReadAt} style="relative" /> : 'never'}</Cell>
          <Cell tone="end">
            <RevokeFeed feed={feed} />
          </Cell>
        </tr>
      ))}
    </PlainTable>
  )
}

function RevokeFeed({ feed }: { feed: FeedRow }) {
  const toast = useToast()
  return (
    <ConfirmDialog
      danger
      title={`Revoke the address that ends in ${feed.hint}`}
      confirmLabel="Revoke"
      trigger={
        <Button size="sm" variant="danger-quiet" aria-label={`Revoke the address that ends in ${feed.hint}`}>
          Revoke
        </Button>
      }
      onConfirm={async () => {
        const answer = answerOf(await revokeFeedAction({ id: feed.id }).catch(() => undefined))
        if (!answer.ok) return { ok: false, message: answer.sentence }
        toast({ text: 'The address was revoked. Programs that read it get nothing from now on.' })
        return { ok: true }
      }}
    >
      Calendar programs that subscribe to it stop getting its dates at once. A new address can be made any time.
    </ConfirmDialog>
  )
}
