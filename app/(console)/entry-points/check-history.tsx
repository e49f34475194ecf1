import { State } from '@/components/ui/state'
import { When } from '@/components/ui/when'
import type { CheckShown } from '@/lib/entry-points/check-queries'
import { CheckFoundList, CheckHops } from './check-found-list'
import { RESULT_WORDS } from './check-words'

/** A person's word is told apart from what a machine measured, here as in the sheet. */
function CheckState({ check }: { check: CheckShown }) {
  const word = check.method === 'attestation' && check.verdict === 'right' && check.found.length === 0
  if (word) return <State kind="waiting">attested</State>
  const { shape, words } = RESULT_WORDS[check.verdict]
  return <State kind={shape}>{words}</State>
}

function sentence(message: string): string {
  const at = message.indexOf(': ')
  if (at < 0 || at > 24) return message
  return message.slice(at + 2)
}

function Evidence({ check }: { check: CheckShown }) {
  const { found, hops, expected } = check
  if (found.length === 0 && hops.length === 0) return null
  return (
    <details className="group">
      <summary className="cursor-pointer text-small text-accent underline decoration-accent/40 underline-offset-[3px]">
        What was found
      </summary>
      <div className="mt-2 space-y-3">
        {hops.length > 0 ? <CheckHops hops={hops} label="The way to the page" /> : null}
        <CheckFoundList found={found} />
        <p className="text-small text-ink-2">
          {expected ? `Compared with ${expected}.` : 'The row did not say where it should lead.'}
        </p>
      </div>
    </details>
  )
}

function Photo({ photoId, name }: { photoId: string; name: string }) {
  const src = `/entry-points/photos/${photoId}`
  return (
    <a href={src} target="_blank" rel="noreferrer" className="inline-block rounded-md">
      {/* biome-ignore lint/performance/noImgElement: evidence is shown as it was kept, to members only. */}
      <img
        src={src}
        alt={`Evidence for ${name}, opens in full size`}
        loading="lazy"
        className="h-24 w-32 rounded-md border border-line bg-sunken object-cover"
      />
    </a>
  )
}

/** The latest checks and attestations of one entry point, newest first. */
export function CheckHistory({ checks, name }: { checks: readonly CheckShown[]; name: string }) {
  return (
    <ol aria-label="Checks" className="space-y-3.5">
      {checks.map((check) => (
        <li key={check.id} className="space-y-1.5">
          <p className="flex flex-wrap items-baseline gap-x-2.5">
            <CheckState check={check} />
            <span className="text-small text-ink-2">
              {check.method === 'attestation' ? 'seen' : 'visited'} <When at={check.checkedAt} style="moment" />
              {check.byName ? ` by ${check.byName}` : null}
            </span>
          </p>
          <p className="text-control [overflow-wrap:anywhere]">{sentence(check.message)}</p>
          {check.note && !check.message.includes(check.note) ? (
            <p className="text-small whitespace-pre-wrap text-ink-2 [overflow-wrap:anywhere]">{check.note}</p>
          ) : null}
          {check.photoId ? <Photo photoId={check.photoId} name={name} /> : null}
          <Evidence check={check} />
        </li>
      ))}
    </ol>
  )
}
