'use client'

import type { ReactNode } from 'react'
import { Mono } from '@/components/ui/mono'
import { Notice } from '@/components/ui/notice'
import { Panel } from '@/components/ui/panel'
import { State } from '@/components/ui/state'
import { TextLink } from '@/components/ui/text-link'
import { When } from '@/components/ui/when'
import type { CallbackProblem } from '@/lib/settings/callback-rules'
import type { ConnectionPulse } from '@/lib/settings/list-connections'
import { CopyRow } from './copy-row'
import { handshakeOf, usePulse } from './use-pulse'

const FIELDS = ['messages', 'business_username_updates'] as const

/** A verify token that was made just now; it is held by the page that asked for it and by nothing else. */
export type FreshToken = { verifyToken: string; madeAt: Date }

type SubscribePanelProps = {
  connection: { id: string; address: string; problem: CallbackProblem | null }
  fresh: FreshToken | null
  pulse: ConnectionPulse
  /** Offers to make a new verify token, where the person may. */
  tokenAction?: ReactNode
}

const PROBLEM: Record<CallbackProblem, string> = {
  'not-public':
    'Meta cannot reach this address: it only means something inside this machine or network. Open Handrail under a public name, or set NEXTAUTH_URL to it, and the address here follows.',
  'not-https':
    'Meta only calls https addresses with a public certificate. Put a proxy or a tunnel with https in front and set NEXTAUTH_URL to its address.',
}

/** The three things to copy into Meta's form, and a live line for each thing that is still to happen. */
export function SubscribePanel({ connection, fresh, pulse: initial, tokenAction }: SubscribePanelProps) {
  const since = fresh?.madeAt ?? null
  const pulse = usePulse({ connectionId: connection.id, initial, since })
  return (
    <Panel title="Copy these into the Meta app">
      <div className="space-y-4">
        {connection.problem ? <Notice tone="careful">{PROBLEM[connection.problem]}</Notice> : null}
        <CopyRow label="Callback address" what="callback address" value={connection.address} />
        {fresh ? (
          <CopyRow
            label="Verify token"
            what="verify token"
            value={fresh.verifyToken}
            help="Shown this once. When you leave this page it can only be replaced, not read."
          />
        ) : (
          <div>
            <p className="text-control font-[550]">Verify token</p>
            <div className="mt-1 flex flex-wrap items-center justify-between gap-2 text-control text-ink-2">
              <span>Kept encrypted and never shown again.</span>
              {tokenAction}
            </div>
          </div>
        )}
        <CopyRow
          label="Fields to subscribe to"
          what="fields"
          value={FIELDS.join(', ')}
          help="Tick both in the list under Webhook fields."
        />
        <Waiting pulse={pulse} since={since} />
      </div>
    </Panel>
  )
}

/** What has happened and what has not, said aloud when it changes. */
function Waiting({ pulse, since }: { pulse: ConnectionPulse; since: Date | null }) {
  const { lastDeliveryAt } = pulse
  const verified = handshakeOf(pulse, since)
  const refused = verified ? undefined : pulse.refusedToday.find((line) => !since || line.lastAt >= since)
  return (
    <div className="space-y-2 border-t border-line pt-4">
      <div role="status" className="space-y-2 text-control">
        {verified ? (
          <Line state={<State kind="passed">verified</State>}>
            Meta made the handshake <When at={verified} style="relative" />.
          </Line>
        ) : (
          <Line state={<State kind="waiting">waiting for Meta’s verification</State>}>
            It comes when you press “Verify and save” there.
          </Line>
        )}
        {lastDeliveryAt ? (
          <Line state={<State kind="passed">receiving</State>}>
            The last delivery came <When at={lastDeliveryAt} style="relative" />.{' '}
            <TextLink href="/deliveries">See them</TextLink>
          </Line>
        ) : (
          <Line state={<State kind="waiting">waiting for the first delivery</State>}>
            Write to one of its numbers, or send a signed test delivery.
          </Line>
        )}
      </div>
      {refused ? (
        <Notice tone="careful" live title="A request was refused.">
          {refused.sentence} <Mono className="text-ink-2">{refused.reason}</Mono>
        </Notice>
      ) : null}
    </div>
  )
}

function Line({ state, children }: { state: ReactNode; children: ReactNode }) {
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-0.5">
      {state}
      <span className="text-ink-2">{children}</span>
    </p>
  )
}
