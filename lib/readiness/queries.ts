import { roleLabel } from '@/lib/members/role-words'
import type { Actor } from '@/lib/server/actor'
import { db } from '@/lib/server/db'
import { closedGates, GATE_HOMES, GATE_PARTS, judgeGates, type WaveSheetFacts } from './rules'
import { GATE_KEYS, type Gate, type GateKey } from './schema'
import { readGateFacts, readOwners } from './store'

type Owners = Awaited<ReturnType<typeof readOwners>>

/** The role in words, and a name: who was made responsible, or the only one who holds the role. */
function ownersOf({ named, byRole }: Owners): Record<GateKey, { role: string; name: string | null }> {
  const entries = GATE_KEYS.map((key) => {
    const { role } = GATE_HOMES[key]
    const holders = byRole.get(role) ?? []
    const only = holders.length === 1 ? (holders[0] ?? null) : null
    return [key, { role: roleLabel(role), name: named.get(key) ?? named.get(GATE_PARTS[key] ?? '') ?? only }] as const
  })
  return Object.fromEntries(entries) as Record<GateKey, { role: string; name: string | null }>
}

/** Every gate of the workspace, with the entry points of one wave when it is given. */
export async function readGates({ workspaceId }: Pick<Actor, 'workspaceId'>, wave: WaveSheetFacts): Promise<Gate[]> {
  const [facts, owners] = await Promise.all([readGateFacts(workspaceId), readOwners(workspaceId)])
  return judgeGates(facts, wave, ownersOf(owners))
}

/** The gates for several waves at once: what the rooms recorded is read one time. */
export async function readGatesFor(
  { workspaceId }: Pick<Actor, 'workspaceId'>,
  waves: ReadonlyMap<string, WaveSheetFacts>,
): Promise<ReadonlyMap<string, Gate[]>> {
  const [facts, owners] = await Promise.all([readGateFacts(workspaceId), readOwners(workspaceId)])
  const names = ownersOf(owners)
  return new Map([...waves].map(([id, wave]) => [id, judgeGates(facts, wave, names)]))
}

/** "Operations" or "Operations, Tobias Marsh". */
export function ownerWords({ role, name }: Gate['owner']): string {
  return name ? `${role}, ${name}` : role
}

export type ClosedGate = { key: GateKey; name: string; sentence: string; owner: string; href: string }

/** The gates that hold a wave back, as a release names them. */
export async function closedGatesOf(actor: Actor, wave: WaveSheetFacts): Promise<ClosedGate[]> {
  return closedGates(await readGates(actor, wave)).map(({ key, name, sentence, owner }) => ({
    ...{ key, name, sentence },
    owner: ownerWords(owner),
    href: `/calendar/gates#gate-${key}`,
  }))
}

/** Incidents that hold back the next wave until they are closed. */
export async function openIncidents({
  workspaceId,
}: Pick<Actor, 'workspaceId'>): Promise<{ id: string; title: string; owner: string | null }[]> {
  const found = await db.incident.findMany({
    where: { workspaceId, state: 'open', locksWaves: true },
    select: { id: true, title: true, ownerMemberId: true },
    orderBy: { openedAt: 'asc' },
    take: 20,
  })
  if (found.length === 0) return []
  const owners = await db.member.findMany({
    where: { workspaceId, id: { in: found.flatMap(({ ownerMemberId }) => ownerMemberId ?? []) } },
    select: { id: true, user: { select: { name: true } } },
  })
  const names = new Map(owners.map((owner) => [owner.id, owner.user.name]))
  return found.map(({ id, title, ownerMemberId }) => ({ id, title, owner: names.get(ownerMemberId ?? '') ?? null }))
}
