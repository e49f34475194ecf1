import { beforeAll, expect, test } from 'vitest'
import { seedContact } from '@/lib/contacts/testing/people'
import { stage } from '@/lib/duplicates/testing/stage'
import type { Actor } from '@/lib/server/actor'
import { db } from '@/lib/server/db'
import { faultSize } from '@/lib/server/testing/fault-size'
import { seedMember, seedNumber, seedWorkspace } from '@/lib/server/testing/seed'
import { mergeContacts } from './merge-contacts'
import type { Picks } from './model'
import { mergeSchema } from './schema'
import { repliesIn, stateOf } from './testing/state'
import { undoMerge } from './undo-merge'

const MERGES = faultSize(200, 10_000)
const PEOPLE = 24

/** A small generator with a seed, so that a failure can be seen again (mulberry32). */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

let actor: Actor
const next = random(20_261_126)
const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T

/** People of every kind: from the CRM with claims, from WhatsApp alone, with a past, on two portfolios. */
beforeAll(async () => {
  const workspaceId = await seedWorkspace()
  const support = await seedNumber(workspaceId)
  const abroad = await seedNumber(workspaceId, { label: 'Abroad' })
  const { says, changes } = stage(workspaceId)
  for (let i = 0; i < PEOPLE; i += 1) {
    const phone = `4477009005${String(10 + i)}`
    const bsuid = `GB.5${10 + i}`
    if (i % 3 === 0) {
      const identifiers = [
        { kind: 'phone', value: phone } as const,
        { kind: 'email', value: `p${i}@example.org` } as const,
      ]
      const labels = i % 2 === 0 ? ['vip', `ring-${i % 5}`] : ['vip']
      await seedContact(workspaceId, { name: `Person ${i}`, crmContactId: `CRM-${i}`, labels, identifiers })
      continue
    }
    await says(i % 2 === 0 ? support : abroad, { ...(i % 4 === 1 ? {} : { phone }), bsuid, at: i })
    if (i % 5 === 1) await changes(i % 2 === 0 ? support : abroad, { previous: bsuid, bsuid: `${bsuid}R`, at: 100 + i })
    if (i % 7 === 2) await says(i % 2 === 0 ? support : abroad, { bsuid, username: `person.${i}`, at: 50 + i })
  }
  actor = await seedMember(workspaceId, ['crm_owner'])
}, 60_000)

function randomPicks(): Picks {
  const side = () => pick(['survivor', 'merged', undefined] as const)
  const picks = {
    name: side(),
    language: side(),
    ownerMemberId: side(),
    labels: pick(['both', 'survivor', 'merged', undefined] as const),
  }
  return Object.fromEntries(Object.entries(picks).filter(([, value]) => value !== undefined))
}

async function mergeTwo(): Promise<string | undefined> {
  const active = await db.contact.findMany({
    where: { workspaceId: actor.workspaceId, state: 'active' },
    select: { id: true },
    orderBy: { id: 'asc' },
  })
  const [survivor, merged] = [pick(active), pick(active)]
  if (survivor.id === merged.id) return undefined
  const acknowledged = 'Spoke with the person on the phone.'
  const input = mergeSchema.parse({ survivorId: survivor.id, mergedId: merged.id, picks: randomPicks(), acknowledged })
  const result = await mergeContacts(actor, input)
  if (!result.ok) throw new Error(JSON.stringify(result))
  return result.value.id ?? undefined
}

test(`${MERGES} merges, in chains of up to five, are undone to exactly what there was, and no reply moves`, async () => {
  const { workspaceId } = actor
  const before = await stateOf(workspaceId)
  const replies = await repliesIn(workspaceId)
  let done = 0
  while (done < MERGES) {
    const chain: string[] = []
    const length = 1 + Math.floor(next() * 5)
    while (chain.length < length) {
      const id = await mergeTwo()
      if (id) chain.push(id)
    }
    expect(await repliesIn(workspaceId)).toEqual(replies)
    for (const id of chain.toReversed()) {
      const undone = await undoMerge(actor, id)
      expect(undone).toMatchObject({ ok: true, value: { state: 'undone', questions: [] } })
    }
    expect(await stateOf(workspaceId)).toBe(before)
    done += chain.length
  }
}, 3_600_000)
