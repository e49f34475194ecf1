import { classNames } from '../ui/class-names'

/** The mark: a rail over three posts. */
export function BrandMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 22 22" fill="none" aria-hidden="true" className={classNames('size-[22px] shrink-0', className)}>
      <path d="M3 16.5c4 0 4-11 8-11s4 11 8 11" className="stroke-accent" strokeWidth="2.4" strokeLinecap="round" />
      <circle cx="3" cy="16.5" r="2" className="fill-ink" />
      <circle cx="11" cy="5.5" r="2" className="fill-ink" />
      <circle cx="19" cy="16.5" r="2" className="fill-ink" />
    </svg>
  )
}
