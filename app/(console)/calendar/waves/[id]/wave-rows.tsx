'use client'

import { ChevronRight } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { CopyButton } from '@/components/ui/copy-button'
import { formatCount } from '@/components/ui/format-number'
import { Mono } from '@/components/ui/mono'
import { Panel } from '@/components/ui/panel'
import { State } from '@/components/ui/state'
import { TextLink } from '@/components/ui/text-link'
import { When } from '@/components/ui/when'
import type { StepKind } from '@/lib/calendar/schema'
import type { WaveRow } from '@/lib/calendar/wave-page'
import { KIND_WORDS, type Kind } from '@/lib/entry-points/kinds'
import { rowStateOf } from './row-words'
import { StepDialog, type Ticking } from './step-dialog'

export type RowAction = { kind: StepKind; label: string; primary?: boolean }

type WaveRowsProps = {
  waveId: string
  title: string
  /** What to do with these rows, or why they are listed. */
  says: string
  rows: readonly WaveRow[]
  actions: readonly RowAction[]
  /** Shows the way back instead of the new destination. */
  showRollback?: boolean
  /** Shows the checks: what was found, and when. */
  showChecks?: boolean
  folded?: boolean
}

/** Entry points of the wave that wait for the same thing, with the ticks they can get. Several can be ticked at once. */
export function WaveRows({ waveId, title, says, rows, actions, showRollback, showChecks, folded }: WaveRowsProps) {
  const [ticking, setTicking] = useState<Ticking | null>(null)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const tickable = actions.length > 0 && rows.some((row) => row.mayTick)
  // A row that somebody else ticked meanwhile is gone from here, and from what was chosen.
  const picked = rows.filter((row) => chosen.has(row.id) && row.mayTick)
  function choose(id: string, on: boolean) {
    const next = new Set(chosen)
    if (on) next.add(id)
    else next.delete(id)
    setChosen(next)
  }
  return (
    <Section title={title} count={rows.length} folded={folded ?? false}>
      <p className="border-b border-line px-4 py-2 text-small text-ink-2">{says}</p>
      <ul>
        {rows.map((row) => (
          <Row
            key={row.id}
            row={row}
            showRollback={showRollback}
            showChecks={showChecks}
            choice={
              tickable && row.mayTick ? (
                <Checkbox
                  aria-label={`Choose ${row.name}`}
                  checked={chosen.has(row.id)}
                  onChange={(event) => choose(row.id, event.target.checked)}
                />
              ) : null
            }
            buttons={
              row.mayTick
                ? actions.map((action) => <Tick key={action.kind} row={row} action={action} onTick={setTicking} />)
                : null
            }
          />
        ))}
      </ul>
      {picked.length > 0 ? (
        <div className="no-print sticky bottom-0 flex flex-wrap items-center gap-2 border-t border-line bg-surface px-4 py-2.5 shadow-float">
          <span className="text-control">{formatCount(picked.length, 'entry point')} chosen</span>
          <span className="ml-auto flex flex-wrap gap-2">
            {actions.map(({ kind, label, primary }) => (
              <Button
                key={kind}
                size="sm"
                variant={primary ? 'primary' : 'default'}
                onClick={() => setTicking({ kind, rows: picked })}
              >
                {label}
              </Button>
            ))}
            <Button size="sm" variant="ghost" onClick={() => setChosen(new Set())}>
              Choose none
            </Button>
          </span>
        </div>
      ) : null}
      <StepDialog
        key={ticking ? `${ticking.kind}${ticking.rows.map((row) => row.id).join()}` : 'none'}
        waveId={waveId}
        ticking={ticking}
        onClose={() => setTicking(null)}
        onDone={() => {
          setTicking(null)
          setChosen(new Set())
        }}
      />
    </Section>
  )
}

type SectionProps = { title: string; count: number; folded: boolean; children: ReactNode }

