import { Download } from 'lucide-react'
import { buttonStyle } from '@/components/ui/button-style'
import { CopyButton } from '@/components/ui/copy-button'
import { Mono } from '@/components/ui/mono'
import { Notice } from '@/components/ui/notice'
import { Panel } from '@/components/ui/panel'
import { State } from '@/components/ui/state'
import { readDestination } from '@/lib/entry-points/destination'
import type { makeCheckedCode } from '@/lib/entry-points/links-code'
import { type LinkForm, writeLinkForm } from '@/lib/entry-points/links-form'
import { sentenceFor } from '@/lib/shared/sentences'

type Made = Awaited<ReturnType<typeof makeCheckedCode>>

const ONE_WAY_DOOR =
  'One-way door: this code encodes a username. If the username ever changes, whatever it is printed on stops reaching you and may later reach whoever claims the name. For print, a link by number or a message code stays yours.'

/** The link, its code, and both as files. Nothing is offered that was not read back. */
export function CodePanel({ made, form }: { made: Made; form: LinkForm }) {
  if (!made) {
    return (
      <Panel title="QR code">
        <div className="flex flex-col items-center gap-3 py-8 text-center">
          <span aria-hidden="true" className="hatched size-40 rounded-md border border-line-2" />
          <p className="max-w-[34ch] text-control text-ink-2">Say where the link leads, and the code appears here.</p>
        </div>
      </Panel>
    )
  }
  if (!made.ok) {
    return (
      <Panel title="QR code">
        <Notice tone="problem" live>
          {sentenceFor(made.code, made.details)}
        </Notice>
      </Panel>
    )
  }
  const { link, notes, encodesHandle, code } = made.value
  return (
    <Panel title="QR code" aside={`${code.side} × ${code.side} modules`}>
      <div className="space-y-4">
        <Picture form={form} link={link} />
        <div className="space-y-1">
          <p className="flex items-start gap-1.5">
            <Mono className="min-w-0 flex-1 break-all">{link}</Mono>
            <CopyButton value={link} what="link" />
          </p>
          <p className="text-small text-ink-2">{readDestination(link)?.sentence}</p>
          <State kind="passed">read back, leads exactly there</State>
        </div>
        {encodesHandle ? (
          <Notice tone="careful" live>
            {ONE_WAY_DOOR}
          </Notice>
        ) : null}
        {notes.length > 0 ? (
          <ul className="list-disc space-y-1 pl-4 text-small text-ink-2">
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        ) : null}
        <Downloads form={form} />
      </div>
    </Panel>
  )
}

function codeHref(form: LinkForm, more: Record<string, string>): string {
  return `/entry-points/links/code?${writeLinkForm(form, more)}`
}

function Picture({ form, link }: { form: LinkForm; link: string }) {
  return (
    <div className="grid place-items-center rounded-md border border-line bg-sunken p-5">
      {/* biome-ignore lint/performance/noImgElement: a drawing made for exactly this link. */}
      <img
        src={codeHref(form, { format: 'svg' })}
        alt={`QR code of ${link}`}
        width={240}
        height={240}
        className="size-60 rounded-sm"
      />
    </div>
  )
}

function Downloads({ form }: { form: LinkForm }) {
  return (
    <div className="flex flex-wrap gap-2">
      <a href={codeHref(form, { format: 'svg', download: '1' })} download className={buttonStyle('primary')}>
        <Download aria-hidden="true" />
        SVG
      </a>
      <a href={codeHref(form, { format: 'png', download: '1' })} download className={buttonStyle()}>
        <Download aria-hidden="true" />
        PNG
      </a>
    </div>
  )
}
