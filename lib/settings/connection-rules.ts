/** How a connection stands, in the order of what matters first. */
export type ConnectionHealth = 'paused' | 'secret-unusable' | 'waiting' | 'verified' | 'receiving'

export type ConnectionFacts = {
  state: string
  /** False when the master key is not the one the secrets were encrypted with. */
  secretReadable: boolean
  verifiedAt: Date | null
  lastDeliveryAt: Date | null
}

/** A delivery with a valid signature is stronger evidence than the handshake: it counts without one. */
export function healthOf({ state, secretReadable, verifiedAt, lastDeliveryAt }: ConnectionFacts): ConnectionHealth {
  if (state !== 'active') return 'paused'
  if (!secretReadable) return 'secret-unusable'
  if (lastDeliveryAt) return 'receiving'
  return verifiedAt ? 'verified' : 'waiting'
}
