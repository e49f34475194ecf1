import type { Metadata } from 'next'
import { EmptyState } from '@/components/ui/empty-state'
import { formatNumber } from '@/components/ui/format-number'
import { HelpPanel } from '@/components/ui/help-panel'
import { KeepFresh } from '@/components/ui/keep-fresh'
import { Page } from '@/components/ui/page'
import { PageHead } from '@/components/ui/page-head'
import { Panel } from '@/components/ui/panel'
import { TextLink } from '@/components/ui/text-link'
import { listRuns } from '@/lib/entry-points/check-queries'
import { type EntryPointCounts, entryPointSummary } from '@/lib/entry-points/queries'
import { can } from '@/lib/server/actor'
import { requireActor } from '@/lib/server/session'
import { CheckRunTable } from '../check-run-table'
import { CheckSchedules } from '../check-schedules'
import { CheckSheetButton } from '../check-start-button'

export const metadata: Metadata = { title: 'Checks' }

function sentenceOf({ total, right, attested, wrong, unverifiable, notChecked }: EntryPointCounts): string {
  const seen = `${formatNumber(right)} right, ${formatNumber(attested)} attested, ${formatNumber(wrong)} wrong`
  return `Of ${formatNumber(total)} entry points: ${seen}, ${formatNumber(unverifiable)} could not be verified, ${formatNumber(notChecked)} not checked.`
}

/** Runs of checks with their progress, and what is checked again by itself. */
export default async function ChecksPage() {
  const actor = await requireActor('entry-points:read')
  const [runs, counts] = await Promise.all([listRuns(actor), entryPointSummary(actor)])
  const canWrite = can(actor, 'entry-points:write')
  return (
    <Page>
      <PageHead
        back={<TextLink href="/entry-points">Entry points</TextLink>}
        title="Checks"
        sentence={sentenceOf(counts)}
        actions={canWrite && counts.total > 0 ? <CheckSheetButton /> : null}
      />
      {runs.some((run) => run.state === 'running') ? <KeepFresh /> : null}
      <div className="space-y-5">
        <Panel title="Runs" padded={false}>
          {runs.length > 0 ? (
            <CheckRunTable runs={runs} canWrite={canWrite} />
          ) : (
            <EmptyState sentence="Nothing has been checked together yet. Choose rows in the sheet and press “Check now”, or check the whole sheet." />
          )}
        </Panel>
        <CheckSchedules actor={actor} />
        <ChecksHelp />
      </div>
    </Page>
  )
}

function ChecksHelp() {
  return (
    <HelpPanel
      good={[
        'Everything that moved was visited by Handrail or scanned by a person, after its move.',
        'What Handrail could not verify was clicked by somebody who says so, with a photo where it is printed.',
        'The sheet is checked again every day, and what drifts is found before a customer finds it.',
      ]}
      fails={[
        '“Could not verify” is read as right, because nothing was red.',
        'A page is put right and its second button still leads to the old number.',
        'Somebody restores an old version of the site a week after the release.',
      ]}
    />
  )
}
