'use client'

import { Pencil, Plus } from 'lucide-react'
import { useState, useTransition } from 'react'
import { CheckboxField, Fieldset } from '@/components/form/choice-field'
import { TextField } from '@/components/form/text-field'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Dialog, DialogClose } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'
import { useToast } from '@/components/ui/toast'
import { type ActionFailure, answerOf } from '@/lib/shared/action-answer'
import type { WebhookView } from '@/lib/webhooks/queries'
import { WEBHOOK_EVENT_WORDS, WEBHOOK_EVENTS, type WebhookEvent } from '@/lib/webhooks/vocabulary'
import { addWebhookAction, changeWebhookAction } from './actions'

/** The secret, once: it is kept encrypted and cannot be read again. */
export function SecretNotice({ secret }: { secret: string }) {
  return (
    <Notice tone="info" title="Its signing secret, shown once">
      <span className="flex items-start gap-1">
        <code className="machine min-w-0 flex-1 break-all">{secret}</code>
        <CopyButton value={secret} what="secret" />
      </span>
      Keep it where the receiver can read it. Each message carries <code className="machine">Handrail-Signature</code>,
      an HMAC-SHA-256 of its time and body.
    </Notice>
  )
}

/** Has an address told, or changes where and of what. */
export function WebhookDialog({ webhook }: { webhook?: WebhookView }) {
  const toast = useToast()
  const [open, setOpen] = useState(false)
  const [pending, start] = useTransition()
  const [url, setUrl] = useState(webhook?.url ?? '')
  const [events, setEvents] = useState<WebhookEvent[]>(webhook?.events ?? [...WEBHOOK_EVENTS])
  const [failure, setFailure] = useState<ActionFailure | null>(null)
  const [secret, setSecret] = useState<string | null>(null)
  const toggle = (next: boolean) => {
    setOpen(next)
    setFailure(null)
    setSecret(null)
    if (next) {
      setUrl(webhook?.url ?? '')
      setEvents(webhook?.events ?? [...WEBHOOK_EVENTS])
    }
  }
  const save = () =>
    start(async () => {
      if (webhook) {
        const sent = { url, events, id: webhook.id, version: webhook.version }
        const answer = answerOf(await changeWebhookAction(sent).catch(() => undefined))
        if (!answer.ok) return setFailure(answer)
        toast({ text: 'The webhook was changed.' })
        return toggle(false)
      }
      const answer = answerOf(await addWebhookAction({ url, events }).catch(() => undefined))
      if (!answer.ok) return setFailure(answer)
      setFailure(null)
      setSecret(answer.value.secret)
    })
  return (
    <Dialog
      open={open}
      onOpenChange={toggle}
      title={webhook ? 'Change the webhook' : 'Add a webhook'}
      description="An address of your own that is told when contacts change. Messages name contacts by their ids alone."
      trigger={
        webhook ? (
          <Button size="sm" icon={<Pencil />}>
            Change
          </Button>
        ) : (
          <Button variant="primary" icon={<Plus />}>
            Add webhook
          </Button>
        )
      }
      footer={
        secret ? (
          <DialogClose asChild>
            <Button variant="primary">I have kept it</Button>
          </DialogClose>
        ) : (
          <>
            <DialogClose asChild>
              <Button variant="ghost">Cancel</Button>
            </DialogClose>
            <Button variant="primary" pending={pending} onClick={save}>
              {webhook ? 'Save' : 'Add webhook'}
            </Button>
          </>
        )
      }
    >
      {secret ? (
        <SecretNotice secret={secret} />
      ) : (
        <form
          className="space-y-4"
          onSubmit={(event) => {
            event.preventDefault()
            save()
          }}
        >
          {failure && !failure.fields ? (
            <Notice tone="problem" live>
              {failure.sentence}
            </Notice>
          ) : null}
          <TextField
            label="Address"
            type="url"
            required
            placeholder="https://crm.example.com/handrail"
            value={url}
            error={failure?.fields?.url}
            onChange={(event) => setUrl(event.target.value)}
          />
          <Events events={events} setEvents={setEvents} error={failure?.fields?.events?.[0]} />
          <button type="submit" hidden />
        </form>
      )}
    </Dialog>
  )
}

type EventsProps = { events: WebhookEvent[]; setEvents: (events: WebhookEvent[]) => void; error: string | undefined }

function Events({ events, setEvents, error }: EventsProps) {
  return (
    <Fieldset legend="It is told when" error={error}>
      {WEBHOOK_EVENTS.map((event) => (
        <CheckboxField
          key={event}
          label={WEBHOOK_EVENT_WORDS[event].label}
          help={WEBHOOK_EVENT_WORDS[event].help}
          checked={events.includes(event)}
          onChange={({ target }) =>
            setEvents(WEBHOOK_EVENTS.filter((one) => (one === event ? target.checked : events.includes(one))))
          }
        />
      ))}
    </Fieldset>
  )
}
