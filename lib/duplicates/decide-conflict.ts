import { withRetries } from '@/lib/contacts/retry'
import { resolveAgain } from '@/lib/deliveries/resolve-again'
import { conflictKey } from '@/lib/identity/conflict-key'
import { carryOutDecision, type Decided, foreseeDecision } from '@/lib/identity/decide-person'
import {
  confirmPerson,
  type DecisionEffect,
  introducePerson,
  lastSeenWith,
  passPhoneOn,
  separationOf,
} from '@/lib/identity/person-decisions'
import { keepResolversOut } from '@/lib/identity/person-ground'
import type { StoredIdentifiers } from '@/lib/identity/stored-identifiers'
import { type Actor, actorId, can } from '@/lib/server/actor'
import { type Recorder, transact } from '@/lib/server/audit'
import { db, sqlOf, type Tx } from '@/lib/server/db'
import { asJson } from '@/lib/server/sql'
import { type Failure, fail, ok, type Result } from '@/lib/shared/result'
import { storableText } from '@/lib/shared/text'
import { dayStart } from '@/lib/shared/zone-time'
import { answerBeforehand, dismissPairOf, eventsOf, present, separate, writeDecision } from './decide-store'
import { allows, type DecisionOption, decisionsFor, passedOnAt } from './decision-rules'
import type { ConflictAt, DecideConflict } from './decision-schema'
import { contactsInOrder, readEvidence } from './rules'
import type { StoredConflict } from './store'

export type DecideProblem =
  | 'not-allowed'
  | 'not-found'
  | 'stale-version'
  | 'conflict-decided'
  | 'decision-not-possible'
  | 'phone-seen-since'
  | 'passed-on-too-late'

/** What became of it: the contact its messages belong to now, and how many of them are resolved again. */
export type ConflictDecided = { contactId: string | null; resolvedAgain: number; moved: number; unsafe: number }

export function decidedOf(conflict: StoredConflict): Decided {
  return {
    workspaceId: conflict.workspaceId,
    portfolioId: conflict.portfolioId ?? '',
    shown: asJson<StoredIdentifiers>(conflict.identifiers),
    at: conflict.firstSeenAt,
    eventId: conflict.firstEventId,
  }
}

/** The decisions this conflict can be given, as its contacts stand. */
export async function optionsOf(reader: Pick<Tx, 'contact'>, conflict: StoredConflict): Promise<DecisionOption[]> {
  const { contactId, candidates, workspaceId } = conflict
  const { kind, proposal } = readEvidence(conflict.identifiers)
  const contactIds = await present(reader, workspaceId, contactsInOrder(contactId, candidates))
  const placedId = contactId && contactIds.includes(contactId) ? contactId : null
  return decisionsFor({ kind, placedId, contactIds, splitFrom: proposal?.kind === 'split' ? proposal.contactId : null })
}

type Deciding = { tx: Tx; actor: Actor; conflict: StoredConflict; input: DecideConflict; option: DecisionOption }
type Outcome = DecisionEffect & { eventIds: string[] }

/**
 * Decides a conflict and carries the decision out: who is speaking, that a number passed on, that an account is somebody
 * else's, or that nothing is to be moved. Messages that waited for it are resolved again, from their bytes. One
 * transaction with its audit event; no resolver works in the workspace meanwhile.
 */
export async function decideConflict(
  actor: Actor,
  input: DecideConflict,
  now = new Date(),
): Promise<Result<ConflictDecided, DecideProblem>> {
  if (!can(actor, 'duplicates:write')) return fail('not-allowed')
  return withRetries(() =>
    transact<ConflictDecided, DecideProblem>(actor, async (tx, record) => {
      await keepResolversOut(sqlOf(tx), actor.workspaceId)
      const conflict = await tx.conflict.findFirst({ where: { id: input.id, workspaceId: actor.workspaceId } })
      if (!conflict) return fail('not-found')
      if (conflict.state !== 'open') return fail('conflict-decided')
      const options = await optionsOf(tx, conflict)
      const option = options.find((one) => allows([one], input.decision, input.contactId ?? null))
      if (!option) return fail('decision-not-possible')
      const outcome = await carryOut({ tx, actor, conflict, input, option }, now)
      if ('ok' in outcome) return outcome
      return close({ tx, actor, conflict, input, option }, { outcome, record, now })
    }),
  )
}

