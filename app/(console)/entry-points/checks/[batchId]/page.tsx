import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Cell, PlainTable } from '@/components/table/plain-table'
import { formatCount } from '@/components/ui/format-number'
import { KeepFresh } from '@/components/ui/keep-fresh'
import { Page } from '@/components/ui/page'
import { PageHead } from '@/components/ui/page-head'
import { Pagination } from '@/components/ui/pagination'
import { Panel } from '@/components/ui/panel'
import { Progress } from '@/components/ui/progress'
import { State } from '@/components/ui/state'
import { LinkTabs } from '@/components/ui/tabs'
import { TextLink } from '@/components/ui/text-link'
import { When } from '@/components/ui/when'
import { findRun, type RunRow, type RunShown, runRows } from '@/lib/entry-points/check-queries'
import { can } from '@/lib/server/actor'
import { requireActor } from '@/lib/server/session'
import { CheckCancelButton } from '../../check-cancel-button'
import { CheckRunState } from '../../check-run-table'
import { RESULT_WORDS, scopeWords } from '../../check-words'
import { countOf, readShow, runHref, runTabs, type Show } from '../run-view'

export const metadata: Metadata = { title: 'Run of checks' }

const ROWS = 50

/** One run: how far it is, and what was found. */
export default async function RunPage({ params, searchParams }: PageProps<'/entry-points/checks/[batchId]'>) {
  const actor = await requireActor('entry-points:read')
  const { batchId } = await params
  const run = await findRun(actor, batchId)
  if (!run) notFound()
  const { show, page } = readShow(await searchParams)
  const rows = await runRows(actor, { runId: run.id, filter: show, skip: (page - 1) * ROWS, take: ROWS })
  const running = run.state === 'running'
  const canStop = running && can(actor, 'entry-points:write')
  return (
    <Page>
      <PageHead
        back={<TextLink href="/entry-points/checks">Checks</TextLink>}
        title={scopeWords(run.scope)}
        sentence={
          <>
            {formatCount(run.total, 'entry point')}, started <When at={run.createdAt} style="full" /> by{' '}
            {run.byName ?? 'Handrail'}.
          </>
        }
        actions={
          <>
            <CheckRunState run={run} />
            {canStop ? <CheckCancelButton batchId={run.id} /> : null}
          </>
        }
      />
      {running ? <RunProgress run={run} /> : null}
      <Panel padded={false}>
        <LinkTabs label="Results" tabs={runTabs(run, show)} />
        <RunRows rows={rows} />
        <div className="px-4 py-2.5">
          <Pages run={run} show={show} page={page} shown={rows.length} />
        </div>
      </Panel>
    </Page>
  )
}

function RunProgress({ run }: { run: RunShown }) {
  return (
    <div className="mb-5">
      <KeepFresh />
      <Panel>
        <Progress
          label="Visiting"
          done={run.total - run.counts.waiting}
          total={run.total}
          note="You can leave this page; the checks go on. One host is never asked for two things at once by a run."
        />
      </Panel>
    </div>
  )
}

function RunRows({ rows }: { rows: readonly RunRow[] }) {
  if (rows.length === 0) return <p className="px-4 py-8 text-center text-ink-2">Nothing here.</p>
  return (
    <PlainTable label="Entry points of this run" head={['Entry point', 'Result']}>
      {rows.map((row) => (
        <tr key={row.id}>
          <Cell className="w-1/3 min-w-28 font-medium">
            <TextLink href={`/entry-points/${row.entryPointId}`}>{row.name}</TextLink>
          </Cell>
          <Cell>
            <State kind={RESULT_WORDS[row.result].shape}>
              {row.drifted ? 'wrong, was right before' : RESULT_WORDS[row.result].words}
            </State>
            {row.message ? <p className="mt-0.5 text-ink-2 [overflow-wrap:anywhere]">{row.message}</p> : null}
          </Cell>
        </tr>
      ))}
    </PlainTable>
  )
}

function Pages({ run, show, page, shown }: { run: RunShown; show: Show; page: number; shown: number }) {
  const total = countOf(run, show)
  const from = (page - 1) * ROWS
  return (
    <Pagination
      from={shown === 0 ? 0 : from + 1}
      to={from + shown}
      total={total}
      previousHref={page > 1 ? runHref(run.id, show, page - 1) : undefined}
      nextHref={from + shown < total ? runHref(run.id, show, page + 1) : undefined}
    />
  )
}
