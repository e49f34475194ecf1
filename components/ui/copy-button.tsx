'use client'

import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { IconButton } from './icon-button'
import { useToast } from './toast'

/** Copies a value and says so, in the button and aloud. */
export function CopyButton({ value, what }: { value: string; what: string }) {
  const toast = useToast()
  const [copied, setCopied] = useState(false)
  async function copy() {
    try {
      await navigator.clipboard.writeText(value)
      setCopied(true)
      setTimeout(() => setCopied(false), 1600)
    } catch {
      toast({ tone: 'failed', text: `The browser did not allow copying. Select the ${what} and copy it by hand.` })
    }
  }
  return (
    <>
      <IconButton size="sm" label={`Copy ${what}`} onClick={copy}>
        {copied ? <Check className="text-pass" /> : <Copy />}
      </IconButton>
      <span role="status" className="sr-only">
        {copied ? `Copied ${what}` : ''}
      </span>
    </>
  )
}
