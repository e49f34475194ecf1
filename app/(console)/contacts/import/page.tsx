import type { Metadata } from 'next'
import { HelpPanel } from '@/components/ui/help-panel'
import { Page } from '@/components/ui/page'
import { PageHead } from '@/components/ui/page-head'
import { Panel } from '@/components/ui/panel'
import { TextLink } from '@/components/ui/text-link'
import { listImports } from '@/lib/contacts/import-queries'
import { recoverImports } from '@/lib/contacts/recover-imports'
import { requireActor } from '@/lib/server/session'
import { granted } from '../granted'
import { PastImports } from './past-imports'
import { UploadForm } from './upload-form'

export const metadata: Metadata = { title: 'Import contacts' }

const GOOD = [
  'Every row has a CRM contact id, so that importing again updates people instead of making them twice.',
  'Phones are written with their country code, and the column is text, not a number.',
  'The dry run is read before the import: its counts are what will happen.',
]
const FAILS = [
  'A spreadsheet turned long numbers into 4.47E+11; their digits are gone. Export again as text.',
  'Usernames were taken for a key. They can change hands any day, so Handrail records them and matches by other things.',
  'Several people share one phone. They stay several; which one wrote is decided by a person, not by the import.',
]

/** Where a CRM export comes in, and what came in before. */
export default async function ImportPage() {
  const actor = await requireActor('contacts:write')
  await recoverImports()
  const imports = granted(await listImports(actor))
  return (
    <Page narrow>
      <PageHead
        back={<TextLink href="/contacts">Contacts</TextLink>}
        title="Import contacts"
        sentence="Upload a CSV file from your CRM, choose what its columns are, and see what would happen before anything is written."
      />
      <div className="space-y-4">
        <Panel title="The file">
          <UploadForm />
        </Panel>
        <HelpPanel good={GOOD} fails={FAILS} />
        <Panel title="Imports so far" padded={imports.length === 0}>
          <PastImports imports={imports} />
        </Panel>
      </div>
    </Page>
  )
}
