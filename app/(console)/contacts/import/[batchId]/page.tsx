import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { formatCount } from '@/components/ui/format-number'
import { Page } from '@/components/ui/page'
import { PageHead } from '@/components/ui/page-head'
import { TextLink } from '@/components/ui/text-link'
import { When } from '@/components/ui/when'
import { countryChoices } from '@/lib/contacts/countries'
import { type ImportDetail, importDetail } from '@/lib/contacts/import-queries'
import { filterChoices } from '@/lib/contacts/queries'
import { recoverImports } from '@/lib/contacts/recover-imports'
import { type Actor, can } from '@/lib/server/actor'
import { requireActor } from '@/lib/server/session'
import { ImportStateWord } from '../import-state'
import { ImportProgress } from './import-progress'
import { ImportResult } from './import-result'
import { MappingForm } from './mapping-form'

export const metadata: Metadata = { title: 'Import contacts' }

async function Staged({ actor, detail }: { actor: Actor; detail: ImportDetail }) {
  const { portfolios } = await filterChoices(actor)
  const { id, plan, sample, total, importedBefore } = detail
  return (
    <MappingForm
      batchId={id}
      total={total}
      header={plan.header}
      sample={sample}
      initial={plan.mapping}
      countries={countryChoices()}
      portfolios={portfolios}
      importedBefore={importedBefore}
    />
  )
}

/** One import on its way: columns and dry run, progress, result. Its address stays the same. */
export default async function ImportBatchPage({ params }: PageProps<'/contacts/import/[batchId]'>) {
  const actor = await requireActor('contacts:write')
  const { batchId } = await params
  await recoverImports()
  const found = await importDetail(actor, batchId)
  if (!found.ok) notFound()
  const detail = found.value
  const busy = detail.state === 'running' || detail.state === 'undoing'
  return (
    <Page>
      <PageHead
        back={<TextLink href="/contacts/import">Import contacts</TextLink>}
        title={detail.name}
        sentence={
          <>
            {formatCount(detail.total, 'row')}, uploaded <When at={detail.createdAt} style="full" />
            {detail.by ? ` by ${detail.by}` : null}.
          </>
        }
        actions={<ImportStateWord state={detail.state} />}
      />
      {detail.state === 'staged' ? <Staged actor={actor} detail={detail} /> : null}
      {busy ? <ImportProgress detail={detail} /> : null}
      {detail.state !== 'staged' && !busy ? (
        <ImportResult detail={detail} mayUndo={can(actor, 'contacts:write') && detail.state === 'done'} />
      ) : null}
    </Page>
  )
}
