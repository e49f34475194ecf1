/** What keeps Meta from calling an address: it takes https with a public certificate, on the public internet [HOOK]. */
export type CallbackProblem = 'not-https' | 'not-public'

/** Where a Meta app sends its webhooks for one connection. `base` is the address people open Handrail at. */
export function callbackAddress(base: string, urlKey: string): string {
  return new URL(`/webhooks/whatsapp/${urlKey}`, base).href
}

const PRIVATE_V4 = /^(?:0|10|127|169\.254|192\.168|172\.(?:1[6-9]|2\d|3[01])|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./
const PRIVATE_V6 = /^\[(?:::1?\]|f[cd]|fe[89ab])/i
/** Names that only mean something inside one machine or network (RFC 6761, RFC 6762, RFC 8375). */
const PRIVATE_NAME = /(?:^|\.)(?:localhost|local|internal|lan|home\.arpa|test|invalid)$/i

function isPrivate(host: string): boolean {
  if (PRIVATE_V4.test(host) || PRIVATE_V6.test(host) || PRIVATE_NAME.test(host)) return true
  return !host.includes('.') && !host.startsWith('[')
}

/** The first reason why Meta could not call an address, or null. A tunnel or a proxy may make it good. */
export function callbackProblem(base: string): CallbackProblem | null {
  const { protocol, hostname } = new URL(base)
  if (isPrivate(hostname)) return 'not-public'
  return protocol === 'https:' ? null : 'not-https'
}
