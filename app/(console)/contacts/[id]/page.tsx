import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { RevealButton } from '@/components/identity/reveal-scope'
import { Page } from '@/components/ui/page'
import { PageHead } from '@/components/ui/page-head'
import { Panel } from '@/components/ui/panel'
import { TextLink } from '@/components/ui/text-link'
import { contactDetail } from '@/lib/contacts/contact-detail'
import { contactHistory } from '@/lib/contacts/history'
import { can } from '@/lib/server/actor'
import { requireActor } from '@/lib/server/session'
import { Events, History, Threads } from '../activity-sections'
import { Conflicts, Origin } from '../contact-panel'
import { ContactScope } from '../contact-scope'
import { ContactStrip } from '../contact-strip'
import { EditContact } from '../edit-contact'
import { EraseButton } from '../erase-button'
import { granted } from '../granted'
import { IdentifierLineage, LineagePicture } from '../identifier-lineage'
import { LabelEditor } from '../label-editor'
import { MergeLink } from '../merge-link'

export const metadata: Metadata = { title: 'Contact' }

/** One person with everything known about them, at an address that other rooms and messages link to. */
export default async function ContactPage({ params }: PageProps<'/contacts/[id]'>) {
  const actor = await requireActor('contacts:read')
  const { id } = await params
  const found = await contactDetail(actor, id)
  if (!found.ok) {
    const survivorId = found.details?.survivorId
    if (typeof survivorId === 'string') redirect(`/contacts/${survivorId}`)
    notFound()
  }
  const contact = found.value
  const history = granted(await contactHistory(actor, id))
  const mayWrite = can(actor, 'contacts:write')
  return (
    <ContactScope id={id}>
      <Page>
        <PageHead
          back={<TextLink href="/contacts">Contacts</TextLink>}
          title={contact.name ?? 'No name yet'}
          sentence={<Origin contact={contact} />}
          actions={
            <>
              {can(actor, 'identity:reveal') ? <RevealButton /> : null}
              <MergeLink actor={actor} id={id} />
              {mayWrite ? <EditContact contact={contact} /> : null}
              {can(actor, 'contacts:erase') ? (
                <EraseButton id={id} version={contact.version} conflicts={contact.conflicts.length} />
              ) : null}
            </>
          }
        />
        <div className="space-y-4">
          <ContactStrip contact={contact} shape="wide" />
          <Conflicts contact={contact} />
          <Panel title="Lineage" aside="each bar leads to the payload behind it">
            <LineagePicture contact={contact} now={new Date()} />
          </Panel>
          <div className="grid grid-cols-[minmax(0,1fr)] gap-4 lg:grid-cols-[minmax(0,1.35fr)_minmax(0,1fr)]">
            <div className="space-y-4">
              <Panel title="Events" padded={contact.events.length === 0}>
                <Events contact={contact} />
              </Panel>
              <Panel title="Threads" padded={contact.threads.length === 0}>
                <Threads threads={contact.threads} />
              </Panel>
            </div>
            <div className="space-y-4">
              <Panel title="Labels">
                <LabelEditor contact={contact} mayWrite={mayWrite} />
              </Panel>
              <Panel title="Identifiers">
                <IdentifierLineage identifiers={contact.identifiers} />
              </Panel>
              <Panel title="History">
                <History entries={history} />
              </Panel>
            </div>
          </div>
        </div>
      </Page>
    </ContactScope>
  )
}
