import type { Metadata } from 'next'
import { ListLayout } from '@/components/table/list-layout'
import { readTableLayout } from '@/components/table/read-table-layout'
import { formatCount } from '@/components/ui/format-number'
import { PageHead } from '@/components/ui/page-head'
import { can } from '@/lib/server/actor'
import { requireActor } from '@/lib/server/session'
import { connectionOptions, listNumbers, listPortfolios, numberDetail } from '@/lib/settings/list-numbers'
import { SettingsTabs } from '../settings-tabs'
import { AddNumber } from './add-number'
import { AddPortfolio } from './add-portfolio'
import { FilterSentence } from './filter-sentence'
import { numberList } from './list'
import { NumberPanel } from './number-panel'
import { NumbersHelp } from './numbers-help'
import { NumbersTable } from './numbers-table'
import { PortfolioStrip } from './portfolio-strip'

export const metadata: Metadata = { title: 'Portfolios and numbers' }

/** The portfolios of the business at Meta, and the WhatsApp numbers in them. */
export default async function NumbersPage({ searchParams }: PageProps<'/settings/numbers'>) {
  const actor = await requireActor('settings:read')
  const state = await numberList.load(searchParams)
  const { sort, dir, filters } = state
  const [list, portfolios, connections, open, layout] = await Promise.all([
    listNumbers(actor, filters, { sort, dir, ...numberList.window(state) }),
    listPortfolios(actor),
    connectionOptions(actor),
    state.open ? numberDetail(actor, state.open) : null,
    readTableLayout('numbers'),
  ])
  const mayWrite = can(actor, 'connections:write')
  const numbers = portfolios.reduce((sum, portfolio) => sum + portfolio.numbers, 0)
  return (
    <ListLayout
      head={
        <PageHead
          inList
          title="Settings"
          sentence={`${formatCount(numbers, 'number')} in ${formatCount(portfolios.length, 'portfolio')}. A person has one BSUID in each portfolio.`}
          actions={
            mayWrite ? (
              <>
                <AddPortfolio primary={portfolios.length === 0} />
                {portfolios.length > 0 ? <AddNumber portfolios={portfolios} connections={connections} /> : null}
              </>
            ) : undefined
          }
        />
      }
      tabs={<SettingsTabs actor={actor} current="numbers" />}
      filter={<FilterSentence state={state} portfolios={portfolios} connections={connections} />}
      notice={
        <div className="space-y-2.5">
          {portfolios.length > 0 ? <PortfolioStrip portfolios={portfolios} state={state} mayWrite={mayWrite} /> : null}
          <NumbersHelp />
        </div>
      }
      panel={
        open ? (
          <NumberPanel
            key={open.id}
            number={open}
            rows={list.rows}
            state={state}
            portfolios={portfolios}
            connections={connections}
            mayWrite={mayWrite}
            maySeeAudit={can(actor, 'audit:read')}
          />
        ) : null
      }
    >
      <NumbersTable
        rows={list.rows}
        total={list.total}
        state={state}
        layout={layout}
        hasPortfolio={portfolios.length > 0}
      />
    </ListLayout>
  )
}
