import { createHash, timingSafeEqual } from 'node:crypto'
import type { Actor } from '@/lib/server/actor'
import type { ReceivingConnection } from './connection-book'
import type { SideWrites } from './side-writes'

/**
 * The subscription handshake: `GET ?hub.mode=subscribe&hub.challenge=X&hub.verify_token=T` is answered 200 with X as it
 * came, when T is the connection's verify token, else 403. [HOOK]
 */
export function challengeOf(query: URLSearchParams, verifyToken: string | undefined): string | undefined {
  const given = query.get('hub.verify_token')
  const challenge = query.get('hub.challenge')
  if (query.get('hub.mode') !== 'subscribe' || !challenge || !given || !verifyToken) return undefined
  return sameSecret(given, verifyToken) ? challenge : undefined
}

/** Compared as hashes: equal lengths for `timingSafeEqual`, and no hint about the length of the secret. */
function sameSecret(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(expected))
}

/** Settings shows that WhatsApp reached this address; the audit log says when and from where. */
export async function recordHandshake(
  writes: SideWrites,
  connection: ReceivingConnection,
  { address, now }: { address: string; now: Date },
): Promise<void> {
  const { id, workspaceId } = connection
  const actor: Actor = { kind: 'system', workspaceId, origin: address, name: 'whatsapp' }
  // Loaded when it is needed: it brings the whole of Prisma, and a receiver must be back within seconds of a crash.
  const { appendAudit } = await import('@/lib/server/audit-chain')
  await writes.write(async (sql) => {
    await sql.run('UPDATE "Connection" SET "verifiedAt" = ? WHERE "id" = ? AND "workspaceId" = ?', [
      now,
      id,
      workspaceId,
    ])
    const subject = { kind: 'connection', id }
    await appendAudit(sql, actor, [{ action: 'connection.verified', subject, after: { verifiedAt: now } }], now)
  })
}
