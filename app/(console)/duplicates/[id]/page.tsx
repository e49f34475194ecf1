import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { RevealButton } from '@/components/identity/reveal-scope'
import { Notice } from '@/components/ui/notice'
import { Page } from '@/components/ui/page'
import { PageHead } from '@/components/ui/page-head'
import { Panel } from '@/components/ui/panel'
import { TextLink } from '@/components/ui/text-link'
import { type PairRow, pairDetail, placeOfPair } from '@/lib/duplicates/pairs'
import { type Comparison, compareContacts } from '@/lib/merges/compare'
import { can } from '@/lib/server/actor'
import { type MemberActor, requireActor } from '@/lib/server/session'
import { RecordHistory } from '../../audit/record-history'
import { type PairListState, pairHref, pairList } from '../list'
import { BothStrips } from '../merge/both-strips'
import { ComparedScope } from '../merge/compared'
import { formOf } from '../merge/form-of'
import { MergeForm } from '../merge/merge-form'
import { ReplyTable } from '../merge/reply-table'
import { ContactWords, PairStateMark } from '../pair-parts'
import { MERGE_FORM, PairKeys } from './pair-keys'

export const metadata: Metadata = { title: 'Same person?' }

/** Both contacts of a pair, the one that stays first; null when one of them is gone or may not be compared. */
async function comparisonOf(actor: MemberActor, pair: PairRow, survivor: string | null): Promise<Comparison | null> {
  const compare = async (survivorId: string) => {
    const mergedId = survivorId === pair.low.id ? pair.high.id : pair.low.id
    const found = await compareContacts(actor, { survivorId, mergedId })
    return found.ok ? found.value : null
  }
  if (survivor === pair.low.id || survivor === pair.high.id) return compare(survivor)
  const first = await compare(pair.low.id)
  return first && first.suggestedId !== first.survivor.id ? compare(first.suggestedId) : first
}

/** One pair: what agrees, why they may be one, where replies go, and the decision. J K M N do it all. */
export default async function PairPage({ params, searchParams }: PageProps<'/duplicates/[id]'>) {
  const actor = await requireActor('duplicates:read')
  const pair = await pairDetail(actor, (await params).id)
  if (!pair) notFound()
  const search = await searchParams
  const state = await pairList.load(searchParams)
  const place = await placeOfPair(actor, pair, state.filters)
  const survivor = typeof search.survivor === 'string' ? search.survivor : null
  const open = pair.state === 'open' || pair.state === 'apart'
  const comparison = open && can(actor, 'duplicates:write') ? await comparisonOf(actor, pair, survivor) : null
  const to = (id: string | null) => (id ? pairHref(state, id) : null)
  const listHref = pairList.href(state, { page: 1, open: null })
  const next = to(place.next) ?? to(place.previous) ?? listHref
  const page = (
    <Page>
      <PageHead
        back={<TextLink href={listHref}>Possible duplicates</TextLink>}
        title="Same person?"
        sentence={
          open ? (
            `Pair ${place.position} of ${place.total}, strongest first. Nothing moves until you decide, and every merge can be undone.`
          ) : (
            <PairStateMark state={pair.state} />
          )
        }
        actions={
          <>
            {comparison && can(actor, 'identity:reveal') ? <RevealButton /> : null}
            {can(actor, 'duplicates:write') ? (
              <PairKeys
                key={`${pair.id}-${pair.version}`}
                pair={{
                  id: pair.id,
                  version: pair.version,
                  state: pair.state,
                  mine: pair.assigneeId === actor.memberId,
                }}
                links={{
                  next,
                  previous: to(place.previous),
                  following: to(place.next),
                  swap: swapHref(pair, comparison, state),
                }}
                mergeable={comparison !== null}
              />
            ) : null}
          </>
        }
      />
      <div className="space-y-4">
        {pair.veto ? (
          <Notice tone="careful" title="Kept apart until somebody says otherwise.">
            {pair.veto} If you know that they are one person, say below how.
          </Notice>
        ) : null}
        <Panel title={comparison ? 'Side by side' : 'The two'}>
          {comparison ? <BothStrips comparison={comparison} /> : <Two pair={pair} />}
        </Panel>
        <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
          <Why pair={pair} />
          {comparison ? (
            <Panel title="Where replies go" padded={comparison.preview.threads.length === 0}>
              <ReplyTable comparison={comparison} />
            </Panel>
          ) : null}
        </div>
        {comparison ? (
          <MergeForm
            key={comparison.survivor.id}
            {...formOf(comparison)}
            id={MERGE_FORM}
            nextHref={next}
            backHref={listHref}
          />
        ) : null}
        <Panel title="History">
          <RecordHistory actor={actor} subject={{ kind: 'duplicate', id: pair.id }} />
        </Panel>
      </div>
    </Page>
  )
  return comparison ? <ComparedScope ids={[pair.low.id, pair.high.id]}>{page}</ComparedScope> : page
}

/** The same pair with the other one staying. */
function swapHref(pair: PairRow, comparison: Comparison | null, state: PairListState): string | null {
  if (!comparison) return null
  const base = pairHref(state, pair.id)
  return `${base}${base.includes('?') ? '&' : '?'}survivor=${comparison.merged.id}`
}

function Two({ pair: { low, high } }: { pair: PairRow }) {
  return (
    <ul className="space-y-1.5 text-control">
      {[low, high].map((contact) => (
        <li key={contact.id}>
          <TextLink href={`/contacts/${contact.id}`}>
            <ContactWords contact={contact} />
          </TextLink>
        </li>
      ))}
    </ul>
  )
}

function Why({ pair }: { pair: PairRow }) {
  return (
    <Panel title="Why they may be one" aside={<span className="machine">score {pair.score}</span>}>
      <ul className="space-y-2 border-l border-line-2 pl-4 text-control">
        {pair.reasons.map((reason, i) => (
          <li key={reason} className={i === 0 ? 'font-[550]' : undefined}>
            {reason.charAt(0).toUpperCase() + reason.slice(1)}.
          </li>
        ))}
        <li className="text-ink-2">{pair.veto ?? 'No veto: they hold no different BSUIDs in one portfolio.'}</li>
      </ul>
    </Panel>
  )
}