type Refused = Failure<'phone-seen-since' | 'passed-on-too-late'>

async function carryOut(deciding: Deciding, now: Date): Promise<Outcome | Refused> {
  const { tx, conflict, input, option } = deciding
  const sql = sqlOf(tx)
  const decided = decidedOf(conflict)
  const eventIds = await eventsOf(tx, conflict)
  switch (input.decision) {
    case 'chosen': {
      const effect = await carryOutDecision(sql, decided, (ground) => confirmPerson(option.contactIds[0] ?? '', ground))
      return { ...effect, eventIds }
    }
    case 'new-person': {
      const effect = await carryOutDecision(sql, decided, introducePerson)
      await forestall(deciding, effect, now)
      return { ...effect, eventIds }
    }
    case 'passed-on': {
      const effect = await passOn(deciding)
      return 'ok' in effect ? effect : { ...effect, eventIds }
    }
    case 'split':
      return split(deciding)
    case 'apart':
      return { identifiersEnded: [], repliesMoved: [], repliesUnsafe: [], eventIds: [] }
  }
}

async function passOn({ tx, actor, conflict, input, option }: Deciding): Promise<DecisionEffect | Refused> {
  const { zone } = await tx.workspace.findUniqueOrThrow({ where: { id: actor.workspaceId }, select: { zone: true } })
  const decided = decidedOf(conflict)
  const since = input.since ? dayStart(input.since, zone) : null
  const lastSeen = await foreseeDecision(sqlOf(tx), decided, (ground) =>
    option.contactIds
      .flatMap((id) => lastSeenWith(id, ground) ?? [])
      .toSorted((one, other) => other.getTime() - one.getTime())
      .at(0),
  )
  const { firstSeenAt: firstOfOther, lastSeenAt: lastOfOther } = conflict
  const moment = passedOnAt({ since, lastSeen, firstOfOther, lastOfOther })
  if (!moment.ok) return fail(moment.code)
  return carryOutDecision(sqlOf(tx), decided, (ground) => {
    const effects = option.contactIds.map((id) => passPhoneOn(id, moment.until, ground))
    return {
      identifiersEnded: effects.flatMap((effect) => effect.identifiersEnded),
      repliesMoved: effects.flatMap((effect) => effect.repliesMoved),
      repliesUnsafe: effects.flatMap((effect) => effect.repliesUnsafe),
    }
  })
}

/** Two people share the phone from now on: the question that the next message would ask is answered with this one. */
async function forestall({ tx, actor, conflict }: Deciding, effect: DecisionEffect, now: Date): Promise<void> {
  if (conflict.kind !== 'phone-with-other-bsuid' || !effect.contactId) return
  const contactIds = [effect.contactId, ...contactsInOrder(null, conflict.candidates)]
  const facts = await foreseeDecision(sqlOf(tx), decidedOf(conflict), (ground) => ground.facts)
  const finding = { kind: 'phone-held-by-another', contactIds, identifierKind: 'phone' } as const
  const key = conflictKey({ ...finding, proposal: { kind: 'choose-contact', contactIds } }, facts)
  const decided = { decision: 'apart', decidedById: actorId(actor), decidedAt: now, note: null }
  await answerBeforehand(tx, conflict, { ...decided, key, contactId: effect.contactId })
}

async function split({ tx, conflict, option }: Deciding): Promise<Outcome> {
  const { proposal } = readEvidence(conflict.identifiers)
  const from = option.contactIds[0] ?? ''
  const ids = proposal?.kind === 'split' ? proposal.identifierIds : []
  const separation = await foreseeDecision(sqlOf(tx), decidedOf(conflict), ({ ws }) => separationOf(from, ids, ws))
  const { contactId, eventIds } = await separate(tx, { workspaceId: conflict.workspaceId, from, separation })
  return { contactId, eventIds, identifiersEnded: [], repliesMoved: [], repliesUnsafe: [] }
}

