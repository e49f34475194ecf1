import { When } from '@/components/ui/when'
import type { ContentChange } from '@/lib/approvals/diff-rules'

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/

function Value({ text }: { text: string }) {
  return MOMENT.test(text) ? <When at={text} style="full" /> : text
}

type ContentChangesProps = {
  changes: readonly ContentChange[]
  /** False when there is no earlier sign-off: every line is then what it says, not what changed. */
  comparesWithApproved: boolean
  /** Lines shown at once; the others are folded. */
  shown?: number
}

/** What is asked about, line by line: what was signed off last, and what it says now. */
export function ContentChanges({ changes, comparesWithApproved, shown = 8 }: ContentChangesProps) {
  if (changes.length === 0) {
    return <p className="text-small text-ink-2">Nothing differs from what was signed off last.</p>
  }
  const first = changes.slice(0, shown)
  const rest = changes.slice(shown)
  const lines = (some: readonly ContentChange[]) => (
    <dl className="divide-y divide-line">
      {some.map((change) => (
        <Change key={change.key} change={change} compares={comparesWithApproved} />
      ))}
    </dl>
  )
  return (
    <>
      {lines(first)}
      {rest.length > 0 ? (
        <details className="border-t border-line pt-2">
          <summary className="text-small text-ink-2">
            {rest.length} more {rest.length === 1 ? 'line' : 'lines'}
          </summary>
          {lines(rest)}
        </details>
      ) : null}
    </>
  )
}

function Change({ change, compares }: { change: ContentChange; compares: boolean }) {
  const { label, before, after } = change
  return (
    <div className="py-2 text-control first:pt-0">
      <dt className="text-small text-ink-2 [overflow-wrap:anywhere]">{label}</dt>
      {before === null ? null : (
        <dd className="[overflow-wrap:anywhere]">
          <span className="sr-only">Was: </span>
          <del className="text-ink-2 decoration-ink-3">
            <Value text={before} />
          </del>
        </dd>
      )}
      {after === null ? (
        <dd className="text-small text-block">taken out</dd>
      ) : (
        <dd className="[overflow-wrap:anywhere]">
          {compares ? <span className="sr-only">{before === null ? 'New: ' : 'Now: '}</span> : null}
          {compares && before === null ? (
            <ins className="no-underline">
              <span aria-hidden="true" className="text-pass">
                +{' '}
              </span>
              <Value text={after} />
            </ins>
          ) : (
            <Value text={after} />
          )}
        </dd>
      )}
    </div>
  )
}
