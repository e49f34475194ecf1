import type { ReactNode } from 'react'
import { CopyButton } from '@/components/ui/copy-button'
import { Mono } from '@/components/ui/mono'

type CopyRowProps = {
  label: string
  value: string
  /** What it is, for the copy button: "callback address". */
  what: string
  help?: ReactNode
}

/** One thing to carry over to Meta's form: shown whole, copied with one click. */
export function CopyRow({ label, value, what, help }: CopyRowProps) {
  return (
    <div>
      <p className="text-control font-[550]">{label}</p>
      <p className="mt-1 flex items-start gap-2 rounded-md border border-line bg-sunken py-1.5 pr-1.5 pl-3">
        <Mono className="min-w-0 flex-1 py-[3px] text-small break-all">{value}</Mono>
        <CopyButton value={value} what={what} />
      </p>
      {help ? <p className="mt-1 text-small text-ink-2">{help}</p> : null}
    </div>
  )
}
