import { type KeyValue, KeyValues } from '@/components/ui/key-values'
import { When } from '@/components/ui/when'
import { moveStateOf } from '@/lib/entry-points/move-states'
import { rowStates } from '@/lib/entry-points/rules'
import type { EntryPointView } from '@/lib/entry-points/schema'
import type { Actor } from '@/lib/server/actor'
import { CheckSection } from './check-section'
import { CommentSection } from './comments/comment-section'
import { DestinationFacts } from './destination-facts'
import { EntryHistory } from './entry-history'
import { FIELD_WORDS, type SheetField } from './field-words'
import { NotesEditor } from './notes-editor'
import { ExplainedState } from './row-state'
import { SheetCell } from './sheet-cell'

const FIELDS: readonly SheetField[] = [
  'name',
  'kind',
  'location',
  'audience',
  'risk',
  'owner',
  'updateDate',
  'wave',
  'rollbackPath',
  'rollbackState',
  'leadDays',
]

/** Everything about one entry point: states with their reasons, destinations in words, fields, history. */
export function EntryDetail({ actor, row }: { actor: Actor; row: EntryPointView }) {
  const fields = FIELDS.map(
    (field): KeyValue => ({ key: FIELD_WORDS[field], value: <SheetCell row={row} field={field} /> }),
  )
  return (
    <div className="space-y-5">
      <section className="space-y-2.5" aria-label="State">
        {rowStates(row).map((state) => (
          <ExplainedState key={state.words} state={state} />
        ))}
        <ExplainedState state={moveStateOf(row)} />
        {row.testedAt ? (
          <p className="text-small text-ink-2">
            Last checked <When at={row.testedAt} style="full" />.
          </p>
        ) : null}
      </section>
      <DestinationFacts row={row} />
      <CheckSection actor={actor} row={row} />
      <section className="border-t border-line pt-4 md:[&_dd]:-mx-2.5 [&_dt]:py-[7px]">
        <KeyValues rows={fields} />
      </section>
      <section className="space-y-1.5 border-t border-line pt-4">
        <h3>Notes</h3>
        <NotesEditor row={row} />
      </section>
      <CommentSection actor={actor} id={row.id} />
      <section className="space-y-2.5 border-t border-line pt-4">
        <h3>History</h3>
        <EntryHistory actor={actor} id={row.id} />
      </section>
    </div>
  )
}
