import type { ReactNode } from 'react'
import { classNames } from './class-names'

/** What a machine reads, inside a sentence or a cell. */
export function Mono({ children, className }: { children: ReactNode; className?: string }) {
  return <code className={classNames('machine', className)}>{children}</code>
}

/** A block of it: a payload, a command. It scrolls sideways and can be reached by keyboard. */
export function MonoBlock({ children, label, wrap }: { children: string; label: string; wrap?: boolean }) {
  return (
    <section aria-label={label}>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: an area that scrolls has to be reachable by keyboard (WCAG 2.1.1).
        tabIndex={0}
        className={classNames(
          'machine quiet-scroll max-h-[420px] overflow-auto rounded-md border border-line bg-sunken p-3 text-small leading-[1.55]',
          wrap && 'break-all whitespace-pre-wrap',
        )}
      >
        {children}
      </pre>
    </section>
  )
}
