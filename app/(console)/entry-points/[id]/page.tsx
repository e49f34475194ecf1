import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Notice } from '@/components/ui/notice'
import { Page } from '@/components/ui/page'
import { PageHead } from '@/components/ui/page-head'
import { Panel } from '@/components/ui/panel'
import { TextLink } from '@/components/ui/text-link'
import { KIND_WORDS } from '@/lib/entry-points/kinds'
import { entryPointDetail, sheetChoices, todayOf } from '@/lib/entry-points/queries'
import { can } from '@/lib/server/actor'
import { requireActor } from '@/lib/server/session'
import { ArchiveButton } from '../archive-button'
import { EntryDetail } from '../entry-detail'
import { RowSheet } from '../row-sheet'
import { toOptions } from '../sheet-options'

export const metadata: Metadata = { title: 'Entry point' }

/** One entry point on a page of its own. */
export default async function EntryPointPage({ params }: PageProps<'/entry-points/[id]'>) {
  const actor = await requireActor('entry-points:read')
  const { id } = await params
  const row = await entryPointDetail(actor, id)
  if (!row) notFound()
  const [choices, today] = await Promise.all([sheetChoices(actor), todayOf(actor)])
  const canWrite = can(actor, 'entry-points:write')
  return (
    <Page narrow>
      <RowSheet options={toOptions(choices)} canWrite={canWrite} today={today}>
        <PageHead
          back={<TextLink href="/entry-points">Entry points</TextLink>}
          title={row.name}
          sentence={`${KIND_WORDS[row.kind]}${row.location ? `, ${row.location}` : ''}`}
          actions={canWrite ? <ArchiveButton row={row} /> : null}
        />
        {row.archivedAt ? (
          <div className="mb-4">
            <Notice>This entry point is archived: it is in no list and no count until it is restored.</Notice>
          </div>
        ) : null}
        <Panel title="How it stands">
          <EntryDetail actor={actor} row={row} />
        </Panel>
      </RowSheet>
    </Page>
  )
}
