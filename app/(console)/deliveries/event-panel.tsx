import type { ReactNode } from 'react'
import type { Identity } from '@/components/identity/identity-cells'
import { IdentityStrip } from '@/components/identity/identity-strip'
import { WhyTrace } from '@/components/identity/why-trace'
import { DetailPanel } from '@/components/table/detail-panel'
import { neighbours } from '@/components/table/neighbours'
import { formatCount, formatDuration } from '@/components/ui/format-number'
import { LinkButton } from '@/components/ui/link-button'
import { Mono } from '@/components/ui/mono'
import { Notice } from '@/components/ui/notice'
import { TextLink } from '@/components/ui/text-link'
import { When } from '@/components/ui/when'
import type { EventDetail } from '@/lib/deliveries/event-detail'
import type { EventRow } from '@/lib/deliveries/list-events'
import type { ConflictPointer } from '@/lib/duplicates/queries'
import { type Actor, can } from '@/lib/server/actor'
import { SavePayloadDialog } from '../lab/save-payload-dialog'
import { BodyDialog } from './body-dialog'
import { EventFacts } from './event-facts'
import { type EventListState, eventList } from './list'
import { OutcomeState } from './outcome-state'
import { ReplayButton } from './replay-button'
import { RevealIdentifiers } from './reveal-identifiers'

type EventPanelProps = {
  actor: Actor
  event: EventDetail
  /** The conflicts that this event is evidence of. */
  conflicts: readonly ConflictPointer[]
  state: EventListState
  rows: readonly EventRow[]
}

/** One event beside its list: what became of it, who it is, why, and what can be done. */
export function EventPanel({ actor, event, conflicts, state, rows }: EventPanelProps) {
  const { previous, next } = neighbours(rows, event.id)
  const to = (id: string | null) => (id ? eventList.href(state, { open: id }) : null)
  return (
    <DetailPanel
      title={event.headline}
      subtitle={<Subtitle event={event} />}
      closeHref={eventList.href(state, { open: null })}
      previousHref={to(previous)}
      nextHref={to(next)}
      footer={<Actions actor={actor} event={event} />}
    >
      <div className="space-y-4">
        {event.failure ? <FailureNotice failure={event.failure} /> : null}
        {conflicts.map((conflict) => (
          <ConflictNotice key={conflict.id} conflict={conflict} />
        ))}
        <Strip event={event} />
        {event.hasIdentifiers && can(actor, 'identity:reveal') ? <RevealIdentifiers eventId={event.id} /> : null}
        {event.candidates.length > 0 ? <Candidates event={event} /> : null}
        <Section title="Why">
          {event.why.length > 0 ? (
            <WhyTrace steps={event.why} />
          ) : (
            <p className="text-control text-ink-2">The worker has not resolved this event yet.</p>
          )}
        </Section>
        <div className="border-t border-line pt-4">
          <EventFacts event={event} />
        </div>
      </div>
    </DetailPanel>
  )
}

function Subtitle({ event }: { event: EventDetail }) {
  return (
    <>
      <OutcomeState outcome={event.outcome} /> · {event.kindWords}
      {event.numberLabel ? ` to ${event.numberLabel}` : ''} · <When at={event.receivedAt} style="date" />,{' '}
      <When at={event.receivedAt} style="clock" />
      {event.tookMicros === null ? '' : ` · resolved in ${took(event.tookMicros)}`}
    </>
  )
}

/** A batch shares its time among its events, so one alone may take next to nothing. */
function took(micros: number): string {
  return micros < 100 ? 'under 0.1 ms' : formatDuration(micros / 1_000)
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-2">{title}</h3>
      {children}
    </section>
  )
}

function Strip({ event }: { event: EventDetail }) {
  const identity: Identity = event.cells
  const decision = event.decision ? { cells: [event.decision.cell], rule: event.decision.rule } : undefined
  return (
    <div>
      <IdentityStrip shape="folded" label="Identity in this event" identity={identity} decision={decision} />
      {event.ruleCaption ? <p className="mt-2 text-[12px] font-medium text-ink-2">{event.ruleCaption}</p> : null}
    </div>
  )
}

function FailureNotice({ failure }: { failure: NonNullable<EventDetail['failure']> }) {
  return (
    <Notice tone="problem">
      <p>{failure.sentence}</p>
      <p className="mt-1">{failure.whatToDo}</p>
      <p className="mt-1 text-small text-ink-2">
        Code <Mono>{failure.code}</Mono>
        {failure.metaCode ? (
          <>
            , WhatsApp error <Mono>{failure.metaCode}</Mono>
          </>
        ) : null}
      </p>
    </Notice>
  )
}

/** Where the evidence is laid out, with every other event that showed the same. */
function ConflictNotice({ conflict: { id, words, state, events } }: { conflict: ConflictPointer }) {
  return (
    <Notice tone="careful" title={state === 'open' ? 'An open conflict.' : `A conflict that is ${state}.`}>
      <TextLink href={`/duplicates/conflicts/${id}`}>{words}</TextLink>
      {events > 1 ? `, seen in ${formatCount(events, 'event')}.` : '.'}
    </Notice>
  )
}

function Candidates({ event }: { event: EventDetail }) {
  return (
    <Section title="Contacts it could be">
      <ul className="space-y-1 text-control">
        {event.candidates.map((contact) => (
          <li key={contact.id}>
            <TextLink href={`/contacts/${contact.id}`} className="machine">
              {contact.label}
            </TextLink>
            {contact.name ? <span className="text-ink-2"> {contact.name}</span> : null}
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Actions({ actor, event }: { actor: Actor; event: EventDetail }) {
  return (
    <>
      {event.contact && can(actor, 'contacts:read') ? (
        <LinkButton size="sm" href={`/contacts/${event.contact.id}`}>
          Open contact
        </LinkButton>
      ) : null}
      {can(actor, 'deliveries:replay') ? <ReplayButton eventId={event.id} purged={!event.delivery.hasBody} /> : null}
      {event.isMessage && can(actor, 'routing:read') ? (
        <LinkButton size="sm" href={`/routing/bench?event=${event.id}`}>
          Try in the bench
        </LinkButton>
      ) : null}
      {can(actor, 'deliveries:body') && can(actor, 'identity:reveal') ? (
        <BodyDialog deliveryId={event.delivery.id} />
      ) : null}
      {event.delivery.hasBody && can(actor, 'deliveries:body') && can(actor, 'lab:write') ? (
        <SavePayloadDialog given={{ kind: 'delivery', deliveryId: event.delivery.id }} />
      ) : null}
    </>
  )
}

/** The address names an event that is not one of this workspace. */
export function MissingEventPanel({ closeHref }: { closeHref: string }) {
  return (
    <DetailPanel title="This event does not exist here" closeHref={closeHref}>
      <p className="text-control text-ink-2">
        The address names an event that is not in this workspace. It may belong to another one, or be mistyped.
      </p>
    </DetailPanel>
  )
}
