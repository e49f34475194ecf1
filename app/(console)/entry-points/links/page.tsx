import type { Metadata } from 'next'
import { HelpPanel } from '@/components/ui/help-panel'
import { Page } from '@/components/ui/page'
import { PageHead } from '@/components/ui/page-head'
import { Panel } from '@/components/ui/panel'
import { TextLink } from '@/components/ui/text-link'
import { makeCheckedCode } from '@/lib/entry-points/links-code'
import { readLinkForm, writeLinkForm } from '@/lib/entry-points/links-form'
import type { LinkProblem } from '@/lib/entry-points/links-rules'
import { entryPointDetail } from '@/lib/entry-points/queries'
import { requireActor } from '@/lib/server/session'
import { listNumbers } from '@/lib/settings/list-numbers'
import { CodePanel } from './code-panel'
import { LinkFields } from './link-fields'
import { RowPanel } from './row-panel'

export const metadata: Metadata = { title: 'Links and QR codes' }

const MOST_NUMBERS = 200

/** Builds a link by number, username or message code, and its QR code, and sets it as the destination of a row. */
export default async function LinksPage({ searchParams }: PageProps<'/entry-points/links'>) {
  const actor = await requireActor('entry-points:read')
  const query = await searchParams
  const form = readLinkForm(query)
  const rowId = typeof query.row === 'string' ? query.row : null
  const find = typeof query.find === 'string' ? query.find.slice(0, 100) : ''
  const [made, numbers, row] = await Promise.all([
    makeCheckedCode(form),
    listNumbers(actor, {}, { sort: 'label', dir: 'asc', skip: 0, take: MOST_NUMBERS }),
    rowId ? entryPointDetail(actor, rowId) : null,
  ])
  const problem = made && !made.ok && made.code === 'link-problem' ? (made.details as LinkProblem) : null
  const link = made?.ok ? made.value.link : null
  return (
    <Page>
      <PageHead
        back={<TextLink href="/entry-points">Entry points</TextLink>}
        title="Links and QR codes"
        sentence="A link by number, by username or by an existing message code, with the text it fills in, and a code that was read back before it is offered."
      />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_minmax(0,420px)]">
        <div className="space-y-5">
          <Panel title="Link">
            <LinkFields
              form={form}
              problem={problem}
              row={row?.id ?? ''}
              numbers={numbers.rows.map(({ id, label, displayNumber }) => ({ id, label, displayNumber }))}
            />
          </Panel>
          <RowPanel actor={actor} row={row} link={link} find={find} query={writeLinkForm(form)} />
        </div>
        <div className="space-y-5">
          <CodePanel made={made} form={form} />
          <LinksHelp />
        </div>
      </div>
    </Page>
  )
}

function LinksHelp() {
  return (
    <HelpPanel
      good={[
        'What is printed encodes a number or a message code: both stay yours whatever happens to the username.',
        'Every code was scanned once more from the proof, at its printed size.',
      ]}
      fails={[
        'A code with the username goes to print, the username changes, and it leads to whoever claims the name next.',
        'The design puts colour to the edge of the code, and half of the phones cannot read it.',
      ]}
    />
  )
}
