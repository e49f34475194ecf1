import { type Actor, can } from '@/lib/server/actor'
import { fail, ok, type Result } from '@/lib/shared/result'
import { type ConnectionCode, createConnection } from './create-connection'
import type { ConnectionOpen } from './schema'
import { newVerifyToken } from './verify-token'

/** `verifyToken` is shown this once; afterwards Handrail can make a new one, but never show this one again. */
export type Opened = { id: string; key: string; verifyToken: string; madeAt: Date }

/** Adds a connection with a verify token of our own making, for the person who will paste it into Meta's form. */
export async function openConnection(actor: Actor, input: ConnectionOpen): Promise<Result<Opened, ConnectionCode>> {
  if (!can(actor, 'connections:write')) return fail('not-allowed')
  const verifyToken = newVerifyToken()
  const madeAt = new Date()
  const made = await createConnection(actor, { ...input, verifyToken })
  return made.ok ? ok({ ...made.value, verifyToken, madeAt }) : made
}
