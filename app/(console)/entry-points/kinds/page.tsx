import type { Metadata } from 'next'
import { formatCount, formatNumber } from '@/components/ui/format-number'
import { Page } from '@/components/ui/page'
import { PageHead } from '@/components/ui/page-head'
import { Panel } from '@/components/ui/panel'
import { State } from '@/components/ui/state'
import { TextLink } from '@/components/ui/text-link'
import { When } from '@/components/ui/when'
import { kindCoverage } from '@/lib/entry-points/kind-coverage'
import { type KindCoverage, openKinds } from '@/lib/entry-points/kind-coverage-rules'
import { KIND_WORDS } from '@/lib/entry-points/kinds'
import { can } from '@/lib/server/actor'
import { requireActor } from '@/lib/server/session'
import { NoneButton } from './none-button'

export const metadata: Metadata = { title: 'Kinds of entry points' }

/** What is forgotten most often: each kind has rows, or a person says by name that there are none. */
export default async function KindsPage() {
  const actor = await requireActor('entry-points:read')
  const coverage = await kindCoverage(actor)
  const open = openKinds(coverage).length
  const canWrite = can(actor, 'entry-points:write')
  return (
    <Page narrow>
      <PageHead
        back={<TextLink href="/entry-points">Entry points</TextLink>}
        title="Is anything forgotten?"
        sentence={
          open === 0
            ? 'Every kind has rows, or somebody says there are none.'
            : `${formatCount(open, 'kind')} nobody has accounted for: add a row, or say that there are none.`
        }
      />
      <Panel padded={false}>
        <ul className="divide-y divide-line-2">
          {coverage.map((one) => (
            <li
              key={one.kind}
              className="grid items-center gap-x-4 gap-y-1 px-4 py-2.5 md:grid-cols-[150px_minmax(0,1fr)_auto]"
            >
              <h2 className="text-sheet first-letter:uppercase">{KIND_WORDS[one.kind]}</h2>
              <div className="min-w-0 text-control">
                <Accounted one={one} />
              </div>
              {canWrite && one.state !== 'listed' ? <NoneButton kind={one.kind} saidId={one.said?.id ?? null} /> : null}
            </li>
          ))}
        </ul>
      </Panel>
    </Page>
  )
}

function Accounted({ one }: { one: KindCoverage }) {
  if (one.state === 'listed') {
    return (
      <State kind="passed">
        <TextLink href={`/entry-points?kind=${one.kind}`}>
          {formatNumber(one.rows)} {one.rows === 1 ? 'row' : 'rows'}
        </TextLink>
      </State>
    )
  }
  if (one.state === 'open') return <State kind="open">nobody has said</State>
  const { byName, at, note } = one.said
  return (
    <>
      <State kind="passed">none</State>{' '}
      <span className="text-small text-ink-2">
        says {byName}, <When at={at} style="moment" />
      </span>
      {note ? <p className="text-small text-ink-2 [overflow-wrap:anywhere]">{note}</p> : null}
    </>
  )
}
