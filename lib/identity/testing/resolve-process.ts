import { env } from '@/lib/server/env'
import { openSql } from '@/lib/server/sql'
import { type ResolveOptions, resolveNext } from '../resolve-batch'

/**
 * A resolver in a process of its own, for tests with two of them and for tests that kill one: resolves what waits and
 * ends. With the argument `die`, it kills itself inside its first transaction, after everything was written.
 */
const sql = openSql(env().databaseUrl)
const options: ResolveOptions = { deliveries: 5 }
if (process.argv.includes('die')) options.beforeCommit = () => void process.kill(process.pid, 'SIGKILL')

for (let left = 1; left > 0; ) {
  const { deliveries, failed } = await resolveNext(sql, options)
  left = deliveries + failed.length
}
await sql.close()
