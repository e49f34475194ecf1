import { notFound, redirect } from 'next/navigation'
import { FilterSearch } from '@/components/table/filter-search'
import { Cell, PlainTable } from '@/components/table/plain-table'
import { LinkButton } from '@/components/ui/link-button'
import { Page } from '@/components/ui/page'
import { PageHead } from '@/components/ui/page-head'
import { Panel } from '@/components/ui/panel'
import { TextLink } from '@/components/ui/text-link'
import { contactDetail } from '@/lib/contacts/contact-detail'
import { type ContactRow, listContacts } from '@/lib/contacts/queries'
import type { MemberActor } from '@/lib/server/session'
import { granted } from '../../contacts/granted'

const SHOWN = 20
const NONE = <span className="text-ink-3">–</span>

type ChooseProps = { actor: MemberActor; survivorId: string; q: string | null }

/** The first step: which other contact is the same person. Found by name, CRM id or any identifier. */
export async function ChooseOther({ actor, survivorId, q }: ChooseProps) {
  const found = await contactDetail(actor, survivorId)
  if (!found.ok) {
    const merged = found.details?.survivorId
    if (typeof merged === 'string') redirect(`/contacts/${merged}`)
    notFound()
  }
  const contact = found.value
  const name = contact.name ?? contact.crmContactId ?? 'this contact'
  const window = { sort: 'lastContactAt', dir: 'desc', skip: 0, take: SHOWN + 1 } as const
  const listed = q ? granted(await listContacts(actor, { ...window, filters: { q } })).rows : []
  const rows = listed.filter(({ id }) => id !== survivorId).slice(0, SHOWN)
  return (
    <Page>
      <PageHead
        back={<TextLink href={`/contacts/${survivorId}`}>{name}</TextLink>}
        title="Who else is this?"
        sentence={`Find the other contact that is ${name}. You compare both before anything is merged.`}
        actions={<FilterSearch label="Search contacts" placeholder="Name, CRM id, phone, BSUID" />}
      />
      <Panel title={q ? 'Found' : 'In conflict with it'} padded={false}>
        {q ? <Found rows={rows} survivorId={survivorId} /> : <InConflict contact={contact} survivorId={survivorId} />}
      </Panel>
    </Page>
  )
}

function CompareButton({ survivorId, otherId }: { survivorId: string; otherId: string }) {
  return (
    <LinkButton size="sm" href={`/duplicates/merge?survivor=${survivorId}&other=${otherId}`}>
      Compare
    </LinkButton>
  )
}

function Found({ rows, survivorId }: { rows: readonly ContactRow[]; survivorId: string }) {
  if (rows.length === 0)
    return (
      <p className="px-4 py-3 text-control text-ink-2">
        No other contact fits. Search for something else that both have.
      </p>
    )
  return (
    <PlainTable label="Contacts found" head={['Name', 'CRM contact id', 'Phone', 'BSUID', { hidden: 'Compare' }]}>
      {rows.map((row) => (
        <tr key={row.id}>
          <Cell>{row.name ?? 'No name yet'}</Cell>
          <Cell tone="machine">{row.crmContactId ?? NONE}</Cell>
          <Cell tone="machine">{row.phone ?? NONE}</Cell>
          <Cell tone="machine">{row.bsuid ?? NONE}</Cell>
          <Cell tone="end">
            <CompareButton survivorId={survivorId} otherId={row.id} />
          </Cell>
        </tr>
      ))}
    </PlainTable>
  )
}

type InConflictProps = {
  contact: { conflicts: readonly { id: string; words: string; otherIds: string[] }[] }
  survivorId: string
}

function InConflict({ contact, survivorId }: InConflictProps) {
  const others = contact.conflicts.flatMap(({ id, words, otherIds }) =>
    otherIds.map((otherId) => ({ id, words, otherId })),
  )
  if (others.length === 0) {
    return (
      <p className="px-4 py-3 text-control text-ink-2">
        No open conflict names another contact. Search for the other one.
      </p>
    )
  }
  return (
    <PlainTable label="Contacts in conflict with it" head={['Conflict', { hidden: 'Compare' }]}>
      {others.map(({ id, words, otherId }) => (
        <tr key={`${id} ${otherId}`}>
          <Cell>
            <TextLink href={`/duplicates/conflicts/${id}`}>{words}</TextLink>
          </Cell>
          <Cell tone="end">
            <CompareButton survivorId={survivorId} otherId={otherId} />
          </Cell>
        </tr>
      ))}
    </PlainTable>
  )
}
