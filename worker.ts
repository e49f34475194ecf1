import './lib/server/check-env'
import { exportCheckpoints } from './lib/audit/checkpoint'
import { env } from './lib/server/env'
import { type Schedule, startSchedules } from './lib/server/jobs'
import { removeExpired } from './lib/server/jobs-cleanup'
import { purgeDeliveryBodies } from './lib/server/jobs-retention'
import { onShutdown } from './lib/server/lifecycle'
import { log } from './lib/server/log'
import { openSql } from './lib/server/sql'
import type { WorkerMessage } from './lib/server/worker-process'

/**
 * The process behind the answers: it resolves what the receiver stored and keeps the schedules. Everything it does can
 * be repeated, so it may be killed at any moment.
 */
const sql = openSql(env().databaseUrl, { maxConnections: 4 })

const schedules: Schedule[] = [
  { name: 'purge delivery bodies', when: '7 * * * *', run: async (now) => void (await purgeDeliveryBodies(sql, now)) },
  {
    name: 'export audit checkpoints',
    when: '*/5 * * * *',
    run: async (now) => void (await exportCheckpoints(sql, now)),
  },
  { name: 'remove what has expired', when: '23 * * * *', run: (now) => removeExpired(sql, now) },
]

const clock = startSchedules(schedules, (error, name) => log.error({ err: error, schedule: name }, 'a schedule failed'))

const { end } = onShutdown(
  [
    { name: 'schedules', run: () => clock.stop() },
    { name: 'database', run: () => sql.close() },
  ],
  { limitMs: 5_000, onError: (error) => log.error({ err: error }, 'while the worker ended') },
)
process.on('message', (message: WorkerMessage) => {
  if (message.kind === 'stop') end()
})
// A worker without its server would go on unseen, and a second one beside the next server.
process.on('disconnect', end)
