import { fail, ok, type Result } from '@/lib/shared/result'
import { type References, resolveOwner, resolveWave } from './references'
import { nameKeyOf } from './rules'
import type { EntryColumns, EntryPointPatch } from './schema'

/** Turns what a person wrote into columns: owner and wave become ids, the name gets its key. Pure. */
export function resolvePatch(
  patch: EntryPointPatch,
  references: References,
): Result<Partial<EntryColumns>, 'unknown-wave'> {
  const { owner, wave, name, ...plain } = patch
  const columns: Partial<EntryColumns> = { ...plain }
  if (name !== undefined) Object.assign(columns, { name, nameKey: nameKeyOf(name) })
  if (owner !== undefined) Object.assign(columns, resolveOwner(owner, references.members))
  if (wave !== undefined) {
    const found = wave === null ? null : resolveWave(wave, references.waves)
    if (found === undefined) return fail('unknown-wave', { wave, waves: references.waves.map((one) => one.name) })
    columns.waveId = found?.id ?? null
  }
  return ok(columns)
}
