import { FileUp } from 'lucide-react'
import type { Metadata } from 'next'
import { DetailPanel } from '@/components/table/detail-panel'
import { ListLayout } from '@/components/table/list-layout'
import { neighbours } from '@/components/table/neighbours'
import { readTableLayout } from '@/components/table/read-table-layout'
import { formatCount, formatNumber } from '@/components/ui/format-number'
import { KeyValues } from '@/components/ui/key-values'
import { LinkButton } from '@/components/ui/link-button'
import { PageHead } from '@/components/ui/page-head'
import { State } from '@/components/ui/state'
import { When } from '@/components/ui/when'
import { listSystems, type SystemRow, systemDetail, systemTotals } from '@/lib/inputs/systems'
import { ownerChoices } from '@/lib/routing/queries'
import { can } from '@/lib/server/actor'
import { type MemberActor, requireActor } from '@/lib/server/session'
import { listViews } from '@/lib/views/queries'
import { mayShareView } from '@/lib/views/rights'
import { RecordHistory } from '../../audit/record-history'
import { ViewTabs } from '../../views/view-tabs'
import { InputTabs } from '../room-tabs'
import { FilterSentence } from './filter-sentence'
import { exportHref, queryOf, type SystemListState, systemList } from './list'
import { RemoveSystem } from './remove-system'
import { SystemDialog } from './system-dialog'
import { SystemStateMark } from './system-state'
import { SystemsTable } from './systems-table'

export const metadata: Metadata = { title: 'Systems that depend on phones' }

/** Views are kept by room; this is the only list of this one. */
const ROOM = 'inputs'

type Owners = { id: string; name: string }[]
type Opened = { actor: MemberActor; state: SystemListState; rows: readonly SystemRow[]; owners: Owners }

async function openPanel({ actor, state, rows, owners }: Opened) {
  if (!state.open) return null
  const { previous, next } = neighbours(rows, state.open)
  const to = (id: string | null) => (id ? systemList.href(state, { open: id }) : null)
  const closeHref = systemList.href(state, { open: null })
  const links = { closeHref, previousHref: to(previous), nextHref: to(next) }
  const system = await systemDetail(actor, state.open)
  if (!system) {
    return (
      <DetailPanel {...links} title="This system does not exist here">
        <p className="text-control text-ink-2">The address names a system that is not on this register.</p>
      </DetailPanel>
    )
  }
  const footer = can(actor, 'inputs:write') ? (
    <>
      <SystemDialog key={`${system.id}-${system.version}`} system={system} owners={owners} />
      <RemoveSystem system={system} backHref={closeHref} />
    </>
  ) : undefined
  return (
    <DetailPanel key={system.id} {...links} title={system.system} footer={footer}>
      <div className="space-y-6">
        <Facts system={system} />
        <section className="space-y-2">
          <h3>History</h3>
          <RecordHistory actor={actor} subject={{ kind: 'system', id: system.id }} />
        </section>
      </div>
    </DetailPanel>
  )
}

function Facts({ system }: { system: SystemRow }) {
  const missing = <span className="text-ink-3">not written down yet</span>
  return (
    <KeyValues
      rows={[
        { key: 'State', value: <SystemStateMark state={system.state} /> },
        { key: 'How it depends on the phone', value: system.dependsHow },
        { key: 'What breaks', value: system.whatBreaks ?? missing },
        { key: 'What replaces it', value: system.replacement ?? missing },
        { key: 'Owner', value: system.owner ?? <State kind="blocked">no owner</State> },
        { key: 'Changed', value: <When at={system.changedAt} style="full" /> },
      ]}
    />
  )
}

/** The register of systems that depend on the phone number. */
export default async function SystemsPage({ searchParams }: PageProps<'/inputs/systems'>) {
  const actor = await requireActor('inputs:read')
  const state = await systemList.load(searchParams)
  const { sort, dir, filters } = state
  const [{ rows, total }, totals, owners, views, layout] = await Promise.all([
    listSystems(actor, { ...systemList.window(state), sort, dir, filter: filters }),
    systemTotals(actor),
    ownerChoices(actor),
    listViews(actor, ROOM),
    readTableLayout('systems'),
  ])
  const add = can(actor, 'inputs:write') ? <SystemDialog owners={owners} /> : null
  return (
    <ListLayout
      head={
        <>
          <PageHead
            inList
            title="Systems that depend on phones"
            sentence={sentenceOf(totals)}
            actions={
              add ? (
                <>
                  <LinkButton icon={<FileUp />} href="/inputs/systems/import">
                    Import
                  </LinkButton>
                  {add}
                </>
              ) : null
            }
          />
          <InputTabs current="systems" flush={false} />
        </>
      }
      tabs={
        <ViewTabs
          room={ROOM}
          path={systemList.path}
          query={queryOf(state)}
          builtIn={builtInTabs(state)}
          views={views}
          mayShare={mayShareView(actor, ROOM)}
        />
      }
      filter={<FilterSentence state={state} />}
      panel={await openPanel({ actor, state, rows, owners })}
    >
      <SystemsTable
        rows={rows}
        total={total}
        state={state}
        layout={layout}
        exportHref={exportHref(state)}
        action={add}
      />
    </ListLayout>
  )
}

function sentenceOf({ total, open, ownerless }: { total: number; open: number; ownerless: number }): string {
  if (total === 0) return 'Nothing is on the register yet.'
  const parts = [`${formatCount(total, 'system')}.`]
  if (open > 0) parts.push(`Nothing is decided for ${formatNumber(open)}.`)
  if (ownerless > 0) parts.push(`${formatNumber(ownerless)} without an owner.`)
  return parts.join(' ')
}

function builtInTabs(state: SystemListState) {
  const query = queryOf(state)
  return [
    { href: '/inputs/systems', label: 'All', current: query === '' },
    { href: '/inputs/systems?state=open', label: 'Nothing decided', current: query === 'state=open' },
    { href: '/inputs/systems?lacks=owner', label: 'No owner', current: query === 'lacks=owner' },
  ]
}
