'use client'

import { Mail, RotateCw } from 'lucide-react'
import { useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { formatCount, formatNumber } from '@/components/ui/format-number'
import { KeyValues } from '@/components/ui/key-values'
import { Panel } from '@/components/ui/panel'
import { State } from '@/components/ui/state'
import { useToast } from '@/components/ui/toast'
import { When } from '@/components/ui/when'
import type { MailState } from '@/lib/notifications/mail-state'
import { answerOf } from '@/lib/shared/action-answer'
import { retryMailAction, sendTestMailAction } from './actions'

/** How e-mail stands: what waits, what was given up and why, and a test. */
export function MailPanel({ mail, mayWrite }: { mail: MailState; mayWrite: boolean }) {
  const toast = useToast()
  const [pending, start] = useTransition()
  const test = () =>
    start(async () => {
      const answer = answerOf(await sendTestMailAction())
      toast(
        answer.ok ? { text: 'A test is on its way to your own address.' } : { tone: 'failed', text: answer.sentence },
      )
    })
  const retry = () =>
    start(async () => {
      const answer = answerOf(await retryMailAction())
      if (!answer.ok) return toast({ tone: 'failed', text: answer.sentence })
      toast({ text: `${formatCount(answer.value.count, 'e-mail')} will be tried again.` })
    })
  return (
    <Panel
      title="E-mail"
      aside={mail.configured ? null : <State kind="open">no mail server</State>}
      actions={
        mayWrite && mail.configured ? (
          <Button size="sm" icon={<Mail />} pending={pending} onClick={test}>
            Send a test
          </Button>
        ) : null
      }
    >
      <KeyValues
        rows={[
          { key: 'Waiting', value: formatNumber(mail.waiting) },
          { key: 'Given up', value: formatNumber(mail.failed) },
          { key: 'Last sent', value: mail.lastSentAt ? <When at={mail.lastSentAt} style="full" /> : 'never' },
          ...(mail.problem
            ? [
                {
                  key: 'Problem',
                  value: (
                    <State kind="blocked" className="whitespace-normal!">
                      {mail.problem}
                    </State>
                  ),
                },
              ]
            : []),
        ]}
      />
      {mayWrite && mail.failed > 0 ? (
        <div className="mt-3">
          <Button size="sm" icon={<RotateCw />} pending={pending} onClick={retry}>
            Try again
          </Button>
        </div>
      ) : null}
    </Panel>
  )
}
