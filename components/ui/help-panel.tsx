import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'

/** The short help every room has: what good looks like, and how it usually fails. Folded until asked for. */
export function HelpPanel({
  good,
  fails,
  children,
}: {
  good: readonly string[]
  fails: readonly string[]
  children?: ReactNode
}) {
  return (
    <details className="group no-print rounded-lg border border-line bg-surface">
      <summary className="flex list-none items-center gap-2 rounded-lg px-4 py-2.5 text-control font-[550] marker:hidden [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden="true"
          className="size-4 text-ink-3 transition-transform duration-100 group-open:rotate-90"
        />
        What good looks like, and how it usually fails
      </summary>
      <div className="grid gap-x-8 gap-y-4 border-t border-line px-4 py-3.5 md:grid-cols-2">
        <HelpList title="What good looks like" sentences={good} />
        <HelpList title="How it usually fails" sentences={fails} />
        {children}
      </div>
    </details>
  )
}

function HelpList({ title, sentences }: { title: string; sentences: readonly string[] }) {
  return (
    <div>
      <h3>{title}</h3>
      <ul className="mt-1.5 list-disc space-y-1 pl-4 text-control text-ink-2">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </div>
  )
}
