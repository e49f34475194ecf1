import { randomBytes } from 'node:crypto'
import { type Actor, can } from '@/lib/server/actor'
import { type Recorder, transact } from '@/lib/server/audit'
import { type db, sqlOf, type Tx } from '@/lib/server/db'
import { env } from '@/lib/server/env'
import { encrypt } from '@/lib/server/keys'
import { readAllowance, readOutsideUrl } from '@/lib/server/safe-fetch-address'
import { newId } from '@/lib/shared/ids'
import { fail, ok, type Result } from '@/lib/shared/result'
import type { WebhookAt, WebhookChange, WebhookInput } from './schema'
import { forget } from './tell'
import { WEBHOOK_EVENTS, type WebhookEvent } from './vocabulary'

type Code = 'not-allowed' | 'not-found' | 'stale-version' | 'webhook-address-refused' | 'webhook-exists'
type Stored = Awaited<ReturnType<typeof db.outgoingWebhook.findFirstOrThrow>>

export const eventsOf = ({ kinds }: Pick<Stored, 'kinds'>): WebhookEvent[] =>
  WEBHOOK_EVENTS.filter((event) => Array.isArray(kinds) && kinds.includes(event))

/** The address without what may be a secret in it, for the log. */
const shownUrl = (url: string): string => new URL(url).origin + new URL(url).pathname

const told = (row: Pick<Stored, 'url' | 'kinds' | 'disabledAt'>) => ({
  ...{ url: shownUrl(row.url), events: eventsOf(row), on: row.disabledAt === null },
})

function isRefused(url: string): boolean {
  return !readOutsideUrl(url, readAllowance(env().fetchAllow)).ok
}

/** Has the address told of what was chosen from now on. The signing secret is shown once and cannot be read again. */
export async function addWebhook(
  actor: Actor,
  { url, events }: WebhookInput,
): Promise<Result<{ id: string; secret: string }, Code>> {
  if (!can(actor, 'connections:write')) return fail('not-allowed')
  if (isRefused(url)) return fail('webhook-address-refused')
  const { workspaceId } = actor
  return transact<{ id: string; secret: string }, Code>(actor, async (tx, record) => {
    if (await tx.outgoingWebhook.findFirst({ where: { workspaceId, url } })) return fail('webhook-exists')
    const id = newId('owh')
    const secret = newSecret()
    const row = { id, workspaceId, url, kinds: events, secretCipher: encrypt('outgoing-webhook', secret, id) }
    await tx.outgoingWebhook.create({ data: row })
    record({ action: 'webhook.added', subject: subjectOf(id), after: told({ url, kinds: events, disabledAt: null }) })
    return ok({ id, secret })
  })
}

const newSecret = (): string => `whsec_${randomBytes(32).toString('base64url')}`
const subjectOf = (id: string) => ({ kind: 'webhook', id })

type Writing = { tx: Tx; record: Recorder; before: Stored }

/** One change of one webhook at the version somebody saw. */
async function change<T>(
  actor: Actor,
  { id, version }: WebhookAt,
  write: (writing: Writing) => Promise<{ data: Partial<Stored>; value: T }>,
): Promise<Result<T, Code>> {
  if (!can(actor, 'connections:write')) return fail('not-allowed')
  const { workspaceId } = actor
  return transact<T, Code>(actor, async (tx, record) => {
    const before = await tx.outgoingWebhook.findFirst({ where: { id, workspaceId } })
    if (!before) return fail('not-found')
    const { data, value } = await write({ tx, record, before })
    const { count } = await tx.outgoingWebhook.updateMany({
      where: { id, workspaceId, version },
      data: { ...(data as object), version: { increment: 1 } },
    })
    if (count === 0)
      return fail('stale-version', { current: { ...told(before), url: before.url, version: before.version } })
    return ok(value)
  })
}

export async function changeWebhook(actor: Actor, { url, events, ...at }: WebhookChange): Promise<Result<null, Code>> {
  if (isRefused(url)) return fail('webhook-address-refused')
  return change(actor, at, async ({ record, before }) => {
    const after = told({ url, kinds: events, disabledAt: before.disabledAt })
    record({ action: 'webhook.changed', subject: subjectOf(at.id), before: told(before), after })
    return { data: { url, kinds: events }, value: null }
  })
}

/** Off, it is told nothing and what waits stays waiting; on again, that is sent. */
export function switchWebhook(actor: Actor, { on, ...at }: WebhookAt & { on: boolean }): Promise<Result<null, Code>> {
  return change(actor, at, async ({ record, before }) => {
    const disabledAt = on ? null : new Date()
    record({
      action: 'webhook.switched',
      subject: subjectOf(at.id),
      before: told(before),
      after: told({ ...before, disabledAt }),
    })
    return { data: { disabledAt }, value: null }
  })
}

/** A new signing secret from the next message on; the old one is worth nothing any more. */
export function rotateSecret(actor: Actor, at: WebhookAt): Promise<Result<{ secret: string }, Code>> {
  return change(actor, at, async ({ record }) => {
    const secret = newSecret()
    record({ action: 'webhook.secret-rotated', subject: subjectOf(at.id) })
    return { data: { secretCipher: encrypt('outgoing-webhook', secret, at.id) }, value: { secret } }
  })
}

/** Puts a test message in the queue; it goes the way of every other one. */
export function testWebhook(actor: Actor, at: WebhookAt, now = new Date()): Promise<Result<null, Code>> {
  return change(actor, at, async ({ tx, record, before: { id, workspaceId } }) => {
    const payload = { event: 'test', at: now.toISOString() }
    await tx.outbox.create({
      data: { id: newId('out'), workspaceId, channel: 'webhook', target: id, payload, nextTryAt: now },
    })
    record({ action: 'webhook.tested', subject: subjectOf(id) })
    return { data: {}, value: null }
  })
}

/** Has messages tried again that were given up, once whatever stopped them is mended. */
export function retryWebhook(actor: Actor, at: WebhookAt, now = new Date()): Promise<Result<{ count: number }, Code>> {
  return change(actor, at, async ({ tx, record, before: { id, workspaceId } }) => {
    const { count } = await tx.outbox.updateMany({
      where: { workspaceId, channel: 'webhook', target: id, state: { in: ['failed', 'waiting'] } },
      data: { state: 'waiting', tries: 0, nextTryAt: now },
    })
    record({ action: 'webhook.retried', subject: subjectOf(id), more: { count } })
    return { data: {}, value: { count } }
  })
}

export async function removeWebhook(actor: Actor, { id, version }: WebhookAt): Promise<Result<null, Code>> {
  if (!can(actor, 'connections:write')) return fail('not-allowed')
  const { workspaceId } = actor
  return transact<null, Code>(actor, async (tx, record) => {
    const before = await tx.outgoingWebhook.findFirst({ where: { id, workspaceId } })
    if (!before) return fail('not-found')
    const { count } = await tx.outgoingWebhook.deleteMany({ where: { id, workspaceId, version } })
    if (count === 0) return fail('stale-version', { current: { version: before.version } })
    await forget(sqlOf(tx), workspaceId, [id])
    record({ action: 'webhook.removed', subject: subjectOf(id), before: told(before) })
    return ok(null)
  })
}
