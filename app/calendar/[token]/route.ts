import { createHash } from 'node:crypto'
import { countWrongFeed, feedWait } from '@/lib/calendar/feed-guard'
import { readFeed } from '@/lib/calendar/feeds'
import { requestAddress } from '@/lib/server/auth-request'
import { DATA_POLICY } from '@/lib/server/headers'
import { routeRefusal } from '@/lib/server/member-route'
import { baseAddress } from '@/lib/settings/base-address'

const FILE = /^([A-Za-z0-9_-]{43})\.ics$/

function refuse(code: 'not-found' | 'too-many', seconds = 0): Response {
  const refusal = routeRefusal(code, seconds > 0 ? { seconds } : undefined)
  if (seconds > 0) refusal.headers.set('retry-after', String(seconds))
  return seconds > 0 ? new Response(refusal.body, { status: 429, headers: refusal.headers }) : refusal
}

/**
 * A calendar for a program that cannot sign in: the address is the key. Whoever has it reads what its member may see,
 * so it is never logged, never cached by others, and answers 404 to everything that is not a living address.
 */
export async function GET(request: Request, context: { params: Promise<{ token: string }> }): Promise<Response> {
  const address = requestAddress(request.headers)
  const token = FILE.exec((await context.params).token)?.[1]
  const text = token ? await readFeed(token, baseAddress(request.headers)) : null
  if (text === null) {
    const seconds = await feedWait(address)
    if (seconds > 0) return refuse('too-many', seconds)
    await countWrongFeed(address)
    return refuse('not-found')
  }
  const etag = `"${createHash('sha256').update(text).digest('base64url')}"`
  const headers = {
    etag,
    'content-type': 'text/calendar; charset=utf-8',
    'content-disposition': 'inline; filename="handrail.ics"',
    'cache-control': 'private, no-cache',
    'content-security-policy': DATA_POLICY,
    'x-robots-tag': 'noindex',
  }
  if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers })
  return new Response(text, { headers })
}
