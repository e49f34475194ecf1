import { updateEntryPoint } from '@/lib/entry-points/update-entry-point'
import { type Actor, can } from '@/lib/server/actor'
import { db } from '@/lib/server/db'
import { currentWorkspace } from '@/lib/server/workspace'
import { fail, ok, type Result } from '@/lib/shared/result'
import { addDays, type Day, dayAt, daysBetween, onDay } from '@/lib/shared/zone-time'
import type { Window } from './changes'
import { shiftWave } from './edit-wave'
import { findFreeze, shiftFreeze } from './freeze-windows'
import type { Carry } from './schema'
import { findWave } from './wave-store'

type Refusal =
  | 'not-allowed'
  | 'not-found'
  | 'stale-version'
  | 'wave-finished'
  | 'wave-no-window'
  | 'entry-point-archived'
  | 'not-carried'

/** The version it has now, and the day it came from: carrying it back there is the undo. */
export type Carried = { version: number; from: Day }

/** A window carried so that it begins on another day: every clock time is kept, whatever the clocks do in between. */
function carriedWindow(window: Window, to: Day, zone: string): Window & { from: Day } {
  const from = dayAt(window.startsAt, zone)
  const shift = daysBetween(from, to)
  const ends = addDays(dayAt(window.endsAt, zone), shift)
  return { startsAt: onDay(window.startsAt, to, zone), endsAt: onDay(window.endsAt, ends, zone), from }
}

async function carryUpdate(actor: Actor, { id, version, to }: Carry): Promise<Result<Carried, Refusal>> {
  const found = await db.entryPoint.findFirst({
    where: { id, workspaceId: actor.workspaceId },
    select: { updateDate: true },
  })
  if (!found) return fail('not-found')
  const from = found.updateDate ?? to
  const changed = await updateEntryPoint(actor, { id, version, patch: { updateDate: to } })
  if (changed.ok) return ok({ version: changed.value.version, from })
  const { code } = changed
  if (code === 'unknown-wave' || code === 'entry-point-exists') return fail('not-carried')
  return { ...changed, code }
}

async function carryWave(actor: Actor, input: Carry): Promise<Result<Carried, Refusal>> {
  const found = await findWave(actor.workspaceId, input.id)
  if (!found) return fail('not-found')
  if (!found.startsAt || !found.endsAt) return fail('wave-no-window')
  const { zone } = await currentWorkspace(actor)
  const { from, ...window } = carriedWindow({ startsAt: found.startsAt, endsAt: found.endsAt }, input.to, zone)
  const shifted = await shiftWave(actor, input, window)
  if (shifted.ok) return ok({ version: shifted.value.version, from })
  return shifted.code === 'stale-version' || shifted.code === 'wave-finished' || shifted.code === 'not-allowed'
    ? { ...shifted, code: shifted.code }
    : fail('not-carried')
}

async function carryFreeze(actor: Actor, input: Carry): Promise<Result<Carried, Refusal>> {
  const found = await findFreeze(actor.workspaceId, input.id)
  if (!found) return fail('not-found')
  const { zone } = await currentWorkspace(actor)
  const { from, ...window } = carriedWindow(found, input.to, zone)
  const shifted = await shiftFreeze(actor, input, window)
  if (shifted.ok) return ok({ version: shifted.value.version, from })
  return shifted.code === 'stale-version' || shifted.code === 'not-allowed'
    ? { ...shifted, code: shifted.code }
    : fail('not-carried')
}

/** Carries something of the calendar to another day, if it still is the version that was seen. */
export async function carry(actor: Actor, input: Carry): Promise<Result<Carried, Refusal>> {
  if (input.kind === 'update') {
    return can(actor, 'entry-points:write') ? carryUpdate(actor, input) : fail('not-allowed')
  }
  if (!can(actor, 'calendar:write')) return fail('not-allowed')
  return input.kind === 'wave' ? carryWave(actor, input) : carryFreeze(actor, input)
}
