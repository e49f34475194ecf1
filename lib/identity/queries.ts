import { db, sqlOf } from '@/lib/server/db'
import type { Sql } from '@/lib/server/sql'
import { fail, ok, type Result } from '@/lib/shared/result'
import { parseBsuid } from '@/lib/whatsapp/bsuid'
import type { MessageUpdate } from '@/lib/whatsapp/update'
import { BatchKeys } from './batch'
import { loadSeed } from './load-store'
import type { Destination, Resolution } from './model'
import { resolveUpdate } from './resolve'
import { loadSettings } from './settings-store'
import { WorkingSet } from './working-set'

/** A message as somebody imagines it: what the resolver would do with it, now. */
export type ResolveQuestion = {
  phoneNumberId: string
  /** Digits as WhatsApp sends them; a leading plus is ignored. */
  phone?: string
  bsuid?: string
  parentBsuid?: string
  username?: string
  eventType?: string
  text?: string
  referralSourceId?: string
}

export type ResolveAnswer = Pick<
  Resolution,
  'outcome' | 'rule' | 'ruleVersion' | 'decisive' | 'why' | 'error' | 'candidates' | 'phoneOnlyOutcome' | 'workflowId'
> & {
  numberId?: string
  /** Null when nobody is known, and when a contact would have to be made. */
  contact: { id: string; crmContactId: string | null; name: string | null; provisional: boolean } | null
  /** The conversation that would continue; null when a new one would be opened. */
  thread: { id: string } | null
  replyTo?: Destination
}

/** Asks the resolver without changing anything: POST /api/v1/resolve and the test bench of routing. */
export function resolveReadOnly(
  workspaceId: string,
  question: ResolveQuestion,
): Promise<Result<ResolveAnswer, 'bsuid-malformed'>> {
  return resolveOn(sqlOf(db), workspaceId, question)
}

/** As `resolveReadOnly`, on a given connection. The working set is thrown away; only reads reach the database. */
export async function resolveOn(
  sql: Sql,
  workspaceId: string,
  question: ResolveQuestion,
): Promise<Result<ResolveAnswer, 'bsuid-malformed'>> {
  const update = imagined(question)
  if (!update) return fail('bsuid-malformed')
  const { numbers, router } = await loadSettings(sql, workspaceId)
  const number = numbers.find(update)
  const keys = new BatchKeys()
  keys.add(update, number)
  const seed = await loadSeed(sql, workspaceId, keys)
  const existing = new Set([...(seed.threads ?? [])].map((thread) => thread.id))
  const ws = new WorkingSet(seed)
  const context = {
    eventId: 'imagined',
    number,
    receivedAt: update.at,
    numbersOf: (portfolioId: string) => numbers.numbersOf(portfolioId),
    route: router,
  }
  const resolution = resolveUpdate(update, context, ws)
  return ok({ ...answerOf(resolution, ws, existing), numberId: number?.id })
}

function answerOf(resolution: Resolution, ws: WorkingSet, existing: ReadonlySet<string>): ResolveAnswer {
  const { outcome, rule, ruleVersion, decisive, why, error, candidates, phoneOnlyOutcome, workflowId } = resolution
  const known = resolution.contactId && outcome !== 'created' ? ws.contact(resolution.contactId) : undefined
  const { threadId, replyTo } = resolution
  return {
    outcome,
    rule,
    ruleVersion,
    decisive,
    why,
    error,
    candidates,
    phoneOnlyOutcome,
    workflowId,
    replyTo,
    contact: known
      ? {
          id: known.id,
          crmContactId: known.crmContactId ?? null,
          name: known.name ?? null,
          provisional: known.provisional,
        }
      : null,
    thread: threadId && existing.has(threadId) ? { id: threadId } : null,
  }
}

function imagined(question: ResolveQuestion): MessageUpdate | undefined {
  const { bsuid, parentBsuid } = question
  const parsed = { bsuid: parseBsuid(bsuid), parentBsuid: parseBsuid(parentBsuid) }
  if ((bsuid && !parsed.bsuid) || (parentBsuid && !parsed.parentBsuid)) return undefined
  return {
    kind: 'message',
    key: 'imagined',
    field: 'messages',
    phoneNumberId: question.phoneNumberId,
    at: new Date(),
    direction: 'inbound',
    wamid: 'imagined',
    messageType: question.eventType ?? 'text',
    text: question.text,
    referralSourceId: question.referralSourceId,
    errors: [],
    who: {
      phone: question.phone?.replace(/^\+/, '') || undefined,
      username: question.username?.replace(/^@/, '') || undefined,
      ...parsed,
    },
  }
}
