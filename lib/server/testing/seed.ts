import { newId } from '@/lib/shared/ids'
import type { Actor } from '../actor'
import { type Tx, writeTransaction } from '../db'
import { encrypt } from '../keys'
import type { Role } from '../permissions'

// Rows for a test's own world: everything here makes something new; nothing is shared between tests.

async function write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return writeTransaction(work)
}

export async function seedWorkspace(name = 'Fernhollow'): Promise<string> {
  const id = newId('ws')
  await write((tx) => tx.workspace.create({ data: { id, name, slug: id.toLowerCase() } }))
  return id
}

/** A member with roles, and the actor to call commands with. */
export async function seedMember(workspaceId: string, roles: Role[], name = 'Test Person'): Promise<Actor> {
  const userId = newId('usr')
  const memberId = newId('mem')
  const email = `${userId.toLowerCase()}@example.test`
  await write(async (tx) => {
    await tx.user.create({ data: { id: userId, email, emailKey: email, name } })
    await tx.member.create({ data: { id: memberId, workspaceId, userId } })
    await tx.memberRole.createMany({ data: roles.map((role) => ({ memberId, workspaceId, role })) })
  })
  return { kind: 'member', workspaceId, memberId, userId, sessionId: newId('ses'), name, roles, origin: '127.0.0.1' }
}

export type SeededNumber = {
  portfolioId: string
  numberId: string
  phoneNumberId: string
  wabaId: string
  connectionId: string
  urlKey: string
  secret: string
}

let counter = 0

/** A portfolio (or a given one) with a number and a connection that feeds it. */
export async function seedNumber(
  workspaceId: string,
  given: Partial<Pick<SeededNumber, 'portfolioId' | 'secret'>> & { label?: string } = {},
): Promise<SeededNumber> {
  counter += 1
  const portfolioId = given.portfolioId ?? newId('pf')
  const secret = given.secret ?? 'test_app_secret'
  const connectionId = newId('con')
  const suffix = String(counter).padStart(4, '0')
  const made = {
    portfolioId,
    numberId: newId('num'),
    phoneNumberId: `10654035224${suffix}`,
    wabaId: `10229012934${suffix}`,
    connectionId,
    urlKey: newId('con').toLowerCase(),
    secret,
  }
  await write(async (tx) => {
    if (!given.portfolioId) {
      await tx.portfolio.create({ data: { id: portfolioId, workspaceId, name: `Portfolio ${counter}` } })
    }
    await tx.connection.create({
      data: {
        id: connectionId,
        workspaceId,
        name: `App ${counter}`,
        urlKey: made.urlKey,
        secretCipher: encrypt('connection-secret', secret, connectionId),
        verifyTokenCipher: encrypt('connection-secret', 'test_verify_token', connectionId),
      },
    })
    await tx.businessNumber.create({
      data: {
        id: made.numberId,
        workspaceId,
        portfolioId,
        connectionId,
        phoneNumberId: made.phoneNumberId,
        displayNumber: `+44 20 7946 ${suffix}`,
        displayDigits: `442079460${suffix}`,
        wabaId: made.wabaId,
        label: given.label ?? 'Support',
      },
    })
  })
  return made
}
