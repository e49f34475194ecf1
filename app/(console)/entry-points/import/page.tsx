import type { Metadata } from 'next'
import { Page } from '@/components/ui/page'
import { PageHead } from '@/components/ui/page-head'
import { TextLink } from '@/components/ui/text-link'
import { can } from '@/lib/server/actor'
import { requireActor } from '@/lib/server/session'
import { FileExample } from './file-example'
import { ImportScreen } from './import-screen'

export const metadata: Metadata = { title: 'Import entry points' }

export default async function ImportPage() {
  const actor = await requireActor('entry-points:write')
  return (
    <Page>
      <PageHead
        back={<TextLink href="/entry-points">Entry points</TextLink>}
        title="Import entry points"
        sentence="A CSV or Excel file from any spreadsheet. You see what it would do before anything is changed, and can undo it as a whole afterwards."
      />
      <div className="space-y-5">
        <ImportScreen mayPlanWaves={can(actor, 'calendar:write')} />
        <FileExample />
      </div>
    </Page>
  )
}