/** What is settled takes one line; what is to do stands open. */
function Section({ title, count, folded, children }: SectionProps) {
  if (!folded) {
    return (
      <Panel title={title} aside={formatCount(count, 'entry point')} padded={false}>
        {children}
      </Panel>
    )
  }
  return (
    <details className="group overflow-hidden rounded-lg border border-line bg-surface">
      <summary className="flex min-h-[47px] list-none items-center gap-2 px-4 py-2 -outline-offset-2 marker:hidden [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden="true"
          className="size-4 text-ink-3 transition-transform duration-100 group-open:rotate-90"
        />
        <h2>{title}</h2>
        <span className="ml-auto text-small text-ink-2">{formatCount(count, 'entry point')}</span>
      </summary>
      <div className="border-t border-line">{children}</div>
    </details>
  )
}

function Tick({ row, action, onTick }: { row: WaveRow; action: RowAction; onTick: (ticking: Ticking) => void }) {
  return (
    <Button
      size="sm"
      variant={action.primary ? 'primary' : 'default'}
      aria-label={`${action.label}: ${row.name}`}
      onClick={() => onTick({ kind: action.kind, rows: [row] })}
    >
      {action.label}
    </Button>
  )
}

type RowProps = {
  row: WaveRow
  choice: ReactNode
  buttons: ReactNode
  showRollback: boolean | undefined
  showChecks: boolean | undefined
}

function Row({ row, choice, buttons, showRollback, showChecks }: RowProps) {
  const state = rowStateOf(row)
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-2 border-b border-line px-4 py-2.5 last:border-b-0">
      {choice ? <span className="flex h-6 items-center">{choice}</span> : null}
      <div className="min-w-0 flex-1 basis-56">
        <TextLink href={`/entry-points/${row.id}`} className="text-sheet font-medium text-ink decoration-line-2">
          {row.name}
        </TextLink>
        <p className="text-small text-ink-2 [overflow-wrap:anywhere]">
          {KIND_WORDS[row.kind as Kind] ?? row.kind}
          {row.location ? `, ${row.location}` : ''}, {row.owner ?? 'nobody owns it'}
          {row.mine ? ' (you)' : ''}
        </p>
        {showRollback ? <WayBack row={row} /> : <Destination row={row} />}
        <p className="mt-0.5">
          <State kind={state.kind} className="whitespace-normal">
            {state.words}
          </State>
        </p>
        {showChecks && row.testedAt ? (
          <p className="text-small text-ink-2">
            Last checked <When at={row.testedAt} style="moment" />
            {row.testMessage ? `: ${row.testMessage}` : '.'}
          </p>
        ) : null}
        {row.lastStep ? (
          <p className="text-small text-ink-2 [overflow-wrap:anywhere]">
            {row.lastStep.by}, <When at={row.lastStep.at} style="moment" />
            {row.lastStep.note ? `: ${row.lastStep.note}` : '.'}
          </p>
        ) : null}
      </div>
      {buttons ? <span className="no-print flex flex-wrap gap-2">{buttons}</span> : null}
    </li>
  )
}

function Destination({ row }: { row: WaveRow }) {
  if (!row.newDestination) {
    return (
      <p>
        <State kind="blocked">no new destination</State>
      </p>
    )
  }
  return (
    <p className="flex min-w-0 items-center gap-1 text-small">
      <span className="text-ink-3">to</span>
      <Mono className="min-w-0 [overflow-wrap:anywhere]">{row.newDestination}</Mono>
      <CopyButton value={row.newDestination} what="new destination" />
    </p>
  )
}

function WayBack({ row }: { row: WaveRow }) {
  return (
    <div className="text-small">
      <p className="[overflow-wrap:anywhere]">{row.rollbackPath ?? 'No rollback path was written down.'}</p>
      {row.currentDestination ? (
        <p className="flex min-w-0 items-center gap-1">
          <span className="text-ink-3">back to</span>
          <Mono className="min-w-0 [overflow-wrap:anywhere]">{row.currentDestination}</Mono>
          <CopyButton value={row.currentDestination} what="old destination" />
        </p>
      ) : null}
    </div>
  )
}
