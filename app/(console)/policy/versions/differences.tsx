import type { PolicyDifference } from '@/lib/policy/diff-words'

/** What a version changed, part by part: what it said before, struck out, and what it says. */
export function Differences({ changes }: { changes: readonly PolicyDifference[] | null }) {
  if (changes === null)
    return <p className="text-control text-ink-2">There is no earlier version to compare it with.</p>
  if (changes.length === 0) return <p className="text-control text-ink-2">It says the same as the version before it.</p>
  return (
    <dl className="space-y-2.5 text-control">
      {changes.map(({ part, before, after }) => (
        <div key={part} className="grid gap-x-4 md:grid-cols-[200px_minmax(0,1fr)]">
          <dt className="text-ink-3">{part}</dt>
          <dd className="min-w-0 [overflow-wrap:anywhere]">
            {before ? <del className="block text-ink-2">{before}</del> : null}
            {after ? (
              <ins className="block no-underline">{after}</ins>
            ) : (
              <span className="text-ink-2">(nothing now)</span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}
