import { Cron } from 'croner'

/** Something the worker does by the clock (UTC). */
export type Schedule = {
  name: string
  /** A cron pattern. */
  when: string
  /** Also once when the process starts. */
  atStart?: boolean
  run: (now: Date) => Promise<unknown>
}

export type Schedules = { stop(): Promise<void> }

/**
 * Runs schedules side by side. One that is still running is not started a second time, and one that fails is reported
 * and runs again at its next time; neither touches the others.
 */
export function startSchedules(
  schedules: readonly Schedule[],
  onError: (error: unknown, name: string) => void,
): Schedules {
  const running = new Set<Promise<void>>()
  const jobs = schedules.map(({ name, when, atStart, run }) => {
    const job = async () => {
      try {
        await run(new Date())
      } catch (error) {
        onError(error, name)
      }
    }
    const cron = new Cron(when, { timezone: 'UTC', protect: true, unref: true }, () => {
      const turn = job()
      running.add(turn)
      return turn.finally(() => running.delete(turn))
    })
    if (atStart) void cron.trigger()
    return cron
  })
  return {
    async stop() {
      for (const job of jobs) job.stop()
      await Promise.all(running)
    },
  }
}