type Closing = { outcome: Outcome; record: Recorder; now: Date }

async function close(
  { tx, actor, conflict, input }: Deciding,
  { outcome, record, now }: Closing,
): Promise<Result<ConflictDecided, 'stale-version'>> {
  const { decision, version } = input
  const note = input.note ? storableText(input.note) : null
  const inReview = conflict.contactId === null
  const written = { decision, decidedById: actorId(actor), decidedAt: now, note }
  const isWritten = await writeDecision(tx, { ...conflict, version }, { ...written, contactId: outcome.contactId })
  if (!isWritten) return fail('stale-version', { current: { version: conflict.version } })
  if (decision === 'apart' || decision === 'passed-on') {
    const both = contactsInOrder(conflict.contactId, conflict.candidates)
    await dismissPairOf(tx, conflict.workspaceId, both, actorId(actor), now)
  }
  await resolveAgain(tx, conflict.workspaceId, outcome.eventIds)
  record({
    action: 'conflict.decided',
    subject: { kind: 'conflict', id: conflict.id },
    before: { state: conflict.state, decision: null },
    after: { state: 'decided', decision },
    more: {
      ...{ contactId: outcome.contactId ?? conflict.contactId, inReview, resolvedAgain: outcome.eventIds.length },
      ...{ ended: outcome.identifiersEnded, repliesMoved: outcome.repliesMoved, repliesUnsafe: outcome.repliesUnsafe },
      ...(input.since ? { since: input.since } : {}),
      ...(note ? { note } : {}),
    },
  })
  return ok({
    contactId: outcome.contactId ?? conflict.contactId,
    resolvedAgain: outcome.eventIds.length,
    moved: outcome.repliesMoved.length,
    unsafe: outcome.repliesUnsafe.length,
  })
}

/** Takes a "keep apart" back; it moved nothing, so nothing has to be put back. */
export async function reopenConflict(
  actor: Actor,
  { id, version }: ConflictAt,
): Promise<Result<{ version: number }, 'not-allowed' | 'not-found' | 'stale-version' | 'conflict-not-reopened'>> {
  if (!can(actor, 'duplicates:write')) return fail('not-allowed')
  const { workspaceId } = actor
  return transact<{ version: number }, 'not-found' | 'stale-version' | 'conflict-not-reopened'>(
    actor,
    async (tx, record) => {
      const conflict = await tx.conflict.findFirst({ where: { id, workspaceId } })
      if (!conflict) return fail('not-found')
      if (conflict.state !== 'decided' || conflict.decision !== 'apart') return fail('conflict-not-reopened')
      const open = { state: 'open', decision: null, decidedById: null, decidedAt: null, note: null }
      const written = await tx.conflict.updateMany({
        where: { id, workspaceId, version, state: 'decided' },
        data: { ...open, version: { increment: 1 } },
      })
      if (written.count === 0) return fail('stale-version', { current: { version: conflict.version } })
      const before = { state: conflict.state, decision: conflict.decision }
      record({ action: 'conflict.reopened', subject: { kind: 'conflict', id }, before, after: { state: 'open' } })
      return ok({ version: version + 1 })
    },
  )
}

/** For whoever asks before deciding: which decisions there are, and what a number that passed on would mean for replies. */
export async function foreseeDecisions(conflict: StoredConflict) {
  const options = conflict.state === 'open' ? await optionsOf(db, conflict) : []
  const passedOn = options.find(({ decision }) => decision === 'passed-on')
  if (!passedOn) return { options, replies: { moved: 0, unsafe: 0 } }
  const effects = await foreseeDecision(sqlOf(db), decidedOf(conflict), (ground) =>
    passedOn.contactIds.map((id) => passPhoneOn(id, conflict.firstSeenAt, ground)),
  )
  const sum = (pick: (effect: DecisionEffect) => string[]) => effects.reduce((n, effect) => n + pick(effect).length, 0)
  return { options, replies: { moved: sum((one) => one.repliesMoved), unsafe: sum((one) => one.repliesUnsafe) } }
}
