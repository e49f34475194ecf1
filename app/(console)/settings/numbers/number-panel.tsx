'use client'

import { useRouter } from 'next/navigation'
import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { DetailPanel } from '@/components/table/detail-panel'
import { neighbours } from '@/components/table/neighbours'
import { Button } from '@/components/ui/button'
import { formatCount } from '@/components/ui/format-number'
import { KeyValues } from '@/components/ui/key-values'
import { Mono } from '@/components/ui/mono'
import { State, type StateKind } from '@/components/ui/state'
import { TextLink } from '@/components/ui/text-link'
import { useToast } from '@/components/ui/toast'
import { When } from '@/components/ui/when'
import type { NumberDetail, NumberRow, PortfolioRow } from '@/lib/settings/list-numbers'
import { answerOf } from '@/lib/shared/action-answer'
import { removeNumberAction } from '../actions'
import { useOutcome } from '../use-outcome'
import { EditNumber } from './edit-number'
import { type NumberListState, numberList } from './list'
import { Feed } from './numbers-table'

type NumberPanelProps = {
  number: NumberDetail
  rows: readonly NumberRow[]
  state: NumberListState
  portfolios: readonly PortfolioRow[]
  connections: readonly { id: string; name: string }[]
  mayWrite: boolean
  maySeeAudit: boolean
}

/** One number: its ids, what feeds it, what came in on it. */
export function NumberPanel(props: NumberPanelProps) {
  const { number, rows, state, portfolios, connections, mayWrite, maySeeAudit } = props
  const { previous, next } = neighbours(rows, number.id)
  const to = (id: string | null) => (id ? numberList.href(state, { open: id }) : null)
  const closeHref = numberList.href(state, { open: null })
  return (
    <DetailPanel
      title={number.label}
      subtitle={<span className="machine">{number.displayNumber}</span>}
      closeHref={closeHref}
      previousHref={to(previous)}
      nextHref={to(next)}
      footer={
        mayWrite ? (
          <>
            <EditNumber number={number} portfolios={portfolios} connections={connections} />
            <RemoveNumber number={number} closeHref={closeHref} />
          </>
        ) : undefined
      }
    >
      <div className="space-y-5">
        <Facts number={number} mayOpen={mayWrite} />
        {maySeeAudit ? (
          <p className="text-small">
            <TextLink href={`/audit?subject=${number.id}`}>Everything that was changed about it</TextLink>
          </p>
        ) : null}
      </div>
    </DetailPanel>
  )
}

function Facts({ number, mayOpen }: { number: NumberDetail; mayOpen: boolean }) {
  const { portfolio, connectionId, phoneNumberId, wabaId, history } = number
  const feed = <Feed number={number} />
  return (
    <KeyValues
      rows={[
        { key: 'Portfolio', value: portfolio },
        {
          key: 'Connection',
          value:
            connectionId && mayOpen ? <TextLink href={`/settings/connections/${connectionId}`}>{feed}</TextLink> : feed,
        },
        { key: 'Phone number id', value: <Mono>{phoneNumberId}</Mono> },
        { key: 'WABA id', value: <Mono>{wabaId}</Mono> },
        { key: 'Username', value: <Username handle={number.handle} /> },
        {
          key: 'Received',
          value: `${formatCount(history.events, 'event')} in ${formatCount(history.threads, 'thread')}`,
        },
      ]}
    />
  )
}

/** What WhatsApp last said about the username of this number. */
function Username({ handle }: { handle: NumberDetail['handle'] }) {
  if (!handle) return <span className="text-ink-2">WhatsApp has not told of one</span>
  const { metaState, metaName, state, checkedAt } = handle
  const name = metaName ? <Mono>@{metaName}</Mono> : null
  const revoked = state === 'revoked'
  return (
    <span className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
      {name}
      {revoked ? (
        <State kind="blocked">
          {metaState === 'deleted' ? 'Taken away by WhatsApp' : 'Given by WhatsApp in place of yours'}
        </State>
      ) : (
        <State kind={META_STATES[metaState]?.kind ?? 'unverifiable'}>{META_STATES[metaState]?.word ?? metaState}</State>
      )}
      {checkedAt ? (
        <span className="text-small text-ink-2">
          since <When at={checkedAt} />
        </span>
      ) : null}
    </span>
  )
}

const META_STATES: Record<string, { kind: StateKind; word: string }> = {
  approved: { kind: 'passed', word: 'Approved' },
  reserved: { kind: 'waiting', word: 'Reserved, not visible yet' },
  deleted: { kind: 'stale', word: 'Given up' },
}

function RemoveNumber({ number, closeHref }: { number: NumberDetail; closeHref: string }) {
  const outcomeOf = useOutcome()
  const router = useRouter()
  const toast = useToast()
  const { id: numberId, version, label, history } = number
  if (history.events + history.threads > 0) {
    return (
      <p className="min-w-0 flex-1 text-small text-ink-2">
        It stays: events and threads name it. Take it off its connection if it is not used any more.
      </p>
    )
  }
  async function remove() {
    const answer = answerOf(await removeNumberAction({ numberId, version }).catch(() => undefined))
    if (!answer.ok) return outcomeOf(answer)
    toast({ text: `${label} is removed.` })
    router.push(closeHref, { scroll: false })
    return outcomeOf(answer)
  }
  return (
    <ConfirmDialog
      danger
      trigger={<Button variant="danger-quiet">Remove</Button>}
      title={`Remove ${label}`}
      confirmLabel="Remove"
      onConfirm={remove}
    >
      Nothing was received on it so far. Deliveries that name it later are kept, and fail with a sentence until it is
      added again.
    </ConfirmDialog>
  )
}
