import { env } from '@/lib/server/env'

type HeaderReader = { get(name: string): string | null }

/**
 * The address Handrail is opened at: NEXTAUTH_URL when it is set, else what this request was sent to. Forwarded headers
 * count only behind a proxy that was declared (HANDRAIL_TRUST_PROXY=1).
 */
export function baseAddress(headers: HeaderReader): string {
  const { NEXTAUTH_URL, HANDRAIL_TRUST_PROXY, PORT } = env()
  if (NEXTAUTH_URL) return new URL(NEXTAUTH_URL).origin
  const forwarded = (name: string) => (HANDRAIL_TRUST_PROXY ? headers.get(name)?.split(',').at(-1)?.trim() : undefined)
  const protocol = forwarded('x-forwarded-proto') === 'https' ? 'https' : 'http'
  const host = forwarded('x-forwarded-host') ?? headers.get('host') ?? `127.0.0.1:${PORT}`
  return new URL(`${protocol}://${host}`).origin
}
