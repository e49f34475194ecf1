'use client'

import { useRouter } from 'next/navigation'
import { type ReactNode, startTransition, useCallback } from 'react'
import { type SheetOptions, SheetProvider } from './sheet-context'

type RowSheetProps = { options: SheetOptions; canWrite: boolean; today: string; children: ReactNode }

/** Around one entry point on a page of its own: after each save the server draws it again. */
export function RowSheet({ options, canWrite, today, children }: RowSheetProps) {
  const router = useRouter()
  const refresh = useCallback(() => startTransition(() => router.refresh()), [router])
  return (
    <SheetProvider options={options} canWrite={canWrite} today={today} onSaved={refresh}>
      {children}
    </SheetProvider>
  )
}
