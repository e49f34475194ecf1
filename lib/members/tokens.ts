import { randomBytes } from 'node:crypto'
import { type Actor, actorId, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { db, writeTransaction } from '@/lib/server/db'
import { keyedHash } from '@/lib/server/keys'
import { log } from '@/lib/server/log'
import { isPermission } from '@/lib/server/permissions'
import { newId } from '@/lib/shared/ids'
import { type Failure, fail, ok, type Result } from '@/lib/shared/result'

/**
 * Bearer tokens of the API. A token is `hr_` and 43 characters (256 bits); the database keeps a keyed hash, so neither
 * a copy of the database nor a log gives one away. Scopes are permissions of lib/server/permissions.ts, or `*`.
 */
const PREFIX = 'hr_'
const SHAPE = /^hr_[A-Za-z0-9_-]{43}$/
const SEEN_EVERY_MS = 60_000

export type TokenActor = Extract<Actor, { kind: 'token' }>

function hashOf(token: string): string {
  return keyedHash('token', token)
}

/** Nobody gives a token more than they may do themselves; `*` is every scope, so it takes an admin. */
function refusedScope(actor: Actor, scopes: readonly string[]): Failure<'unknown-scope' | 'grant-above-scope'> | null {
  for (const scope of scopes) {
    if (scope !== '*' && !isPermission(scope)) return fail('unknown-scope', { scope })
    if (!holds(actor, scope)) return fail('grant-above-scope', { scope })
  }
  return null
}

function holds(actor: Actor, scope: string): boolean {
  if (actor.kind === 'system') return true
  if (actor.kind === 'token') return actor.scopes.includes('*') || actor.scopes.includes(scope)
  return scope === '*' ? actor.roles.includes('admin') : isPermission(scope) && can(actor, scope)
}

export type NewToken = { name: string; scopes: string[]; expiresAt?: Date | null }
type CreateCode = 'not-allowed' | 'unknown-scope' | 'grant-above-scope'

/** Makes a token and hands it out this once. */
export async function createToken(
  actor: Actor,
  { name, scopes, expiresAt = null }: NewToken,
): Promise<Result<{ id: string; token: string }, CreateCode>> {
  if (!can(actor, 'tokens:write')) return fail('not-allowed')
  const refused = refusedScope(actor, scopes)
  if (refused) return refused
  const token = `${PREFIX}${randomBytes(32).toString('base64url')}`
  const id = newId('tok')
  const { workspaceId } = actor
  return transact(actor, async (tx, record) => {
    const kept = { tokenHash: hashOf(token), hint: token.slice(-4), createdById: actorId(actor) }
    await tx.apiToken.create({ data: { id, workspaceId, name, scopes, expiresAt, ...kept } })
    record({ action: 'token.created', subject: { kind: 'token', id }, after: { name, scopes, expiresAt } })
    return ok({ id, token })
  })
}

export async function revokeToken(
  actor: Actor,
  { tokenId }: { tokenId: string },
): Promise<Result<null, 'not-allowed' | 'not-found'>> {
  if (!can(actor, 'tokens:write')) return fail('not-allowed')
  const { workspaceId } = actor
  return transact(actor, async (tx, record) => {
    const revoked = await tx.apiToken.updateMany({
      where: { id: tokenId, workspaceId, revokedAt: null },
      data: { revokedAt: new Date() },
    })
    if (revoked.count === 0) return fail('not-found')
    record({ action: 'token.revoked', subject: { kind: 'token', id: tokenId } })
    return ok(null)
  })
}

function scopesOf(stored: unknown): string[] {
  return Array.isArray(stored) ? stored.filter((scope): scope is string => typeof scope === 'string') : []
}

export type TokenRow = {
  id: string
  name: string
  hint: string
  scopes: string[]
  createdBy: string | null
  createdAt: Date
  lastUsedAt: Date | null
  expiresAt: Date | null
  revokedAt: Date | null
}

/** All tokens of the workspace, the newest first; revoked ones stay in the list. */
export async function listTokens(actor: Actor): Promise<TokenRow[]> {
  if (!can(actor, 'tokens:read')) throw new Error('Reading tokens needs tokens:read.')
  const rows = await db.apiToken.findMany({
    where: { workspaceId: actor.workspaceId },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  })
  const makers = await db.member.findMany({
    where: { workspaceId: actor.workspaceId, id: { in: rows.flatMap((row) => row.createdById ?? []) } },
    include: { user: { select: { name: true } } },
  })
  const names = new Map(makers.map((member) => [member.id, member.user.name]))
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    hint: row.hint,
    scopes: scopesOf(row.scopes),
    createdBy: names.get(row.createdById ?? '') ?? null,
    createdAt: row.createdAt,
    lastUsedAt: row.lastUsedAt,
    expiresAt: row.expiresAt,
    revokedAt: row.revokedAt,
  }))
}

/** Who an `Authorization: Bearer hr_...` header speaks for; null for anything that is not a live token. */
export async function actorFromBearer(
  header: string | null | undefined,
  origin: string,
  now = new Date(),
): Promise<TokenActor | null> {
  const token = /^Bearer +(\S+)$/i.exec(header ?? '')?.[1]
  if (!token || !SHAPE.test(token)) return null
  const row = await db.apiToken.findUnique({ where: { tokenHash: hashOf(token) } })
  if (!row || row.revokedAt || (row.expiresAt && row.expiresAt <= now)) return null
  if (now.getTime() - (row.lastUsedAt?.getTime() ?? 0) >= SEEN_EVERY_MS) noteUsed(row.id, now)
  const { id, workspaceId, name } = row
  return { kind: 'token', workspaceId, origin, tokenId: id, name, scopes: scopesOf(row.scopes) }
}

/** Not awaited: a call must not wait for the write lock to be noted. */
function noteUsed(id: string, lastUsedAt: Date): void {
  writeTransaction((tx) => tx.apiToken.updateMany({ where: { id }, data: { lastUsedAt } })).catch((error: unknown) =>
    log.warn({ error: String(error) }, 'tokens: the last use could not be noted'),
  )
}
