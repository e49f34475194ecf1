import { type Actor, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { formatPhone } from '@/lib/shared/phone'
import { fail, ok, type Result } from '@/lib/shared/result'
import { asKind, plainText } from './shown'

/** Plain values by the id of what shows them: an identifier, or a thread for its reply destination. */
type RevealedContact = Record<string, string>

/** Shows the identifiers of one contact in full, and writes that into the audit log in the same transaction. */
export async function revealContact(
  actor: Actor,
  { id }: { id: string },
): Promise<Result<RevealedContact, 'not-allowed' | 'not-found'>> {
  if (!can(actor, 'contacts:read') || !can(actor, 'identity:reveal')) return fail('not-allowed')
  const { workspaceId } = actor
  return transact<RevealedContact, 'not-found'>(actor, async (tx, record) => {
    const contact = await tx.contact.findFirst({
      where: { id, workspaceId, state: 'active' },
      select: { identifiers: true, threads: { select: { id: true, replyTo: true, replyRecipient: true } } },
    })
    if (!contact) return fail('not-found')
    const { identifiers, threads } = contact
    record({
      action: 'identity.revealed',
      subject: { kind: 'contact', id },
      more: { identifierIds: identifiers.map((row) => row.id), count: identifiers.length },
    })
    const held = identifiers.map((row) => [row.id, plainText({ kind: asKind(row.kind), value: row.value })] as const)
    const replies = threads.map(
      (row) => [row.id, row.replyTo ? formatPhone(row.replyTo) : (row.replyRecipient ?? '')] as const,
    )
    return ok(Object.fromEntries([...held, ...replies]))
  })
}
