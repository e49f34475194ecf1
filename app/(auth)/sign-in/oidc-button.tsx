'use client'

import { useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'

/**
 * Starts at next-auth's endpoint and goes to the identity provider by script: our policy lets forms be sent to Handrail
 * only, and a form that is redirected elsewhere counts as sent there.
 */
async function providerAddress(next: string): Promise<string> {
  const { csrfToken } = (await (await fetch('/api/auth/csrf')).json()) as { csrfToken: string }
  const body = new URLSearchParams({ csrfToken, callbackUrl: new URL(next, location.href).href, json: 'true' })
  const response = await fetch('/api/auth/signin/oidc', { method: 'POST', body })
  const { url } = (await response.json()) as { url?: string }
  if (!response.ok || !url) throw new Error('The sign-in endpoint gave no address.')
  return url
}

export function OidcButton({ name, next }: { name: string; next: string }) {
  const [pending, start] = useTransition()
  const [failed, setFailed] = useState(false)
  function go() {
    start(async () => {
      setFailed(false)
      try {
        location.assign(await providerAddress(next))
      } catch {
        setFailed(true)
      }
    })
  }
  return (
    <div className="space-y-3">
      <p className="flex items-center gap-3 text-small text-ink-3 before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
        or
      </p>
      <Button className="w-full" pending={pending} onClick={go}>
        Continue with {name}
      </Button>
      {failed ? (
        <Notice tone="problem" live>
          {name} could not be reached. Try again, or use your password.
        </Notice>
      ) : null}
    </div>
  )
}
