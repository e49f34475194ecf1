import { Chip } from '@/components/ui/chip'
import { CopyButton } from '@/components/ui/copy-button'
import { formatBytes, formatNumber } from '@/components/ui/format-number'
import { type KeyValue, KeyValues } from '@/components/ui/key-values'
import { Mono } from '@/components/ui/mono'
import { State } from '@/components/ui/state'
import { TextLink } from '@/components/ui/text-link'
import { When } from '@/components/ui/when'
import type { DeliveryFacts, EventDetail } from '@/lib/deliveries/event-detail'

function shortWamid(wamid: string): string {
  return wamid.length > 30 ? `${wamid.slice(0, 18)}…${wamid.slice(-6)}` : wamid
}

function deliveryValue(delivery: DeliveryFacts) {
  return (
    <span className="flex flex-wrap items-center gap-x-1.5">
      <Mono>{delivery.shortId}</Mono>
      <span>
        · {formatNumber(delivery.position)} of {formatNumber(delivery.updates)} updates · {formatBytes(delivery.size)}
      </span>
      {delivery.isTest ? <Chip tone="wait">test</Chip> : null}
      <CopyButton value={delivery.id} what="delivery id" />
    </span>
  )
}

/** The facts around an event: its message, its delivery, its signature, where replies go, and what a phone would have cost. */
export function EventFacts({ event }: { event: EventDetail }) {
  const { delivery, message, contact } = event
  const rows: (KeyValue | null)[] = [
    contact && {
      key: 'Contact',
      value: (
        <>
          <TextLink href={`/contacts/${contact.id}`}>{contact.name ?? contact.label}</TextLink>
          <span className="text-ink-3"> {contact.name ? contact.label : ''}</span>
        </>
      ),
    },
    message && {
      key: 'Message',
      value: (
        <span className="flex items-center gap-1">
          <Mono className="min-w-0 truncate">{shortWamid(message.wamid)}</Mono>
          <CopyButton value={message.wamid} what="wamid" />
        </span>
      ),
    },
    message?.current ? { key: 'Status now', value: message.current } : null,
    event.workflow ? { key: 'Reaches', value: event.workflow } : null,
    event.replyTo ? { key: 'Replies go to', value: <span className="machine">{event.replyTo}</span> } : null,
    { key: 'Sent', value: <When at={event.at} /> },
    { key: 'Delivery', value: deliveryValue(delivery) },
    delivery.connection ? { key: 'Connection', value: delivery.connection } : null,
    { key: 'Signature', value: <State kind="passed">valid</State> },
    event.withoutThis
      ? { key: 'Without this', value: <span className="text-small text-ink-2">{event.withoutThis}</span> }
      : null,
  ]
  return <KeyValues rows={rows.filter((row) => row !== null)} />
}
