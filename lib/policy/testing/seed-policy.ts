import { writeTransaction } from '@/lib/server/db'
import { newId } from '@/lib/shared/ids'
import { policyHash } from '../content-hash'
import type { PolicyContent } from '../schema'
import { type PolicyState, writeScenarios } from '../store'
import { samplePolicy, sampleScenarios } from './sample-policy'

/** A version of the naming policy as a row, in force unless said otherwise. */
export async function seedPolicy(
  workspaceId: string,
  given: { state?: PolicyState; number?: number; content?: PolicyContent } = {},
): Promise<string> {
  const { state = 'active', number = 1, content = samplePolicy() } = given
  const id = newId('pol')
  const scenarios = sampleScenarios()
  const contentHash = policyHash(content, scenarios)
  await writeTransaction(async (tx) => {
    await tx.namingPolicy.create({ data: { id, workspaceId, number, state, content, contentHash } })
    await writeScenarios(tx, { id, workspaceId }, scenarios)
  })
  return id
}
