import type { Metadata } from 'next'
import { ListLayout } from '@/components/table/list-layout'
import { readTableLayout } from '@/components/table/read-table-layout'
import { formatCount } from '@/components/ui/format-number'
import { HelpPanel } from '@/components/ui/help-panel'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { LinkTabs } from '@/components/ui/tabs'
import { When } from '@/components/ui/when'
import { listPairs, openPairCount } from '@/lib/duplicates/pairs'
import { openConflictCount } from '@/lib/duplicates/queries'
import { latestScan } from '@/lib/duplicates/run-scans'
import { can } from '@/lib/server/actor'
import { requireActor } from '@/lib/server/session'
import { granted } from '../contacts/granted'
import { FilterSentence } from './filter-sentence'
import { exportHref, pairList } from './list'
import { pairTabs } from './pair-tabs'
import { PairsTable } from './pairs-table'
import { ScanButton } from './scan-button'

export const metadata: Metadata = { title: 'Possible duplicates' }

/** Two contacts that may be one person, strongest first. Nothing moves until somebody decides. */
export default async function DuplicatesPage({ searchParams }: PageProps<'/duplicates'>) {
  const actor = await requireActor('duplicates:read')
  const state = await pairList.load(searchParams)
  const { sort, dir, filters } = state
  const [listed, open, conflicts, scan, layout] = await Promise.all([
    listPairs(actor, { ...pairList.window(state), sort, dir, filter: filters }),
    openPairCount(actor),
    openConflictCount(actor),
    latestScan(actor),
    readTableLayout('pairs'),
  ])
  const { rows, total } = granted(listed)
  const look = can(actor, 'duplicates:write') ? <ScanButton scan={scan} /> : null
  return (
    <ListLayout
      head={
        <PageHead
          inList
          title="Possible duplicates"
          sentence={
            <>
              {open === 0 ? 'Nothing waits for a decision.' : `${formatCount(open, 'pair')} to be decided.`} Nothing
              moves until you decide, and every merge can be undone.
              {scan?.endedAt ? (
                <>
                  {' '}
                  Everybody was looked at <When at={scan.endedAt} />.
                </>
              ) : null}
            </>
          }
          actions={look}
        />
      }
      tabs={<LinkTabs label="Views" tabs={pairTabs(state, { open, conflicts })} />}
      filter={<FilterSentence state={state} />}
      notice={
        <div className="space-y-2">
          {scan?.problem ? <Notice tone="problem">{scan.problem}</Notice> : null}
          <Help />
        </div>
      }
    >
      <PairsTable
        rows={rows}
        total={total}
        state={state}
        layout={layout}
        exportHref={exportHref(state)}
        action={look}
      />
    </ListLayout>
  )
}

function Help() {
  return (
    <HelpPanel
      good={[
        'Strong pairs are decided every day, so that agents see one history.',
        'Where two accounts are one person, somebody asked them, and the answer stands beside the merge.',
        '“Not the same” is said once, and asked again only when there is new evidence.',
      ]}
      fails={[
        'Two people of one household share a phone and are merged because the names looked alike.',
        'A placeholder phone of an import makes a crowd of duplicates that are none.',
        'A merge sends the next reply to another person. Here it cannot.',
      ]}
    />
  )
}
