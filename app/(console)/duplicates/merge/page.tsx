import { ArrowUpDown } from 'lucide-react'
import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { createLoader, parseAsString } from 'nuqs/server'
import { RevealButton } from '@/components/identity/reveal-scope'
import { parseAsSearch } from '@/components/table/list-descriptor'
import { LinkButton } from '@/components/ui/link-button'
import { Page } from '@/components/ui/page'
import { PageHead } from '@/components/ui/page-head'
import { Panel } from '@/components/ui/panel'
import { TextLink } from '@/components/ui/text-link'
import { type Comparison, compareContacts } from '@/lib/merges/compare'
import { can } from '@/lib/server/actor'
import { type MemberActor, requireActor } from '@/lib/server/session'
import { BothStrips } from './both-strips'
import { ChooseOther } from './choose-other'
import { ComparedScope } from './compared'
import { formOf, nameOf } from './form-of'
import { MergeForm } from './merge-form'
import { ReplyTable } from './reply-table'

export const metadata: Metadata = { title: 'Merge contacts' }

const loadSearch = createLoader({ survivor: parseAsString, other: parseAsString, q: parseAsSearch })

const addressOf = (survivor: string, other: string) => `/duplicates/merge?survivor=${survivor}&other=${other}`

/** Two contacts side by side: what agrees, whose values stay, where replies go, and the merge. */
export default async function MergeContactsPage({ searchParams }: PageProps<'/duplicates/merge'>) {
  const actor = await requireActor('duplicates:write')
  const { survivor, other, q } = await loadSearch(searchParams)
  if (!survivor) redirect('/contacts')
  if (!other) return <ChooseOther actor={actor} survivorId={survivor} q={q} />
  const compared = await compareContacts(actor, { survivorId: survivor, mergedId: other })
  if (!compared.ok) {
    if (compared.code === 'merge-self') return <ChooseOther actor={actor} survivorId={survivor} q={q} />
    const merged = compared.details?.survivorId
    if (typeof merged === 'string') redirect(`/contacts/${merged}`)
    notFound()
  }
  return <Compare actor={actor} comparison={compared.value} />
}

function Compare({ actor, comparison }: { actor: MemberActor; comparison: Comparison }) {
  const { survivor, merged, suggestedId } = comparison
  const hint = suggestedId === survivor.id ? '' : ' Usually the one that the CRM knows, or the older one, stays.'
  return (
    <ComparedScope ids={[survivor.id, merged.id]}>
      <Page>
        <PageHead
          back={<TextLink href={`/contacts/${survivor.id}`}>{nameOf(survivor)}</TextLink>}
          title="Merge two contacts"
          sentence={`${nameOf(merged)} becomes part of ${nameOf(survivor)}. It can be undone at any time.${hint}`}
          actions={
            <>
              {can(actor, 'identity:reveal') ? <RevealButton /> : null}
              <LinkButton icon={<ArrowUpDown />} href={addressOf(merged.id, survivor.id)}>
                Let the other one stay
              </LinkButton>
            </>
          }
        />
        <div className="space-y-4">
          <Panel title="Side by side">
            <BothStrips comparison={comparison} />
          </Panel>
          <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
            <MergeForm key={survivor.id} {...formOf(comparison)} />
            <Panel title="Where replies go" padded={comparison.preview.threads.length === 0}>
              <ReplyTable comparison={comparison} />
            </Panel>
          </div>
        </div>
      </Page>
    </ComparedScope>
  )
}
