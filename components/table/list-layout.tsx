import type { ReactNode } from 'react'
import { classNames } from '../ui/class-names'

type ListLayoutProps = {
  /** `<PageHead inList ...>` */
  head: ReactNode
  /** `<LinkTabs>` with the saved views. */
  tabs?: ReactNode
  /** `<FilterBar>` */
  filter?: ReactNode
  /** Help, notices: between the filter and the list. */
  notice?: ReactNode
  /** `<DetailPanel>` of the open record, or null. */
  panel?: ReactNode
  /** `<DataTable>` */
  children: ReactNode
}

/**
 * The frame of a list: it fills the window, the list and the panel scroll on their own, so the list stays where it was.
 * Under 700 px everything is one page and an open record takes its place.
 */
export function ListLayout({ head, tabs, filter, notice, panel, children }: ListLayoutProps) {
  const behind = panel ? 'max-md:hidden' : undefined
  return (
    <div className="flex flex-col md:h-[calc(100dvh-var(--frame-top))] md:min-h-[440px] print:h-auto">
      <div
        className={classNames(
          'shrink-0',
          // The heading stays for screen readers: a page without one has no name.
          panel ? 'max-md:invisible max-md:h-0 max-md:overflow-hidden max-md:[&_h1]:visible' : undefined,
        )}
      >
        {head}
        {tabs}
        {filter}
        {notice ? <div className="border-b border-line px-[22px] py-2.5 max-md:px-3.5">{notice}</div> : null}
      </div>
      <div className="relative flex min-h-0 flex-1">
        <div className={classNames('flex min-h-0 min-w-0 flex-1 flex-col', behind)}>{children}</div>
        {panel}
      </div>
    </div>
  )
}
