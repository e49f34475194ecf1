import type { Sql } from '@/lib/server/sql'
import { tell } from '@/lib/webhooks/tell'
import { BatchKeys } from './batch'
import { flushChanges } from './flush-store'
import { loadSeed } from './load-store'
import type { DecisionEffect, DecisionGround } from './person-decisions'
import { personFacts } from './person-facts'
import { loadSettings } from './settings-store'
import { type StoredIdentifiers, whoOf } from './stored-identifiers'
import { tidingsOf } from './tidings'
import { WorkingSet } from './working-set'

export type Decided = {
  workspaceId: string
  portfolioId: string
  /** What the payload showed, as the conflict keeps it, and when it was first seen. */
  shown: StoredIdentifiers
  at: Date
  eventId: string
}

type Decision = (ground: DecisionGround) => DecisionEffect

async function groundOf(sql: Sql, { workspaceId, portfolioId, shown, at, eventId }: Decided): Promise<DecisionGround> {
  const who = whoOf(shown)
  const keys = new BatchKeys()
  keys.addWho(who)
  // Which identifiers came through a phone matters to what belongs to whom.
  keys.hasChanges = true
  const { numbers } = await loadSettings(sql, workspaceId)
  const ws = new WorkingSet(await loadSeed(sql, workspaceId, keys))
  return { ws, eventId, facts: personFacts(who, { portfolioId, at }), numbersOf: (id) => numbers.numbersOf(id) }
}

/** What a decision would do. Nothing is written. */
export async function foreseeDecision<T>(sql: Sql, decided: Decided, ask: (ground: DecisionGround) => T): Promise<T> {
  return ask(await groundOf(sql, decided))
}

/** Carries a decision out on what the database holds. The caller keeps the resolvers out until its transaction ends. */
export async function carryOutDecision(sql: Sql, decided: Decided, decide: Decision): Promise<DecisionEffect> {
  const ground = await groundOf(sql, decided)
  const effect = decide(ground)
  const { log } = ground.ws
  await flushChanges(sql, log, { workspaceId: decided.workspaceId, now: new Date() })
  await tell(sql, decided.workspaceId, tidingsOf(log))
  return effect
}
