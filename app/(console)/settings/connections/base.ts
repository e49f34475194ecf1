import { headers } from 'next/headers'
import { baseAddress } from '@/lib/settings/base-address'
import { callbackAddress, callbackProblem } from '@/lib/settings/callback-rules'

/** Addresses as this visitor, and so Meta, would reach them. */
export async function readCallback(): Promise<{
  addressOf: (urlKey: string) => string
  problem: ReturnType<typeof callbackProblem>
  base: string
}> {
  const base = baseAddress(await headers())
  return { base, addressOf: (urlKey) => callbackAddress(base, urlKey), problem: callbackProblem(base) }
}
