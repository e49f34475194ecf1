import { Cell, PlainTable } from '@/components/table/plain-table'
import { formatNumber } from '@/components/ui/format-number'
import { State } from '@/components/ui/state'
import { TextLink } from '@/components/ui/text-link'
import { When } from '@/components/ui/when'
import type { RunShown } from '@/lib/entry-points/check-queries'
import { CheckCancelButton } from './check-cancel-button'
import { scopeWords } from './check-words'

const HEAD = [
  'What',
  'When',
  'Who',
  'Right',
  'Wrong',
  'Drifted',
  'Could not verify',
  'Left',
  'State',
  { hidden: 'Actions' },
]

export function CheckRunState({ run }: { run: RunShown }) {
  if (run.state === 'running') return <State kind="waiting">running</State>
  return run.state === 'done' ? <State kind="passed">done</State> : <State kind="stale">stopped</State>
}

/** A count that leads to its rows. */
function Count({ run, show, count }: { run: RunShown; show: string; count: number }) {
  if (count === 0) return <span className="text-ink-3">0</span>
  return <TextLink href={`/entry-points/checks/${run.id}?show=${show}`}>{formatNumber(count)}</TextLink>
}

function RunRow({ run, canWrite }: { run: RunShown; canWrite: boolean }) {
  const { counts } = run
  return (
    <tr>
      <Cell className="min-w-40 font-medium">
        <TextLink href={`/entry-points/checks/${run.id}`}>{scopeWords(run.scope)}</TextLink>
      </Cell>
      <Cell className="whitespace-nowrap">
        <When at={run.createdAt} style="moment" />
      </Cell>
      <Cell className="whitespace-nowrap">{run.byName ?? 'Handrail'}</Cell>
      <Cell>
        <Count run={run} show="right" count={counts.right} />
      </Cell>
      <Cell>
        <Count run={run} show="wrong" count={counts.wrong} />
      </Cell>
      <Cell>
        <Count run={run} show="drifted" count={counts.drifted} />
      </Cell>
      <Cell>
        <Count run={run} show="unverifiable" count={counts.unverifiable} />
      </Cell>
      <Cell>{formatNumber(counts.waiting + counts.skipped + counts.failed)}</Cell>
      <Cell>
        <CheckRunState run={run} />
      </Cell>
      <Cell className="text-right">
        {canWrite && run.state === 'running' ? <CheckCancelButton batchId={run.id} /> : null}
      </Cell>
    </tr>
  )
}

/** The latest runs of checks, newest first. */
export function CheckRunTable({ runs, canWrite }: { runs: readonly RunShown[]; canWrite: boolean }) {
  return (
    <PlainTable label="Runs of checks" head={HEAD}>
      {runs.map((run) => (
        <RunRow key={run.id} run={run} canWrite={canWrite} />
      ))}
    </PlainTable>
  )
}
