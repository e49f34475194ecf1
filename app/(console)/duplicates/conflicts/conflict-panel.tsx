import type { ReactNode } from 'react'
import { RevealButton } from '@/components/identity/reveal-scope'
import { DetailPanel } from '@/components/table/detail-panel'
import { When } from '@/components/ui/when'
import type { ConflictDetail } from '@/lib/duplicates/conflict-detail'
import { type Actor, can } from '@/lib/server/actor'
import { Answer, hasAnswer } from './answer'
import { CompareLink } from './compare-link'
import { ConflictScope } from './conflict-scope'
import { ConflictState } from './conflict-state'
import { Evidence } from './evidence'
import { AskTheCustomer, Events, History, HowItWasFound, Question, WhereMessagesWent } from './sections'

type PanelLinks = { closeHref: string; previousHref: string | null; nextHref: string | null }

/** State, place and time in one line. */
export function Subtitle({ detail }: { detail: ConflictDetail }) {
  const { state, number, events, openedAt } = detail
  return (
    <>
      <ConflictState state={state} />
      {number ? ` · ${number}` : ''} · last seen <When at={events.last?.at ?? openedAt} style="full" />
    </>
  )
}

function Section({ title, children, flush = false }: { title: string; children: ReactNode; flush?: boolean }) {
  return (
    <section>
      <h3 className="mb-2">{title}</h3>
      {flush ? <div className="-mx-4">{children}</div> : children}
    </section>
  )
}

/** One conflict beside the list: what was shown, who has what, and what somebody has to find out. */
export function ConflictPanel({ actor, detail, links }: { actor: Actor; detail: ConflictDetail; links: PanelLinks }) {
  return (
    <ConflictScope id={detail.id}>
      <DetailPanel
        {...links}
        title={detail.headline}
        subtitle={<Subtitle detail={detail} />}
        fullHref={`/duplicates/conflicts/${detail.id}`}
        footer={
          <>
            <CompareLink actor={actor} detail={detail} />
            {can(actor, 'identity:reveal') ? <RevealButton /> : null}
          </>
        }
      >
        <div className="space-y-5">
          <Evidence detail={detail} shape="folded" />
          <Section title="What to find out">
            <Question detail={detail} />
          </Section>
          <Section title="Ask the customer">
            <AskTheCustomer detail={detail} />
          </Section>
          {hasAnswer(detail) ? (
            <Section title={detail.decided ? 'Decided' : 'Decide'}>
              <Answer actor={actor} detail={detail} />
            </Section>
          ) : null}
          <Section title="Where messages went" flush={detail.placements.length > 0}>
            <WhereMessagesWent detail={detail} />
          </Section>
          <Section title="How it was found">
            <HowItWasFound detail={detail} />
          </Section>
          <Section title="Events" flush>
            <Events detail={detail} />
          </Section>
          <Section title="History">
            <History detail={detail} />
          </Section>
        </div>
      </DetailPanel>
    </ConflictScope>
  )
}

/** The address names a conflict that is not one of this workspace. */
export function MissingConflictPanel({ links }: { links: PanelLinks }) {
  return (
    <DetailPanel {...links} title="This conflict does not exist here">
      <p className="text-control text-ink-2">
        The address names a conflict that is not in this workspace. It may belong to another one, or be mistyped.
      </p>
    </DetailPanel>
  )
}
