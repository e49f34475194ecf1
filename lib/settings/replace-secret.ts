import type { AuditAction } from '@/lib/audit/catalogue'
import { type Actor, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { encrypt } from '@/lib/server/keys'
import { fail, ok, type Result } from '@/lib/shared/result'
import { findConnection, staleConnection } from './connection-record'
import type { ConnectionSecret, ConnectionVersion } from './schema'
import { newVerifyToken } from './verify-token'

type Code = 'not-allowed' | 'not-found' | 'stale-version'
type Ciphers = { secretCipher: string } | { verifyTokenCipher: string }

/** Puts a new cipher in place of the old one. The audit log says that it happened and never what it was. */
async function replaceCipher(
  actor: Actor,
  { connectionId: id, version }: ConnectionVersion,
  { action, ciphers }: { action: AuditAction; ciphers: Ciphers },
): Promise<Result<{ version: number }, Code>> {
  const { workspaceId } = actor
  return transact<{ version: number }, Code>(actor, async (tx, record) => {
    const found = await findConnection(tx, workspaceId, id)
    if (!found) return fail('not-found')
    const written = await tx.connection.updateMany({
      where: { id, workspaceId, version },
      data: { ...ciphers, version: { increment: 1 } },
    })
    if (written.count === 0) return staleConnection(tx, found)
    record({ action, subject: { kind: 'connection', id } })
    return ok({ version: version + 1 })
  })
}

/** The app secret is write-only: it can be replaced, and nobody can read it back. */
export async function replaceSecret(
  actor: Actor,
  { secret, ...which }: ConnectionSecret,
): Promise<Result<{ version: number }, Code>> {
  if (!can(actor, 'connections:write')) return fail('not-allowed')
  const secretCipher = encrypt('connection-secret', secret, which.connectionId)
  return replaceCipher(actor, which, { action: 'connection.secret-replaced', ciphers: { secretCipher } })
}

export type NewVerifyToken = { version: number; verifyToken: string; madeAt: Date }

/**
 * Makes a new verify token and hands it out this once. A subscription that stands goes on: Meta asks for the token only
 * when somebody saves the callback address again [HOOK].
 */
export async function replaceVerifyToken(
  actor: Actor,
  which: ConnectionVersion,
): Promise<Result<NewVerifyToken, Code>> {
  if (!can(actor, 'connections:write')) return fail('not-allowed')
  const verifyToken = newVerifyToken()
  const madeAt = new Date()
  const verifyTokenCipher = encrypt('connection-secret', verifyToken, which.connectionId)
  const action = 'connection.verify-token-replaced'
  const replaced = await replaceCipher(actor, which, { action, ciphers: { verifyTokenCipher } })
  return replaced.ok ? ok({ ...replaced.value, verifyToken, madeAt }) : replaced
}
