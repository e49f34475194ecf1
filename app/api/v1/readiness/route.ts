import { readinessRead } from '@/lib/api/calls/readiness'
import type { WaveWithCounts } from '@/lib/calendar/queries'
import { readRollout } from '@/lib/calendar/rollout'
import { readGates } from '@/lib/readiness/queries'
import type { Gate } from '@/lib/readiness/schema'
import { apiRoute, otherMethods } from '@/lib/server/api-route'
import { ok } from '@/lib/shared/result'

export const dynamic = 'force-dynamic'

function toWave(wave: WaveWithCounts, gates: Gate[] | undefined) {
  const { id, number, name, state, startsAt, endsAt, override, counts } = wave
  const { total, moved, stays, rolledBack, proven, wrong } = counts
  return {
    ...{ id, number, name, state },
    startsAt: startsAt?.toISOString() ?? null,
    endsAt: endsAt?.toISOString() ?? null,
    ready: gates ? gates.every((gate) => gate.passes) : null,
    gates: gates ?? [],
    overrideReason: override?.reason ?? null,
    entryPoints: { total, moved, stays, rolledBack, proven, wrong },
  }
}

export const GET = apiRoute(readinessRead, async ({ actor }) => {
  const { waves, gates, next } = await readRollout(actor)
  const nextGates = (next ? gates.get(next.id) : undefined) ?? (await readGates(actor, null))
  return ok({
    ready: next !== null && nextGates.every((gate) => gate.passes),
    nextWave: next?.number ?? null,
    gates: nextGates,
    waves: waves.map((wave) => toWave(wave, gates.get(wave.id))),
  })
})

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods('GET')
