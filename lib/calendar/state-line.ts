import type { Actor } from '@/lib/server/actor'
import { db } from '@/lib/server/db'
import { waveTitle } from './entries'
import { releaseBlockersOf } from './release'
import { isRollingBack, stateOf } from './wave-store'

/** What the line under the top bar says, or null when the rollout neither runs nor is stopped. */
export type RolloutLine = {
  kind: 'blocked' | 'releasing' | 'verifying' | 'rolling-back'
  wave: string
  sentence: string
  href: string
}

const SOON_MS = 24 * 3_600_000

/** Cheap enough for every page: one read of the few waves that are out or about to be; gates only then. */
export async function rolloutLine(actor: Actor, now = new Date()): Promise<RolloutLine | null> {
  const { workspaceId } = actor
  const waves = await db.wave.findMany({
    where: { workspaceId, OR: [{ state: { in: ['ready', 'releasing', 'verifying'] } }, { rollbackAt: { not: null } }] },
    orderBy: { number: 'asc' },
  })
  const line = (kind: RolloutLine['kind'], wave: (typeof waves)[number], sentence: string): RolloutLine => ({
    ...{ kind, sentence, wave: waveTitle(wave) },
    href: `/calendar/waves/${wave.id}`,
  })
  const back = waves.find(isRollingBack)
  if (back) return line('rolling-back', back, 'is being put back along its rollback paths.')
  const out = waves.find((wave) => stateOf(wave) === 'releasing' || stateOf(wave) === 'verifying')
  if (out) {
    return stateOf(out) === 'releasing'
      ? line('releasing', out, 'is going out: its entry points are being moved.')
      : line('verifying', out, 'is moved: every entry point is being clicked or scanned.')
  }
  const due = waves.find((wave) => wave.startsAt && wave.startsAt.getTime() - now.getTime() < SOON_MS)
  if (!due) return null
  const blockers = ((await releaseBlockersOf(actor, due.id, now)) ?? []).filter(({ kind }) => kind !== 'window')
  const [first, second] = blockers.map(({ name }) => name)
  if (!first) return null
  const more = blockers.length > 2 ? ` and ${blockers.length - 2} more` : ''
  return line(
    'blocked',
    due,
    `needs ${second ? `${first}${more ? ',' : ' and'} ${second}${more}` : first}. An approver may release it with a reason.`,
  )
}
