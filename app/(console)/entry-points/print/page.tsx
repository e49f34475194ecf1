import type { Metadata } from 'next'
import { Cell, PlainTable } from '@/components/table/plain-table'
import { formatCount, formatNumber } from '@/components/ui/format-number'
import { Page } from '@/components/ui/page'
import { PageHead } from '@/components/ui/page-head'
import { PrintButton } from '@/components/ui/print-button'
import { TextLink } from '@/components/ui/text-link'
import { KIND_WORDS, RISK_WORDS } from '@/lib/entry-points/kinds'
import { listEntryPointPage, todayOf } from '@/lib/entry-points/queries'
import type { EntryPointView } from '@/lib/entry-points/schema'
import { shortDestination } from '@/lib/entry-points/short-destination'
import { requireActor } from '@/lib/server/session'
import { DayText } from '../day-text'
import { entryPointList, filtersOf } from '../list'
import { TestState } from '../row-state'
import { toSheetRow } from '../sheet-row'

export const metadata: Metadata = { title: 'Migration sheet, to print' }

/** Some forty sheets of paper; more is for a spreadsheet. */
const MOST = 1_000

/** The sheet on paper: every row the filter shows, because a grid on a screen holds only those in sight. */
export default async function PrintPage({ searchParams }: PageProps<'/entry-points/print'>) {
  const actor = await requireActor('entry-points:read')
  const state = await entryPointList.load(searchParams)
  const { sort, dir } = state
  const [{ rows, total }, today] = await Promise.all([
    listEntryPointPage(actor, { filters: filtersOf(state), sort, dir, skip: 0, take: MOST }),
    todayOf(actor),
  ])
  const cut =
    total > rows.length ? ` These are the first ${formatNumber(rows.length)}; narrow the filter for the rest.` : ''
  return (
    <Page>
      <div className="print-wide">
        <PageHead
          back={<TextLink href={entryPointList.href(state, {})}>Entry points</TextLink>}
          title="Migration sheet"
          sentence={`${formatCount(total, 'entry point')}, ${today}.${cut}`}
          actions={<PrintButton />}
        />
        <PlainTable
          label="Migration sheet"
          head={['Name', 'Kind', 'From', 'To', 'Risk', 'Owner', 'Update', 'Wave', 'Test result']}
        >
          {rows.map((row) => (
            <PrintedRow key={row.id} row={row} today={today} />
          ))}
        </PlainTable>
      </div>
    </Page>
  )
}

/** On paper words may break anywhere: an address is longer than a column. On a narrow screen the table is moved sideways. */
const PAPER = 'px-2 py-1 max-md:min-w-24 print:min-w-0 print:px-1 print:text-[8pt] print:[overflow-wrap:anywhere]'

function PrintedRow({ row, today }: { row: EntryPointView; today: string }) {
  const waiting = row.moveState === 'not_moved' || row.moveState === 'rolled_back'
  return (
    <tr>
      <Cell className={PAPER}>
        <b className="font-medium">{row.name}</b>
        {row.location ? <span className="block text-ink-2">{row.location}</span> : null}
      </Cell>
      <Cell className={PAPER}>{KIND_WORDS[row.kind]}</Cell>
      <Cell className={PAPER} tone="machine">
        {row.currentDestination ? shortDestination(row.currentDestination) : '–'}
      </Cell>
      <Cell className={PAPER} tone="machine">
        {row.newDestination ? shortDestination(row.newDestination) : '–'}
      </Cell>
      <Cell className={PAPER}>{RISK_WORDS[row.risk]}</Cell>
      <Cell className={PAPER}>{row.owner?.name ?? 'nobody'}</Cell>
      <Cell className={PAPER}>
        {row.updateDate ? <DayText day={row.updateDate} overdue={waiting && row.updateDate < today} /> : '–'}
      </Cell>
      <Cell className={PAPER}>{row.wave ? `Wave ${row.wave.number}` : '–'}</Cell>
      <Cell className={PAPER}>
        <TestState row={toSheetRow(row)} />
      </Cell>
    </tr>
  )
}
