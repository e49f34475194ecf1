import type { Tx } from '@/lib/server/db'

/** What was received on a number. Whoever has history keeps it: a number with any is never removed. */
export type NumberHistory = { events: number; threads: number }

type Reader = Pick<Tx, 'event' | 'thread'>

export async function numberHistory(reader: Reader, workspaceId: string, numberId: string): Promise<NumberHistory> {
  const where = { workspaceId, numberId }
  const [events, threads] = await Promise.all([reader.event.count({ where }), reader.thread.count({ where })])
  return { events, threads }
}

export function hasHistory({ events, threads }: NumberHistory): boolean {
  return events > 0 || threads > 0
}
