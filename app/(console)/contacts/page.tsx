import { Download, FileUp, Radar } from 'lucide-react'
import type { Metadata } from 'next'
import { ListLayout } from '@/components/table/list-layout'
import { neighbours } from '@/components/table/neighbours'
import { readTableLayout } from '@/components/table/read-table-layout'
import { buttonStyle } from '@/components/ui/button-style'
import { formatCount, formatNumber } from '@/components/ui/format-number'
import { LinkButton } from '@/components/ui/link-button'
import { PageHead } from '@/components/ui/page-head'
import { contactDetail } from '@/lib/contacts/contact-detail'
import { contactHistory } from '@/lib/contacts/history'
import { contactCounts, filterChoices, listContacts } from '@/lib/contacts/queries'
import { type Actor, can } from '@/lib/server/actor'
import { requireActor } from '@/lib/server/session'
import { listViews } from '@/lib/views/queries'
import { mayShareView } from '@/lib/views/rights'
import { ViewTabs } from '../views/view-tabs'
import { ContactPanel, GonePanel } from './contact-panel'
import { ContactsTable } from './contacts-table'
import { FilterSentence } from './filter-sentence'
import { granted } from './granted'
import { type ContactListState, contactList, exportHref, queryOf } from './list'
import { contactTabs } from './tabs'

export const metadata: Metadata = { title: 'Contacts' }

function HeadActions({ actor, state }: { actor: Actor; state: ContactListState }) {
  return (
    <>
      <LinkButton variant="ghost" icon={<Radar />} href="/contacts/coverage">
        Coverage
      </LinkButton>
      {can(actor, 'contacts:export') && can(actor, 'identity:reveal') ? (
        <a href={exportHref(state, true)} download className={buttonStyle()}>
          <Download aria-hidden="true" />
          Export with identifiers
        </a>
      ) : null}
      {can(actor, 'contacts:write') ? (
        <LinkButton variant="primary" icon={<FileUp />} href="/contacts/import">
          Import
        </LinkButton>
      ) : null}
    </>
  )
}

async function openPanel(actor: Actor, state: ContactListState, rows: readonly { id: string }[]) {
  if (!state.open) return null
  const { previous, next } = neighbours(rows, state.open)
  const to = (id: string | null) => (id ? contactList.href(state, { open: id }) : null)
  const links = {
    closeHref: contactList.href(state, { open: null }),
    previousHref: to(previous),
    nextHref: to(next),
  }
  const detail = await contactDetail(actor, state.open)
  if (!detail.ok) return <GonePanel links={links} details={detail.details} />
  const history = granted(await contactHistory(actor, state.open))
  return <ContactPanel key={detail.value.id} contact={detail.value} history={history} actor={actor} links={links} />
}

/** Everybody Handrail knows, however little: found by any identifier, never hidden for lack of one. */
export default async function ContactsPage({ searchParams }: PageProps<'/contacts'>) {
  const actor = await requireActor('contacts:read')
  const state = await contactList.load(searchParams)
  const { sort, dir, filters } = state
  const [listed, counted, found, views, layout] = await Promise.all([
    listContacts(actor, { ...contactList.window(state), sort, dir, filters }),
    contactCounts(actor),
    filterChoices(actor),
    listViews(actor, 'contacts'),
    readTableLayout('contacts'),
  ])
  const { rows, total } = granted(listed)
  const counts = granted(counted)
  const sentence = `${formatCount(counts.all, 'person', 'people')}, ${formatNumber(counts.provisional)} of them provisional. ${formatNumber(counts.exposed)} are known by phone alone and become strangers once they take a username.`
  return (
    <ListLayout
      head={
        <PageHead inList title="Contacts" sentence={sentence} actions={<HeadActions actor={actor} state={state} />} />
      }
      tabs={
        <ViewTabs
          room="contacts"
          path="/contacts"
          query={queryOf(state)}
          builtIn={contactTabs(state, counts)}
          views={views}
          mayShare={mayShareView(actor, 'contacts')}
        />
      }
      filter={<FilterSentence state={state} found={found} />}
      panel={await openPanel(actor, state, rows)}
    >
      <ContactsTable
        rows={rows}
        total={total}
        state={state}
        layout={layout}
        mayImport={can(actor, 'contacts:write')}
        exportHref={can(actor, 'contacts:export') ? exportHref(state, false) : undefined}
      />
    </ListLayout>
  )
}
