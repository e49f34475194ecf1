import { ChevronLeft, ChevronRight } from 'lucide-react'
import Link from 'next/link'
import { buttonStyle } from './button-style'
import { classNames } from './class-names'
import { formatNumber } from './format-number'

/** Where in the list we are, in words, with the way back and forward. Pages are links. */
export function Pagination({
  from,
  to,
  total,
  previousHref,
  nextHref,
}: {
  from: number
  to: number
  total: number
  previousHref?: string | undefined
  nextHref?: string | undefined
}) {
  return (
    <nav aria-label="Pages" className="flex items-center gap-3 text-small text-ink-2">
      <span className="tabular">
        {total === 0 ? 'Nothing to show' : `${formatNumber(from)}–${formatNumber(to)} of ${formatNumber(total)}`}
      </span>
      <span className="flex gap-1">
        <PageLink href={previousHref} label="Previous page" rel="prev">
          <ChevronLeft />
        </PageLink>
        <PageLink href={nextHref} label="Next page" rel="next">
          <ChevronRight />
        </PageLink>
      </span>
    </nav>
  )
}

function PageLink({
  href,
  label,
  rel,
  children,
}: {
  href?: string | undefined
  label: string
  rel: 'prev' | 'next'
  children: React.ReactNode
}) {
  const style = buttonStyle('default', 'sm', 'w-[30px] px-0')
  if (!href) {
    return (
      <span aria-hidden="true" className={classNames(style, 'opacity-40')}>
        {children}
      </span>
    )
  }
  return (
    <Link prefetch={false} href={href} rel={rel} aria-label={label} className={style}>
      {children}
    </Link>
  )
}
