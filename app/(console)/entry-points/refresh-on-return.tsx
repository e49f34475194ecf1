'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

/** Back at this tab, the rows are read again: others may have worked on the sheet meanwhile. */
export function RefreshOnReturn() {
  const router = useRouter()
  useEffect(() => {
    const onVisible = () => {
      if (document.visibilityState === 'visible') router.refresh()
    }
    document.addEventListener('visibilitychange', onVisible)
    return () => document.removeEventListener('visibilitychange', onVisible)
  }, [router])
  return null
}
