'use client'

import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { DetailPanel } from '@/components/table/detail-panel'
import { neighbours } from '@/components/table/neighbours'
import { Button } from '@/components/ui/button'
import { KeyValues } from '@/components/ui/key-values'
import { Mono } from '@/components/ui/mono'
import { useToast } from '@/components/ui/toast'
import { When } from '@/components/ui/when'
import { answerOf } from '@/lib/shared/action-answer'
import { revokeTokenAction } from '../actions'
import { type TokenListState, tokenList } from './list'
import { type ShownToken, TokenStanding } from './tokens-table'

type TokenPanelProps = { token: ShownToken; rows: readonly ShownToken[]; state: TokenListState; mayWrite: boolean }

/** One token: everything it may do, and the way to end it. */
export function TokenPanel({ token, rows, state, mayWrite }: TokenPanelProps) {
  const { previous, next } = neighbours(rows, token.id)
  const to = (id: string | null) => (id ? tokenList.href(state, { open: id }) : null)
  return (
    <DetailPanel
      title={token.name}
      closeHref={tokenList.href(state, { open: null })}
      previousHref={to(previous)}
      nextHref={to(next)}
      footer={mayWrite && token.state === 'live' ? <Revoke token={token} /> : undefined}
    >
      <div className="space-y-5">
        <KeyValues rows={factsOf(token)} />
        <section>
          <h3 className="mb-1.5">What it may do</h3>
          <ul className="space-y-1 text-control">
            {token.words.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </section>
      </div>
    </DetailPanel>
  )
}

function factsOf(token: ShownToken) {
  const { hint, lastUsedAt, expiresAt, createdAt, createdBy, revokedAt } = token
  return [
    { key: 'State', value: <TokenStanding token={token} /> },
    { key: 'Last four', value: <Mono>{`…${hint}`}</Mono> },
    { key: 'Last used', value: lastUsedAt ? <When at={lastUsedAt} style="full" /> : 'never' },
    { key: 'Expires', value: expiresAt ? <When at={expiresAt} style="full" /> : 'only when it is revoked' },
    {
      key: 'Made',
      value: (
        <>
          <When at={createdAt} style="full" />, by {createdBy ?? 'the command line'}
        </>
      ),
    },
    ...(revokedAt ? [{ key: 'Revoked', value: <When at={revokedAt} style="full" /> }] : []),
  ]
}

function Revoke({ token }: { token: ShownToken }) {
  const toast = useToast()
  const { id: tokenId, name, lastUsedAt } = token
  async function revoke() {
    const answer = answerOf(await revokeTokenAction({ tokenId }).catch(() => undefined))
    if (!answer.ok) return { ok: false as const, message: answer.sentence }
    toast({ text: `${name} is revoked.` })
    return { ok: true as const }
  }
  return (
    <ConfirmDialog
      danger
      trigger={<Button variant="danger-quiet">Revoke</Button>}
      title={`Revoke ${name}`}
      confirmLabel="Revoke"
      onConfirm={revoke}
    >
      Every call with it is refused (401) from this moment.{' '}
      {lastUsedAt ? (
        <>
          It was last used <When at={lastUsedAt} style="relative" />, so something may stop.
        </>
      ) : (
        'It was never used.'
      )}{' '}
      This cannot be undone; a new token can be made at any time.
    </ConfirmDialog>
  )
}
