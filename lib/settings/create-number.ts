import { newId } from '@/lib/shared/ids'
import { fail, ok, type Result } from '@/lib/shared/result'
import { type Actor, can } from '../server/actor'
import { type Recorder, transact } from '../server/audit'
import type { Tx } from '../server/db'
import type { NumberInput } from './schema'

export type NumberCode =
  | 'not-allowed'
  | 'not-found'
  | 'number-id-taken'
  | 'display-number-taken'
  | 'number-has-connection'

/**
 * Two records of one `phone_number_id` would shadow each other: a webhook names only that id, so one of them would
 * never see a message again. Refused at save. (facts/whatsapp: "two configurations shared one phone_number_id")
 */
async function shadowed(tx: Tx, workspaceId: string, input: NumberInput): Promise<NumberCode | undefined> {
  const sameId = await tx.businessNumber.findFirst({ where: { workspaceId, phoneNumberId: input.phoneNumberId } })
  if (sameId) return 'number-id-taken'
  const displayDigits = input.displayNumber.replace(/\D/g, '')
  const sameNumber = await tx.businessNumber.findFirst({ where: { workspaceId, displayDigits } })
  return sameNumber ? 'display-number-taken' : undefined
}

/** Adds a number inside the caller's transaction. */
export async function addNumber(
  tx: Tx,
  record: Recorder,
  request: { workspaceId: string; input: NumberInput },
): Promise<Result<{ id: string }, NumberCode>> {
  const { workspaceId, input } = request
  const portfolio = await tx.portfolio.findFirst({ where: { id: input.portfolioId, workspaceId } })
  if (!portfolio) return fail('not-found')
  const shadow = await shadowed(tx, workspaceId, input)
  if (shadow) return fail(shadow, { phoneNumberId: input.phoneNumberId, displayNumber: input.displayNumber })
  const id = newId('num')
  const { portfolioId, phoneNumberId, displayNumber, wabaId, connectionId } = input
  const row = { portfolioId, phoneNumberId, displayNumber, wabaId, label: input.label ?? displayNumber }
  await tx.businessNumber.create({
    data: {
      id,
      workspaceId,
      ...row,
      displayDigits: displayNumber.replace(/\D/g, ''),
      connectionId: connectionId ?? null,
    },
  })
  record({ action: 'number.created', subject: { kind: 'number', id }, after: { ...row, connectionId } })
  return ok({ id })
}

export async function createNumber(actor: Actor, input: NumberInput): Promise<Result<{ id: string }, NumberCode>> {
  if (!can(actor, 'connections:write')) return fail('not-allowed')
  return transact(actor, (tx, record) => addNumber(tx, record, { workspaceId: actor.workspaceId, input }))
}
