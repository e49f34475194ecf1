import { z } from 'zod'
import { type Actor, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { db, sqlOf } from '@/lib/server/db'
import { newId } from '@/lib/shared/ids'
import { fail, ok, type Result } from '@/lib/shared/result'
import { lockSheet } from './bulk-store'
import { sheetMark } from './change-store'
import { untilSheetChanges } from './kept-answers'
import { ASKED_KINDS, coverKinds, type KindCoverage } from './kind-coverage-rules'
import { cleanText } from './schema'
import { loadMembers, namesOf } from './store'
import { countKinds } from './summary-store'

const LONGEST_NOTE = 500

export const sayNoneSchema = z.object({
  kind: z.enum(ASKED_KINDS),
  note: z
    .string()
    .transform(cleanText)
    .pipe(z.string().max(LONGEST_NOTE, `A note may have at most ${LONGEST_NOTE} characters.`))
    .transform((text) => text || null)
    .optional(),
})
export type SayNone = z.infer<typeof sayNoneSchema>

export const withdrawNoneSchema = z.object({ id: z.string().max(60) })
export type WithdrawNone = z.infer<typeof withdrawNoneSchema>

/** Every kind that is asked for, with its rows or with who says that there are none. */
export async function kindCoverage(actor: Actor): Promise<KindCoverage[]> {
  const { workspaceId } = actor
  const mark = await sheetMark(workspaceId)
  const [rows, said, members] = await Promise.all([
    untilSheetChanges({ workspaceId, mark }, 'kinds', () => countKinds(workspaceId)),
    db.kindStatement.findMany({
      where: { workspaceId, withdrawnAt: null },
      orderBy: [{ saidAt: 'desc' }, { id: 'desc' }],
    }),
    loadMembers(workspaceId),
  ])
  const names = namesOf(members)
  const statements = said.map(({ id, kind, saidById, saidAt, note }) => ({
    ...{ id, kind, note, at: saidAt.toISOString() },
    byName: names.get(saidById)?.name ?? 'A former member',
  }))
  return coverKinds(rows, statements)
}

type Refusal = 'not-allowed' | 'not-found' | 'kind-has-rows' | 'kind-said'

/** A person, by name, says that the business has no entry point of a kind. Refused while there are rows of it. */
export async function sayNone(
  actor: Actor,
  { kind, note }: SayNone,
  now = new Date(),
): Promise<Result<{ id: string }, Refusal>> {
  if (actor.kind !== 'member' || !can(actor, 'entry-points:write')) return fail('not-allowed')
  const { workspaceId, memberId: saidById } = actor
  return transact<{ id: string }, Refusal>(actor, async (tx, record) => {
    // Two people who say it at the same moment: the second waits here and then finds what the first one said.
    await lockSheet(sqlOf(tx), workspaceId)
    const rows = await tx.entryPoint.count({ where: { workspaceId, kind, archivedAt: null } })
    if (rows > 0) return fail('kind-has-rows', { kind, rows })
    const standing = await tx.kindStatement.count({ where: { workspaceId, kind, withdrawnAt: null } })
    if (standing > 0) return fail('kind-said', { kind })
    const id = newId('ks')
    await tx.kindStatement.create({ data: { id, workspaceId, kind, note: note ?? null, saidById, saidAt: now } })
    const subject = { kind: 'kind-statement', id }
    record({ action: 'kind.none-said', subject, after: { kind, note: note ?? null, saidById } })
    return ok({ id })
  })
}

/** Takes back that there are none; anybody who may write the sheet can, because it only asks the question again. */
export async function withdrawNone(
  actor: Actor,
  { id }: WithdrawNone,
  now = new Date(),
): Promise<Result<null, Refusal>> {
  if (!can(actor, 'entry-points:write')) return fail('not-allowed')
  const { workspaceId } = actor
  return transact<null, Refusal>(actor, async (tx, record) => {
    const found = await tx.kindStatement.findFirst({ where: { id, workspaceId, withdrawnAt: null } })
    if (!found) return fail('not-found')
    const written = await tx.kindStatement.updateMany({
      where: { id, workspaceId, withdrawnAt: null },
      data: { withdrawnAt: now },
    })
    if (written.count === 0) return fail('not-found')
    const before = { kind: found.kind, note: found.note, saidById: found.saidById }
    record({ action: 'kind.none-withdrawn', subject: { kind: 'kind-statement', id }, before })
    return ok(null)
  })
}
