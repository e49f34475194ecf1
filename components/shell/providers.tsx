'use client'

import { ThemeProvider } from 'next-themes'
import { NuqsAdapter } from 'nuqs/adapters/next/app'
import { Tooltip } from 'radix-ui'
import type { ReactNode } from 'react'
import { ToastProvider } from '@/components/ui/toast'
import { StyleNonce } from './style-nonce'

/** What every page needs around it: the theme, URL state, tooltips, toasts and the nonce for injected styles. */
export function Providers({ nonce, children }: { nonce?: string | undefined; children: ReactNode }) {
  return (
    <ThemeProvider attribute="data-theme" defaultTheme="system" enableSystem disableTransitionOnChange nonce={nonce}>
      <StyleNonce nonce={nonce} />
      <NuqsAdapter>
        <Tooltip.Provider delayDuration={400} skipDelayDuration={150}>
          <ToastProvider>{children}</ToastProvider>
        </Tooltip.Provider>
      </NuqsAdapter>
    </ThemeProvider>
  )
}
