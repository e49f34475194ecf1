import { type Actor, can } from '@/lib/server/actor'
import { type Recorder, transact } from '@/lib/server/audit'
import type { Tx } from '@/lib/server/db'
import { type Failure, fail, ok, type Result } from '@/lib/shared/result'
import { beforeOf, changedFields } from './changes'
import { digitsIn, shadowed } from './create-number'
import { type LastChange, lastChangeOf } from './last-change'
import { lockSettings } from './lock'
import { hasHistory, numberHistory } from './number-history'
import type { NumberEdit } from './schema'

type NumberFields = Pick<
  NumberEdit,
  'portfolioId' | 'connectionId' | 'phoneNumberId' | 'displayNumber' | 'wabaId' | 'label'
>
export type NumberRecord = NumberFields & { version: number }
type StaleNumber = { current: NumberRecord; changedBy: LastChange | null }

type Code =
  | 'not-allowed'
  | 'not-found'
  | 'stale-version'
  | 'number-id-taken'
  | 'display-number-taken'
  | 'number-history-moves'

type Found = NumberRecord & { id: string; workspaceId: string }

function fieldsOf(row: NumberFields): NumberFields {
  const { portfolioId, connectionId, phoneNumberId, displayNumber, wabaId, label } = row
  return { portfolioId, connectionId, phoneNumberId, displayNumber, wabaId, label }
}

async function stale(tx: Tx, found: Found): Promise<Failure<'stale-version'>> {
  const details: StaleNumber = {
    current: { ...fieldsOf(found), version: found.version },
    changedBy: await lastChangeOf(tx, { workspaceId: found.workspaceId, kind: 'number', id: found.id }),
  }
  return fail('stale-version', details)
}

/** The portfolio and the connection have to be this workspace's own. */
async function targetsExist(tx: Tx, workspaceId: string, wanted: NumberFields): Promise<boolean> {
  const { portfolioId, connectionId } = wanted
  if ((await tx.portfolio.count({ where: { id: portfolioId, workspaceId } })) === 0) return false
  return connectionId === null || (await tx.connection.count({ where: { id: connectionId, workspaceId } })) > 0
}

type Change = { found: Found; wanted: NumberFields; acknowledged: boolean }

/** Why the change cannot be made, or nothing. */
async function refusalOf(tx: Tx, { found, wanted, acknowledged }: Change): Promise<Failure<Code> | undefined> {
  const { id, workspaceId } = found
  if (!(await targetsExist(tx, workspaceId, wanted))) return fail('not-found')
  const shadow = await shadowed(tx, workspaceId, { ...wanted, exceptId: id })
  if (shadow) return shadow
  if (wanted.portfolioId === found.portfolioId || acknowledged) return undefined
  const history = await numberHistory(tx, workspaceId, id)
  return hasHistory(history) ? fail('number-history-moves', { label: found.label, ...history }) : undefined
}

async function write(tx: Tx, record: Recorder, change: Change): Promise<Result<NumberRecord, Code>> {
  const { found, wanted, acknowledged } = change
  const { id, workspaceId, version } = found
  const before = fieldsOf(found)
  const changes = changedFields(before, wanted)
  if (Object.keys(changes).length === 0) return ok({ ...before, version })
  const displayDigits = digitsIn(wanted.displayNumber)
  const written = await tx.businessNumber.updateMany({
    where: { id, workspaceId, version },
    data: { ...changes, displayDigits, version: { increment: 1 } },
  })
  if (written.count === 0) return stale(tx, found)
  record({
    action: 'number.updated',
    subject: { kind: 'number', id },
    before: beforeOf(before, changes),
    after: changes,
    ...(changes.portfolioId && { more: { historyAcknowledged: acknowledged } }),
  })
  return ok({ ...wanted, version: version + 1 })
}

/**
 * Changes a number, or moves it to another connection. Moving one that has history to another portfolio takes an
 * acknowledgement: what came in before stays filed under the BSUIDs of the old portfolio, and the same people have
 * others in the new one [BSUID].
 */
export async function updateNumber(actor: Actor, input: NumberEdit): Promise<Result<NumberRecord, Code>> {
  if (!can(actor, 'connections:write')) return fail('not-allowed')
  const { workspaceId } = actor
  return transact<NumberRecord, Code>(actor, async (tx, record) => {
    await lockSettings(tx, workspaceId)
    const found = await tx.businessNumber.findFirst({ where: { id: input.numberId, workspaceId } })
    if (!found) return fail('not-found')
    if (found.version !== input.version) return stale(tx, found)
    const change = { found, wanted: fieldsOf(input), acknowledged: input.acknowledged }
    return (await refusalOf(tx, change)) ?? write(tx, record, change)
  })
}
