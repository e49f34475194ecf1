import { newId } from '@/lib/shared/ids'
import { type Failure, fail, ok, type Result } from '@/lib/shared/result'
import { type Actor, can } from '../server/actor'
import { type Recorder, transact } from '../server/audit'
import type { Tx } from '../server/db'
import { lockSettings } from './lock'
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
export async function shadowed(
  tx: Tx,
  workspaceId: string,
  input: Pick<NumberInput, 'phoneNumberId' | 'displayNumber'> & { exceptId?: string },
): Promise<Failure<'number-id-taken' | 'display-number-taken'> | undefined> {
  const { phoneNumberId, displayNumber, exceptId } = input
  const others = { workspaceId, ...(exceptId && { id: { not: exceptId } }) }
  const sameId = await tx.businessNumber.findFirst({ where: { ...others, phoneNumberId } })
  if (sameId) return fail('number-id-taken', { phoneNumberId, displayNumber })
  const displayDigits = digitsIn(displayNumber)
  const sameNumber = await tx.businessNumber.findFirst({ where: { ...others, displayDigits } })
  return sameNumber ? fail('display-number-taken', { phoneNumberId, displayNumber }) : undefined
}

/** What a display number is compared by: WhatsApp writes it with and without spaces and plus. */
export function digitsIn(displayNumber: string): string {
  return displayNumber.replace(/\D/g, '')
}

/** Adds a number inside the caller's transaction. */
export async function addNumber(
  tx: Tx,
  record: Recorder,
  request: { workspaceId: string; input: NumberInput },
): Promise<Result<{ id: string }, NumberCode>> {
  const { workspaceId, input } = request
  await lockSettings(tx, workspaceId)
  const { portfolioId, phoneNumberId, displayNumber, wabaId, connectionId } = input
  const portfolio = await tx.portfolio.findFirst({ where: { id: portfolioId, workspaceId } })
  const connection = connectionId ? await tx.connection.findFirst({ where: { id: connectionId, workspaceId } }) : null
  if (!portfolio || (connectionId && !connection)) return fail('not-found')
  const shadow = await shadowed(tx, workspaceId, input)
  if (shadow) return shadow
  const id = newId('num')
  const row = { portfolioId, phoneNumberId, displayNumber, wabaId, label: input.label ?? displayNumber }
  await tx.businessNumber.create({
    data: {
      id,
      workspaceId,
      ...row,
      displayDigits: digitsIn(displayNumber),
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
