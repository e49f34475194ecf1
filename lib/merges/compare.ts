import { type ContactDetail, contactDetail } from '@/lib/contacts/contact-detail'
import { type Actor, can } from '@/lib/server/actor'
import { db } from '@/lib/server/db'
import { fail, ok, type Result } from '@/lib/shared/result'
import { memberNames } from './list-store'
import { previewMerge } from './merge-contacts'
import { suggestedSurvivor } from './merge-rules'
import { type MergeAnswer, mergeSchema } from './schema'

const COMPARED = ['phone', 'bsuid', 'username'] as const
type Compared = (typeof COMPARED)[number]
type Agreement = 'agree' | 'differ' | null

export type MergeReason = { code: string; message: string }

/** Two contacts side by side, before somebody makes them one. */
export type Comparison = {
  survivor: ContactDetail
  merged: ContactDetail
  /** Whether they share an identifier of the kind; null where one of them has none. */
  agreement: Record<Compared, Agreement>
  preview: MergeAnswer
  /** Why they may not be merged as they are; `merge-needs-reason` asks for words. */
  reasons: MergeReason[]
  /** The one that should stay by the usual order: known to the CRM, then older. */
  suggestedId: string
  memberNames: Record<string, string>
  numberNames: Record<string, string>
}

type CompareProblem = 'not-allowed' | 'not-found' | 'contact-merged' | 'merge-self'

export async function compareContacts(
  actor: Actor,
  { survivorId, mergedId }: { survivorId: string; mergedId: string },
): Promise<Result<Comparison, CompareProblem>> {
  if (!can(actor, 'duplicates:write')) return fail('not-allowed')
  if (survivorId === mergedId) return fail('merge-self')
  const survivor = await contactDetail(actor, survivorId)
  if (!survivor.ok) return survivor
  const merged = await contactDetail(actor, mergedId)
  if (!merged.ok) return merged
  const asked = await previewMerge(actor, mergeSchema.parse({ survivorId, mergedId, dryRun: true }))
  const reasons = asked.ok ? [] : ((asked.details?.reasons ?? []) as MergeReason[])
  const preview = asked.ok ? asked.value : (asked.details?.preview as MergeAnswer | undefined)
  if (!preview) return fail('not-found')
  const { workspaceId } = actor
  const numbers = await db.businessNumber.findMany({ where: { workspaceId }, select: { id: true, label: true } })
  return ok({
    ...{ survivor: survivor.value, merged: merged.value, preview, reasons },
    agreement: await agreementOf(workspaceId, survivorId, mergedId),
    suggestedId: suggestedSurvivor(partyOf(survivor.value), partyOf(merged.value)).id,
    memberNames: Object.fromEntries(await memberNames(workspaceId)),
    numberNames: Object.fromEntries(numbers.map(({ id, label }) => [id, label])),
  })
}

const partyOf = ({ id, crmContactId }: ContactDetail) => ({ id, fields: { crmContactId } })

async function agreementOf(workspaceId: string, one: string, two: string): Promise<Record<Compared, Agreement>> {
  const rows = await db.identifier.findMany({
    where: { workspaceId, contactId: { in: [one, two] }, kind: { in: [...COMPARED] } },
    select: { contactId: true, kind: true, scope: true, matchKey: true },
  })
  const held = (contactId: string, kind: Compared) =>
    new Set(
      rows
        .filter((row) => row.contactId === contactId && row.kind === kind)
        .map((row) => `${row.scope} ${row.matchKey}`),
    )
  const entries = COMPARED.map((kind): [Compared, Agreement] => {
    const [mine, other] = [held(one, kind), held(two, kind)]
    if (mine.size === 0 || other.size === 0) return [kind, null]
    return [kind, [...mine].some((key) => other.has(key)) ? 'agree' : 'differ']
  })
  return Object.fromEntries(entries) as Record<Compared, Agreement>
}
