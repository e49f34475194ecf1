import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fail, ok, type Result } from '@/lib/shared/result'

export type KeyCode = 'restore-other-key'

/**
 * A backup brings the master key it was made with. A data folder that has another one keeps it beside the new one,
 * and only when the person asked to replace what is there.
 */
export function adoptMasterKey(dataDir: string, key: string, replace: boolean): Result<undefined, KeyCode> {
  const file = path.join(dataDir, 'master.key')
  mkdirSync(dataDir, { recursive: true })
  const present = existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined
  if (present === key) return ok(undefined)
  if (present && !replace) return fail('restore-other-key', { file })
  if (present) renameSync(file, `${file}.before-restore`)
  writeFileSync(file, `${key}\n`, { mode: 0o600 })
  return ok(undefined)
}
