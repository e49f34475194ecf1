import type { FetchHop } from '@/lib/server/safe-fetch'
import { cutText, storableText } from '@/lib/shared/text'
import type { WhatsAppLink } from '@/lib/whatsapp/links'
import { targetOf } from './check-find-rules'

/** One place that leads a visitor somewhere, as a check found it and keeps it. */
export type Found = {
  kind: WhatsAppLink['kind'] | 'elsewhere'
  /** What it reaches: `+447700900118`, `@larkmoss`, `wa.me/message/CODE`, or the address where the way ended. */
  target: string
  /** The address as it was written. */
  url: string
  /** `href of a`, `QR code in a picture`, `redirect`, ... */
  place: string
  /** The text it fills in. */
  text: string | null
  /** Why it is not an official link. */
  problem: string | null
  /** The way from the address to its end, when there were steps in between. */
  hops: FetchHop[]
}

const LONGEST = 2_000
const short = (text: string): string => cutText(storableText(text), LONGEST)

type Origin = { url: string; place: string; hops?: FetchHop[] }

/** Foreign text is cut and cleaned here, before anything keeps or shows it. */
export function foundLink(link: WhatsAppLink, { url, place, hops }: Origin): Found {
  const text = 'text' in link && link.text ? short(link.text) : null
  const problem = link.kind === 'unofficial' ? link.sentence : null
  return {
    kind: link.kind,
    target: targetOf(link),
    url: short(url),
    place: short(place),
    text,
    problem,
    hops: hops ?? [],
  }
}

export function foundElsewhere(target: string, { url, place, hops }: Origin): Found {
  return {
    kind: 'elsewhere',
    target: short(target),
    url: short(url),
    place: short(place),
    text: null,
    problem: null,
    hops: hops ?? [],
  }
}
