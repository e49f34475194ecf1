import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Page } from '@/components/ui/page'
import { PageHead } from '@/components/ui/page-head'
import { Panel } from '@/components/ui/panel'
import { TextLink } from '@/components/ui/text-link'
import { mergeDetail } from '@/lib/merges/queries'
import { requireActor } from '@/lib/server/session'
import { MergeButtons, MergeQuestions, Subtitle, titleOf } from '../merge-panel'
import { Facts, FieldTable, MergeHistory } from '../merge-sections'

export const metadata: Metadata = { title: 'Merge' }

/** One merge with everything known about it, at an address that other rooms and messages link to. */
export default async function MergePage({ params }: PageProps<'/duplicates/merges/[id]'>) {
  const actor = await requireActor('duplicates:read')
  const { id } = await params
  const found = await mergeDetail(actor, id)
  if (!found.ok) notFound()
  const merge = found.value
  return (
    <Page>
      <PageHead
        back={<TextLink href="/duplicates/merges">Merges</TextLink>}
        title={titleOf(merge)}
        sentence={<Subtitle merge={merge} />}
        actions={<MergeButtons merge={merge} actor={actor} />}
      />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
        <div className="space-y-4">
          {merge.questions.length > 0 ? (
            <Panel title="Changed since the merge">
              <MergeQuestions merge={merge} actor={actor} />
            </Panel>
          ) : null}
          <Panel title="What was merged">
            <Facts merge={merge} />
          </Panel>
        </div>
        <div className="space-y-4">
          <Panel title="Field by field" padded={false}>
            <FieldTable merge={merge} />
          </Panel>
          <Panel title="History">
            <MergeHistory merge={merge} />
          </Panel>
        </div>
      </div>
    </Page>
  )
}
