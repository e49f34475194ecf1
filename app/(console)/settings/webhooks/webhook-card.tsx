'use client'

import { useState, useTransition } from 'react'
import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Button } from '@/components/ui/button'
import { formatNumber } from '@/components/ui/format-number'
import { KeyValues } from '@/components/ui/key-values'
import { Panel } from '@/components/ui/panel'
import { State } from '@/components/ui/state'
import { useToast } from '@/components/ui/toast'
import { When } from '@/components/ui/when'
import { answerOf } from '@/lib/shared/action-answer'
import type { WebhookView } from '@/lib/webhooks/queries'
import { WEBHOOK_EVENT_WORDS } from '@/lib/webhooks/vocabulary'
import {
  removeWebhookAction,
  retryWebhookAction,
  rotateSecretAction,
  switchWebhookAction,
  testWebhookAction,
} from './actions'
import { SecretNotice, WebhookDialog } from './webhook-dialog'

function Standing({ webhook: { on, failed, problem } }: { webhook: WebhookView }) {
  if (!on) return <State kind="open">off</State>
  if (failed > 0) return <State kind="blocked">messages were given up</State>
  return problem ? <State kind="stale">does not take messages</State> : <State kind="passed">on</State>
}

/** One address that is told: how it stands, and what can be done about it. */
export function WebhookCard({ webhook, mayWrite }: { webhook: WebhookView; mayWrite: boolean }) {
  const { url, events, waiting, failed, lastSentAt, problem } = webhook
  return (
    <Panel
      title={<span className="machine [overflow-wrap:anywhere]">{url}</span>}
      aside={<Standing webhook={webhook} />}
    >
      <div className="space-y-4">
        <KeyValues
          rows={[
            { key: 'Is told when', value: events.map((event) => WEBHOOK_EVENT_WORDS[event].label).join('; ') },
            { key: 'Waiting', value: formatNumber(waiting) },
            { key: 'Given up', value: formatNumber(failed) },
            { key: 'Last delivered', value: lastSentAt ? <When at={lastSentAt} /> : 'nothing yet' },
            ...(problem ? [{ key: 'Last answer', value: problem }] : []),
          ]}
        />
        {mayWrite ? <Actions key={webhook.version} webhook={webhook} /> : null}
      </div>
    </Panel>
  )
}

function Actions({ webhook }: { webhook: WebhookView }) {
  const { id, version, on, failed, waiting, problem } = webhook
  const toast = useToast()
  const [pending, start] = useTransition()
  const [secret, setSecret] = useState<string | null>(null)
  const run = (send: () => Promise<unknown>, text: string) =>
    start(async () => {
      const answer = answerOf<unknown>((await send().catch(() => undefined)) as Parameters<typeof answerOf>[0])
      toast(answer.ok ? { text } : { tone: 'failed', text: answer.sentence })
    })
  const at = { id, version }
  return (
    <div className="space-y-3">
      {secret ? <SecretNotice secret={secret} /> : null}
      <div className="flex flex-wrap items-center gap-2">
        <WebhookDialog webhook={webhook} />
        <Button size="sm" pending={pending} onClick={() => run(() => testWebhookAction(at), 'A test is on its way.')}>
          Send a test
        </Button>
        {failed > 0 || (problem && waiting > 0) ? (
          <Button size="sm" pending={pending} onClick={() => run(() => retryWebhookAction(at), 'They are sent again.')}>
            Send again what was not taken
          </Button>
        ) : null}
        <Button
          size="sm"
          pending={pending}
          onClick={() =>
            run(
              () => switchWebhookAction({ ...at, on: !on }),
              on ? 'It is told nothing any more.' : 'It is told again.',
            )
          }
        >
          {on ? 'Switch off' : 'Switch on'}
        </Button>
        <ConfirmDialog
          title="Make a new signing secret?"
          confirmLabel="Make a new secret"
          trigger={
            <Button size="sm" variant="ghost">
              New secret
            </Button>
          }
          onConfirm={async () => {
            const answer = answerOf(await rotateSecretAction(at).catch(() => undefined))
            if (!answer.ok) return { ok: false, message: answer.sentence }
            setSecret(answer.value.secret)
            return { ok: true }
          }}
        >
          The old one is worth nothing from the next message on.
        </ConfirmDialog>
        <ConfirmDialog
          danger
          title="Remove this webhook?"
          confirmLabel="Remove it"
          trigger={
            <Button size="sm" variant="danger-quiet">
              Remove
            </Button>
          }
          onConfirm={async () => {
            const answer = answerOf(await removeWebhookAction(at).catch(() => undefined))
            return answer.ok ? { ok: true } : { ok: false, message: answer.sentence }
          }}
        >
          It is told nothing any more, and {formatNumber(waiting)} messages that wait are dropped.
        </ConfirmDialog>
      </div>
    </div>
  )
}
