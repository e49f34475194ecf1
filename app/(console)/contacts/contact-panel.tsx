import type { ReactNode } from 'react'
import { RevealButton } from '@/components/identity/reveal-scope'
import { DetailPanel } from '@/components/table/detail-panel'
import { Notice } from '@/components/ui/notice'
import { TextLink } from '@/components/ui/text-link'
import { When } from '@/components/ui/when'
import type { ContactDetail } from '@/lib/contacts/contact-detail'
import type { HistoryEntry } from '@/lib/contacts/history'
import { type Actor, can } from '@/lib/server/actor'
import { Events, History, Threads } from './activity-sections'
import { ContactScope } from './contact-scope'
import { ContactStrip } from './contact-strip'
import { EditContact } from './edit-contact'
import { IdentifierLineage } from './identifier-lineage'
import { LabelEditor } from './label-editor'
import { MergeLink } from './merge-link'

type PanelLinks = { closeHref: string; previousHref: string | null; nextHref: string | null }

/** Where this person came from, in one sentence. */
export function Origin({ contact }: { contact: ContactDetail }) {
  const origin = contact.provisional ? 'Came from WhatsApp; no CRM record is known' : 'Known to the CRM'
  return (
    <>
      {origin}
      {contact.lastContactAt ? (
        <>
          . Last contact <When at={contact.lastContactAt} style="full" />
        </>
      ) : null}
    </>
  )
}

export function Conflicts({ contact }: { contact: ContactDetail }) {
  if (contact.conflicts.length === 0) return null
  return (
    <Notice tone="careful" title={contact.conflicts.length === 1 ? 'An open conflict.' : 'Open conflicts.'}>
      Identifiers disagree about this person, so nothing was moved.
      <ul className="mt-1 space-y-0.5">
        {contact.conflicts.map((conflict) => (
          <li key={conflict.id}>
            <TextLink href={`/duplicates/conflicts/${conflict.id}`}>{conflict.words}</TextLink>
          </li>
        ))}
      </ul>
    </Notice>
  )
}

function Section({ title, children, flush = false }: { title: string; children: ReactNode; flush?: boolean }) {
  return (
    <section>
      <h3 className="mb-2 text-small font-medium text-ink-2">{title}</h3>
      {flush ? <div className="-mx-4">{children}</div> : children}
    </section>
  )
}

type ContactPanelProps = { contact: ContactDetail; history: HistoryEntry[]; actor: Actor; links: PanelLinks }

/** One contact beside the list. */
export function ContactPanel({ contact, history, actor, links }: ContactPanelProps) {
  const mayWrite = can(actor, 'contacts:write')
  return (
    <ContactScope id={contact.id}>
      <DetailPanel
        {...links}
        title={contact.name ?? 'No name yet'}
        subtitle={<Origin contact={contact} />}
        fullHref={`/contacts/${contact.id}`}
        footer={
          <>
            {mayWrite ? <EditContact contact={contact} /> : null}
            <MergeLink actor={actor} id={contact.id} />
            {can(actor, 'identity:reveal') ? <RevealButton /> : null}
          </>
        }
      >
        <div className="space-y-5">
          <ContactStrip contact={contact} shape="folded" />
          <Conflicts contact={contact} />
          <Section title="Labels">
            <LabelEditor contact={contact} mayWrite={mayWrite} />
          </Section>
          <Section title="Identifiers">
            <IdentifierLineage identifiers={contact.identifiers} />
          </Section>
          <Section title="Threads" flush={contact.threads.length > 0}>
            <Threads threads={contact.threads} />
          </Section>
          <Section title="Events" flush={contact.events.length > 0}>
            <Events contact={contact} />
          </Section>
          <Section title="History">
            <History entries={history} />
          </Section>
        </div>
      </DetailPanel>
    </ContactScope>
  )
}

/** The address names somebody who is not in this list any more. */
export function GonePanel({ links, details }: { links: PanelLinks; details: Record<string, unknown> | undefined }) {
  const survivorId = typeof details?.survivorId === 'string' ? details.survivorId : null
  return (
    <DetailPanel {...links} title="Not here any more">
      {survivorId ? (
        <p className="text-control">
          This contact was merged into another one.{' '}
          <TextLink href={`/contacts/${survivorId}`}>Open the one that stayed</TextLink>.
        </p>
      ) : (
        <p className="text-control">This contact does not exist in this workspace. It may have been removed.</p>
      )}
    </DetailPanel>
  )
}
