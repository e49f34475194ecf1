import type { ReactNode } from 'react'
import { DetailPanel } from '@/components/table/detail-panel'
import { When } from '@/components/ui/when'
import type { MergeDetail } from '@/lib/merges/queries'
import { type Actor, can } from '@/lib/server/actor'
import { CrmButton } from './crm-button'
import { Facts, FieldTable, MergeHistory } from './merge-sections'
import { MergeState } from './merge-state'
import { Questions } from './questions'
import { UndoButton } from './undo-button'

type PanelLinks = { closeHref: string; previousHref: string | null; nextHref: string | null }

export const titleOf = ({ survivor, merged }: MergeDetail): string => `${merged.label} became part of ${survivor.label}`

export function Subtitle({ merge }: { merge: MergeDetail }) {
  return (
    <>
      <MergeState state={merge.state} /> · <When at={merge.undoneAt ?? merge.mergedAt} style="full" />
    </>
  )
}

/** What can be done with the merge today. */
export function MergeButtons({ merge, actor }: { merge: MergeDetail; actor: Actor }) {
  if (!can(actor, 'duplicates:write')) return null
  return (
    <>
      {merge.crm && merge.state === 'done' ? <CrmButton merge={merge} /> : null}
      {merge.state === 'done' ? <UndoButton merge={merge} /> : null}
    </>
  )
}

export function MergeQuestions({ merge, actor }: { merge: MergeDetail; actor: Actor }) {
  const { id, version, questions } = merge
  const mayDecide = can(actor, 'duplicates:write')
  return <Questions mergeId={id} version={version} questions={questions} mayDecide={mayDecide} />
}

function Section({ title, children, flush = false }: { title: string; children: ReactNode; flush?: boolean }) {
  return (
    <section>
      <h3 className="mb-2">{title}</h3>
      {flush ? <div className="-mx-4">{children}</div> : children}
    </section>
  )
}

/** One merge beside the list. */
export function MergePanel({ merge, actor, links }: { merge: MergeDetail; actor: Actor; links: PanelLinks }) {
  return (
    <DetailPanel
      {...links}
      title={titleOf(merge)}
      subtitle={<Subtitle merge={merge} />}
      fullHref={`/duplicates/merges/${merge.id}`}
      footer={<MergeButtons merge={merge} actor={actor} />}
    >
      <div className="space-y-5">
        {merge.questions.length > 0 ? (
          <Section title="Changed since the merge">
            <MergeQuestions merge={merge} actor={actor} />
          </Section>
        ) : null}
        <Section title="What was merged">
          <Facts merge={merge} />
        </Section>
        <Section title="Field by field" flush>
          <FieldTable merge={merge} />
        </Section>
        <Section title="History">
          <MergeHistory merge={merge} />
        </Section>
      </div>
    </DetailPanel>
  )
}

/** The address names a merge that is not one of this workspace. */
export function MissingMergePanel({ links }: { links: PanelLinks }) {
  return (
    <DetailPanel {...links} title="This merge does not exist here">
      <p className="text-control text-ink-2">
        The address names a merge that is not in this workspace. It may belong to another one, or be mistyped.
      </p>
    </DetailPanel>
  )
}
