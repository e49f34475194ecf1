'use client'

import { Download, SlidersHorizontal } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useSyncExternalStore } from 'react'
import type { GridColumn } from '@/components/table/grid-column'
import type { GridLook } from '@/components/table/use-grid-layout'
import { Button } from '@/components/ui/button'
import { formatCount, formatNumber } from '@/components/ui/format-number'
import { Menu, MenuItem } from '@/components/ui/menu'
import { Popover } from '@/components/ui/popover'
import { State } from '@/components/ui/state'
import { queryOf } from './list'
import { useListState } from './list-address'
import type { SheetRow } from './sheet-row'
import { useSheetState, useSheetWork } from './sheet-work'
import type { Sight } from './sight'
import type { LiveLink, OthersNews } from './use-sheet-live'

const DisplayChoices = dynamic(() => import('./display-choices'), { ssr: false })

type SheetFooterProps = {
  look: GridLook<SheetRow>
  columns: readonly GridColumn<SheetRow>[]
  sight: Sight
}

/** The line under the sheet: where we are, what others do, how it is shown, and the way to take it along. */
export function SheetFooter({ look, columns, sight }: SheetFooterProps) {
  const { store, link, others } = useSheetWork()
  const { total, outdated, problem } = useSheetState(store)
  return (
    <div className="no-print flex min-h-[43px] shrink-0 flex-wrap items-center gap-x-3 gap-y-1.5 border-t border-line bg-canvas px-[22px] py-1.5 text-small text-ink-2 max-md:px-3.5">
      <InSight sight={sight} total={total} />
      <Line link={link} others={others} problem={problem} />
      {outdated ? (
        <Button size="sm" onClick={() => void store.refresh()}>
          Rows came or went: show them
        </Button>
      ) : null}
      <span className="ml-auto flex items-center gap-2">
        <ExportMenu />
        <span className="max-md:hidden">
          <Popover
            label="How the sheet is shown"
            align="end"
            className="w-[340px]"
            trigger={
              <Button variant="ghost" size="sm" icon={<SlidersHorizontal />}>
                Display
              </Button>
            }
          >
            <DisplayChoices look={look} columns={columns} />
          </Popover>
        </span>
      </span>
    </div>
  )
}

function InSight({ sight, total }: { sight: Sight; total: number }) {
  const { first, last } = useSyncExternalStore(sight.subscribe, sight.read, sight.read)
  return (
    <span className="tabular">
      {formatNumber(Math.min(first + 1, total))}–{formatNumber(Math.min(last + 1, total))} of {formatNumber(total)}
    </span>
  )
}

const LINK_WORDS: Record<Exclude<LiveLink, 'live' | 'connecting'>, string> = {
  trouble: 'The database does not answer at the moment; what you see may be old',
  away: 'Not connected: what others change does not appear until Handrail answers again',
  ended: 'Your session has ended. Sign in again to go on',
}

/** What is known of the rows beside where they stand: a fault first, then what others did. */
function Line({ link, others, problem }: { link: LiveLink; others: OthersNews | null; problem: string | null }) {
  const fault = problem ?? (link === 'live' || link === 'connecting' ? null : LINK_WORDS[link])
  return (
    <span role="status" className="min-w-0">
      {fault ? (
        <State kind="blocked" className="whitespace-normal">
          {fault}
        </State>
      ) : null}
      {!fault && others ? (
        <State kind="waiting" className="whitespace-normal">
          {namesOf(others.names)} changed {formatCount(others.rows, 'row')} you see
        </State>
      ) : null}
    </span>
  )
}

function namesOf(names: readonly string[]): string {
  return names.length <= 2 ? names.join(' and ') : `${names[0]} and ${names.length - 1} others`
}

function ExportMenu() {
  const query = queryOf(useListState())
  const href = (format: 'csv' | 'xlsx') => {
    const params = new URLSearchParams(query)
    if (format === 'xlsx') params.set('format', 'xlsx')
    const text = params.toString()
    return text ? `/entry-points/export?${text}` : '/entry-points/export'
  }
  const print = query ? `/entry-points/print?${query}` : '/entry-points/print'
  return (
    <Menu
      trigger={
        <Button variant="ghost" size="sm" icon={<Download />}>
          Export
        </Button>
      }
    >
      <MenuItem download href={href('csv')}>
        CSV file
      </MenuItem>
      <MenuItem download href={href('xlsx')}>
        Excel workbook
      </MenuItem>
      <MenuItem href={print}>Print</MenuItem>
    </Menu>
  )
}
