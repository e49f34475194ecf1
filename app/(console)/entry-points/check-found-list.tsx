import { Mono } from '@/components/ui/mono'
import type { Found } from '@/lib/entry-points/check-found'
import { targetWords } from '@/lib/entry-points/check-verdict-rules'
import type { FetchHop } from '@/lib/server/safe-fetch'

/** The way from one address to the next, with the answer of each. Foreign addresses are shown, never linked. */
export function CheckHops({ hops, label }: { hops: readonly FetchHop[]; label: string }) {
  return (
    <ol aria-label={label} className="space-y-0.5 border-l border-line-2 pl-3">
      {hops.map((hop, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a way may pass one address twice; the order is the identity.
        <li key={at} className="flex gap-2 text-small">
          <span className="tabular w-8 shrink-0 text-ink-3">
            {hop.status ?? <span title="Read, not fetched">–</span>}
          </span>
          <Mono className="min-w-0 break-all">{hop.url}</Mono>
        </li>
      ))}
    </ol>
  )
}

function FoundOne({ one }: { one: Found }) {
  return (
    <li className="space-y-1">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <Mono className="break-all">{targetWords(one)}</Mono>
        <span className="text-small text-ink-2">{one.place}</span>
      </p>
      {one.url !== one.target && one.kind !== 'unofficial' ? (
        <p className="text-small text-ink-2">
          as <Mono className="break-all">{one.url}</Mono>
        </p>
      ) : null}
      {one.text ? <p className="text-small text-ink-2">Fills in “{one.text}”.</p> : null}
      {one.problem ? <p className="text-small text-stale">{one.problem}</p> : null}
      {one.hops.length > 0 ? <CheckHops hops={one.hops} label={`The way to ${targetWords(one)}`} /> : null}
    </li>
  )
}

/** Everything on the page that leads to WhatsApp. */
export function CheckFoundList({ found }: { found: readonly Found[] }) {
  if (found.length === 0) return <p className="text-small text-ink-2">Nothing that leads to WhatsApp.</p>
  return (
    <ul className="space-y-2">
      {found.map((one, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: one link may stand on a page many times; the order is the identity.
        <FoundOne key={at} one={one} />
      ))}
    </ul>
  )
}
