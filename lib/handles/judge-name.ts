import { judgeName } from '@/lib/policy/queries'
import type { ClassKey } from '@/lib/policy/vocabulary'
import type { Actor } from '@/lib/server/actor'
import { lookalikesOf } from '@/lib/whatsapp/lookalikes'
import { checkUsername, usernameKey } from '@/lib/whatsapp/username'
import { internalWarnings } from './internal-name-rules'
import type { StandsFor } from './vocabulary'

/** A branch is named as a region is: by its place. */
const CLASS_OF: Record<StandsFor, ClassKey> = {
  business: 'master_brand',
  region: 'region',
  branch: 'region',
  product: 'product',
  support: 'support',
}

export type NameJudgement = {
  name: string
  /** What WhatsApp says: none of `error` severity means that it can be had. */
  rules: { severity: 'warning' | 'error'; sentence: string }[]
  /** What only colleagues would understand. */
  warnings: string[]
  /** Names that others could take, the most deceiving first. */
  lookalikes: { name: string; why: string }[]
  /** Null while no policy is in force. */
  policy: { allowed: boolean | null; sentence: string; reasons: string[] }
}

/** Everything that can be said about a name before anybody chooses it. */
export async function judgeCandidate(
  actor: Pick<Actor, 'workspaceId'>,
  { name, standsFor }: { name: string; standsFor: StandsFor | null },
): Promise<NameJudgement> {
  const key = usernameKey(name)
  const judged = await judgeName(actor, key, standsFor ? CLASS_OF[standsFor] : undefined)
  const reasons = (judged.verdict?.classes ?? []).flatMap((one) => one.reasons)
  const failed = reasons.filter(({ verdict, rule }) => verdict === 'fail' && rule !== 'username')
  return {
    name: key,
    rules: checkUsername(key).issues.map(({ severity, sentence }) => ({ severity, sentence })),
    warnings: internalWarnings(key).map(({ sentence }) => sentence),
    lookalikes: lookalikesOf(key, 8).map(({ name: other, why }) => ({ name: other, why })),
    policy: {
      allowed: judged.verdict?.allowed ?? null,
      sentence: judged.sentence,
      reasons: standsFor ? failed.map(({ sentence }) => sentence) : [],
    },
  }
}
