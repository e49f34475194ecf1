import { visibleRooms } from '@/components/shell/rooms'
import type { Gate } from '@/lib/readiness/schema'

/** Where a gate is put right: its room, or what the calendar says about it while that room is not there yet. */
export function gateHref(gate: Pick<Gate, 'key' | 'room'>): string {
  const room = visibleRooms().find(({ key }) => key === gate.room)
  return room ? room.href : `/calendar/gates#gate-${gate.key}`
}
