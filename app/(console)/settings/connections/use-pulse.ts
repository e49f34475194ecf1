import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import type { ConnectionPulse } from '@/lib/settings/list-connections'
import { answerOf } from '@/lib/shared/action-answer'
import { connectionPulseAction } from '../actions'

const ASK_EVERY_MS = 3_000
/** After ten minutes somebody has left the page open; it goes on asking, but rarely. */
const PATIENT_AFTER = 200
const ASK_RARELY_MS = 20_000

type Watched = { connectionId: string; initial: ConnectionPulse; since: Date | null }

/** The handshake Meta made, unless it was with an older verify token than the one at hand. */
export function handshakeOf({ verifiedAt }: ConnectionPulse, since: Date | null): Date | null {
  return verifiedAt && (!since || verifiedAt >= since) ? verifiedAt : null
}

/** True when there is nothing left to wait for. */
function isSettled(pulse: ConnectionPulse, since: Date | null): boolean {
  if (pulse.health === 'paused') return true
  return pulse.health === 'receiving' && (since === null || handshakeOf(pulse, since) !== null)
}

/**
 * Asks how a connection stands until its first delivery has arrived, and draws the page again when something new did.
 * A tab in the background does not ask.
 */
export function usePulse({ connectionId, initial, since }: Watched): ConnectionPulse {
  const router = useRouter()
  const [pulse, setPulse] = useState(initial)
  const settled = isSettled(pulse, since)
  useEffect(() => {
    if (settled) return
    let asked = 0
    let gone = false
    let timer: ReturnType<typeof setTimeout>
    const ask = async () => {
      asked += 1
      if (!document.hidden) {
        const answer = answerOf(await connectionPulseAction({ connectionId }).catch(() => undefined))
        if (gone) return
        if (answer.ok) setPulse(answer.value)
      }
      timer = setTimeout(ask, asked < PATIENT_AFTER ? ASK_EVERY_MS : ASK_RARELY_MS)
    }
    timer = setTimeout(ask, ASK_EVERY_MS)
    return () => {
      gone = true
      clearTimeout(timer)
    }
  }, [connectionId, settled])
  const { health } = pulse
  useEffect(() => {
    if (health !== initial.health) router.refresh()
  }, [health, initial.health, router])
  return pulse
}
