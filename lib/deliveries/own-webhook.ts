import { env } from '@/lib/server/env'

type SelfPost = { urlKey: string; body: Buffer; signature: string }

/** The status the receiver answered with, or null when nothing answered. */
export type PostToSelf = (post: SelfPost) => Promise<number | null>

const PATIENCE_MS = 10_000
const EVERYWHERE = ['0.0.0.0', '::']

/** The server's own webhook address, as seen from the machine itself. */
function ownAddress(urlKey: string): string {
  const { HOST, PORT } = env()
  const host = EVERYWHERE.includes(HOST) ? '127.0.0.1' : HOST
  return `http://${host.includes(':') ? `[${host}]` : host}:${PORT}/webhooks/whatsapp/${urlKey}`
}

/** Sends a body to our own receiver over the loopback: the same door, checks and disk that WhatsApp's deliveries meet. */
export const postToSelf: PostToSelf = async ({ urlKey, body, signature }) => {
  try {
    const response = await fetch(ownAddress(urlKey), {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-hub-signature-256': signature },
      body: new Uint8Array(body),
      signal: AbortSignal.timeout(PATIENCE_MS),
      redirect: 'error',
    })
    await response.arrayBuffer()
    return response.status
  } catch {
    return null
  }
}
