import type { ReactNode } from 'react'
import { BrandMark } from '@/components/shell/brand'
import { ThemeMenu } from '@/components/shell/theme-menu'

/** The frame of the pages for people who are not signed in: what to do on the left, what Handrail is on the right. */
export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex h-[50px] shrink-0 items-center gap-2.5 px-7 max-md:px-3.5">
        <BrandMark />
        <span className="font-semibold">Handrail</span>
        <span className="ml-auto">
          <ThemeMenu />
        </span>
      </header>
      <main id="main" className="flex flex-1 flex-col">
        {children}
      </main>
    </div>
  )
}
