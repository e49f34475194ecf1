'use client'

import { ChevronDown, ChevronLeft, ChevronUp, Maximize2, X } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { type ReactNode, useId } from 'react'
import { useHotkeys } from '../keys/use-hotkeys'
import { classNames } from '../ui/class-names'
import { iconButtonStyle } from '../ui/icon-button'
import { Tip } from '../ui/tooltip'

type DetailPanelProps = {
  title: ReactNode
  subtitle?: ReactNode
  /** The address of the list without the panel; Escape goes there. */
  closeHref: string
  previousHref?: string | null
  nextHref?: string | null
  /** The record on a page of its own, where it has one. */
  fullHref?: string
  /** Buttons that stay at the bottom. */
  footer?: ReactNode
  children: ReactNode
}

/** One record beside its list, with an address of its own. J and K move (the table binds them), Escape closes. */
export function DetailPanel(props: DetailPanelProps) {
  const { title, subtitle, closeHref, footer, children } = props
  const router = useRouter()
  const titleId = useId()
  useHotkeys([
    { keys: 'escape', label: 'Close the detail', group: 'List', run: () => router.push(closeHref, { scroll: false }) },
  ])
  return (
    <aside
      aria-labelledby={titleId}
      className="slides-in flex w-full shrink-0 flex-col border-line bg-surface max-md:min-h-[calc(100dvh-50px)] md:absolute md:inset-y-0 md:right-0 md:z-10 md:w-[min(468px,100%)] md:border-l md:shadow-float lg:static lg:animate-none lg:shadow-none print:static print:w-full"
    >
      <div className="quiet-scroll min-h-0 flex-1 overflow-y-auto px-5 pt-3.5 pb-5 max-md:px-3.5">
        <PanelBar {...props} />
        <h2 id={titleId} className="text-[17px] leading-6">
          {title}
        </h2>
        {subtitle ? <p className="mt-1 text-small text-ink-2">{subtitle}</p> : null}
        <div className="mt-4">{children}</div>
      </div>
      {footer ? (
        <footer className="flex flex-wrap items-center gap-2 border-t border-line px-5 py-3 max-md:px-3.5">
          {footer}
        </footer>
      ) : null}
    </aside>
  )
}

function PanelBar({ closeHref, previousHref, nextHref, fullHref }: DetailPanelProps) {
  return (
    <div className="no-print mb-1.5 flex items-center gap-0.5">
      <Link
        prefetch={false}
        href={closeHref}
        scroll={false}
        className="flex items-center gap-1 py-1 text-small text-ink-2 md:hidden"
      >
        <ChevronLeft aria-hidden="true" className="size-4" />
        Back to the list
      </Link>
      <span className="-ml-1.5 flex items-center max-md:ml-auto">
        <PanelLink href={previousHref} label="Previous" shortcut="K">
          <ChevronUp />
        </PanelLink>
        <PanelLink href={nextHref} label="Next" shortcut="J">
          <ChevronDown />
        </PanelLink>
      </span>
      <span className="flex items-center md:ml-auto">
        {fullHref ? (
          <PanelLink href={fullHref} label="Open on its own page">
            <Maximize2 />
          </PanelLink>
        ) : null}
        <span className="max-md:hidden">
          <PanelLink href={closeHref} label="Close" shortcut="Esc">
            <X />
          </PanelLink>
        </span>
      </span>
    </div>
  )
}

function PanelLink({
  href,
  label,
  shortcut,
  children,
}: {
  href: string | null | undefined
  label: string
  shortcut?: string
  children: ReactNode
}) {
  if (href === undefined) return null
  const style = classNames(iconButtonStyle, 'size-7')
  if (href === null) {
    return (
      <span aria-hidden="true" className={classNames(style, 'pointer-events-none opacity-35')}>
        {children}
      </span>
    )
  }
  return (
    <Tip text={label} shortcut={shortcut}>
      <Link prefetch={false} href={href} scroll={false} aria-label={label} className={style}>
        {children}
      </Link>
    </Tip>
  )
}
