import type { ReactNode } from 'react'
import { classNames } from '../ui/class-names'

export type TraceStep = {
  /** Stable within the trace: the rule's key, or the position as text. */
  key: string
  sentence: ReactNode
  /** The step that settled it; its mark is filled. */
  decisive?: boolean
}

/** How a decision came about, step by step, with the deciding step filled. */
export function WhyTrace({ steps, label = 'Why' }: { steps: readonly TraceStep[]; label?: string }) {
  return (
    <ol aria-label={label} className="relative ml-1 border-l-[1.5px] border-line-2">
      {steps.map((step) => (
        <li
          key={step.key}
          className={classNames(
            "relative py-[5px] pl-4 text-control before:absolute before:top-[11px] before:-left-[5px] before:size-2 before:rounded-full before:border-[1.5px] before:content-['']",
            step.decisive
              ? 'font-[550] before:border-accent before:bg-accent'
              : 'before:border-ink-3 before:bg-surface',
          )}
        >
          {step.decisive ? <span className="sr-only">Decisive: </span> : null}
          {step.sentence}
        </li>
      ))}
    </ol>
  )
}
