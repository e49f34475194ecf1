import type { ReactNode } from 'react'
import { classNames } from './class-names'

/** The frame of a page that is not a list: comfortable measure, room at the bottom. Lists use `ListLayout`. */
export function Page({ children, narrow = false }: { children: ReactNode; narrow?: boolean }) {
  return (
    <div
      className={classNames(
        'w-full px-7 pt-[26px] pb-[60px] max-md:px-3.5 max-md:pt-[18px] print:p-0',
        narrow ? 'max-w-[820px]' : 'max-w-[1320px]',
      )}
    >
      {children}
    </div>
  )
}
