import type { Actor } from '@/lib/server/actor'
import { judge, type NameVerdict } from './judge-rules'
import type { ClassKey } from './schema'
import { loadActivePolicy } from './store'

/** `policy` is the number of the version in force; null when none is, and then nothing is allowed or refused by it. */
export type PolicyJudgement = { policy: number | null; verdict: NameVerdict | null; sentence: string }

/**
 * What the naming policy in force says about a name: by one class, or by each of the four. `verdict.allowed` is true when
 * a judged class allows it; every class gives its reasons, with the username rules of WhatsApp among them.
 */
export async function judgeName(
  { workspaceId }: Pick<Actor, 'workspaceId'>,
  name: string,
  classKey?: ClassKey,
): Promise<PolicyJudgement> {
  const active = await loadActivePolicy(workspaceId)
  if (!active?.content) {
    const sentence = active ? 'The naming policy in force cannot be read.' : 'No naming policy is in force yet.'
    return { policy: null, verdict: null, sentence }
  }
  const verdict = judge(active.content, name, classKey)
  const fitting = verdict.classes.filter(({ allowed }) => allowed).map(({ className }) => className.toLowerCase())
  const sentence = verdict.allowed
    ? `The naming policy allows it as ${fitting.join(' or ')}.`
    : `The naming policy (version ${active.number}) does not allow it.`
  return { policy: active.number, verdict, sentence }
}
