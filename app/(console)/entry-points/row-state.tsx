import { State } from '@/components/ui/state'
import type { RowState } from '@/lib/entry-points/move-states'
import { moveStateOf } from '@/lib/entry-points/move-states'
import type { SheetRow } from './sheet-row'

/** The most pressing thing to know about a row, in its column; how many more there are stands beside it. */
export function TestState({ row }: { row: SheetRow }) {
  const [first, ...rest] = row.states
  // "Not checked" beside a warning says nothing new; another warning does.
  const more = rest.filter((state) => state.shape === 'blocked' || state.shape === 'stale')
  if (!first) return null
  const others = more.map((state) => state.words).join(', ')
  return (
    <span className="inline-flex max-w-full items-center gap-1.5" title={others ? `Also: ${others}` : undefined}>
      <State kind={first.shape}>{first.words}</State>
      {more.length > 0 ? (
        <span className="text-small text-ink-3">
          <span aria-hidden="true">+{more.length}</span>
          <span className="sr-only">, also {others}</span>
        </span>
      ) : null}
    </span>
  )
}

export function MoveState({ row }: { row: SheetRow }) {
  const { shape, words } = moveStateOf(row)
  return <State kind={shape}>{words}</State>
}

/** A state with the sentence that explains it, for the detail. */
export function ExplainedState({ state }: { state: RowState }) {
  return (
    <div>
      <State kind={state.shape}>{state.words}</State>
      <p className="mt-0.5 pl-4 text-small text-ink-2">{state.sentence}</p>
    </div>
  )
}
