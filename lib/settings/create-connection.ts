import { randomBytes } from 'node:crypto'
import { newId } from '@/lib/shared/ids'
import { fail, ok, type Result } from '@/lib/shared/result'
import { type Actor, can } from '../server/actor'
import { type Recorder, transact } from '../server/audit'
import type { Tx } from '../server/db'
import { encrypt } from '../server/keys'
import { addNumber, type NumberCode } from './create-number'
import { addPortfolio } from './create-portfolio'
import { lockSettings } from './lock'
import type { ConnectionInput } from './schema'

export type ConnectionCode = NumberCode | 'number-in-other-portfolio'
type Made = { id: string; key: string }

/** 32 characters, lower case: it is an address that is pasted into Meta's form and read aloud in calls. */
function newUrlKey(): string {
  return randomBytes(16).toString('hex')
}

/**
 * Numbers that already have a connection are refused: the second one would receive the same updates under another
 * secret, and pausing the first would look as if nothing happened.
 */
export async function attachNumbers(
  tx: Tx,
  workspaceId: string,
  request: { connectionId: string; numberIds: string[] },
): Promise<Result<undefined, 'not-found' | 'number-has-connection'>> {
  const { connectionId, numberIds } = request
  const numbers = await tx.businessNumber.findMany({ where: { workspaceId, id: { in: numberIds } } })
  if (numbers.length !== new Set(numberIds).size) return fail('not-found')
  const taken = numbers.find((number) => number.connectionId !== null)
  if (taken) return fail('number-has-connection', { phoneNumberId: taken.phoneNumberId, label: taken.label })
  await tx.businessNumber.updateMany({
    where: { workspaceId, id: { in: numberIds }, connectionId: null },
    data: { connectionId, version: { increment: 1 } },
  })
  return ok(undefined)
}

/** Adds a connection inside the caller's transaction. The secrets are encrypted, bound to this row. */
async function addConnection(
  tx: Tx,
  record: Recorder,
  request: { workspaceId: string; input: ConnectionInput },
): Promise<Result<Made, ConnectionCode>> {
  const { workspaceId, input } = request
  await lockSettings(tx, workspaceId)
  const id = newId('con')
  const key = newUrlKey()
  await tx.connection.create({
    data: {
      id,
      workspaceId,
      name: input.name,
      urlKey: key,
      secretCipher: encrypt('connection-secret', input.secret, id),
      verifyTokenCipher: encrypt('connection-secret', input.verifyToken, id),
    },
  })
  const attached = await attachNumbers(tx, workspaceId, { connectionId: id, numberIds: input.numberIds })
  if (!attached.ok) return attached
  record({
    action: 'connection.created',
    subject: { kind: 'connection', id },
    after: { name: input.name, numberIds: input.numberIds },
  })
  return ok({ id, key })
}

export async function createConnection(actor: Actor, input: ConnectionInput): Promise<Result<Made, ConnectionCode>> {
  if (!can(actor, 'connections:write')) return fail('not-allowed')
  return transact(actor, (tx, record) => addConnection(tx, record, { workspaceId: actor.workspaceId, input }))
}

export type SetupInput = {
  portfolio: string
  phoneNumberId: string
  displayNumber: string
  wabaId: string
  secret: string
  verifyToken: string
}

/** One step for the command line: the portfolio by name and the number when new, then the connection that feeds it. */
export async function setUpConnection(actor: Actor, input: SetupInput): Promise<Result<Made, ConnectionCode>> {
  if (!can(actor, 'connections:write')) return fail('not-allowed')
  const { workspaceId } = actor
  return transact(actor, async (tx, record) => {
    const portfolio = await tx.portfolio.findFirst({ where: { workspaceId, name: input.portfolio } })
    const made = portfolio ? undefined : await addPortfolio(tx, record, { workspaceId, name: input.portfolio })
    const portfolioId = portfolio?.id ?? made ?? ''
    const known = await tx.businessNumber.findFirst({ where: { workspaceId, phoneNumberId: input.phoneNumberId } })
    if (known && known.portfolioId !== portfolioId) {
      return fail('number-in-other-portfolio', { phoneNumberId: input.phoneNumberId })
    }
    const { phoneNumberId, displayNumber, wabaId } = input
    const number = known
      ? ok({ id: known.id })
      : await addNumber(tx, record, { workspaceId, input: { portfolioId, phoneNumberId, displayNumber, wabaId } })
    if (!number.ok) return number
    const { secret, verifyToken } = input
    const connection = { name: `App for ${displayNumber}`, secret, verifyToken, numberIds: [number.value.id] }
    return addConnection(tx, record, { workspaceId, input: connection })
  })
}
