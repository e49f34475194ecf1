import type { Metadata } from 'next'
import { Page } from '@/components/ui/page'
import { PageHead } from '@/components/ui/page-head'
import { TextLink } from '@/components/ui/text-link'
import { sheetChoices } from '@/lib/entry-points/queries'
import { requireActor } from '@/lib/server/session'
import { toOptions } from '../sheet-options'
import { EntryForm } from './entry-form'

export const metadata: Metadata = { title: 'Add an entry point' }

export default async function NewEntryPointPage() {
  const actor = await requireActor('entry-points:write')
  const choices = await sheetChoices(actor)
  return (
    <Page narrow>
      <PageHead
        back={<TextLink href="/entry-points">Entry points</TextLink>}
        title="Add an entry point"
        sentence="One place where a customer starts a conversation: a link, a code, an ad, a sign, a signature."
      />
      <EntryForm options={toOptions(choices)} />
    </Page>
  )
}
