import { beforeEach, expect, test } from 'vitest'
import { writeTransaction } from '@/lib/server/db'
import { seedWorkspace } from '@/lib/server/testing/seed'
import { judgeName } from './queries'
import { samplePolicy } from './testing/sample-policy'

let workspaceId: string
let otherId: string

beforeEach(async () => {
  workspaceId = await seedWorkspace()
  otherId = await seedWorkspace()
})

async function seedPolicy(of: string, state: string, number = 1, content: object = samplePolicy()) {
  const row = { id: `pol_${of}_${number}`, workspaceId: of, number, state, content, contentHash: 'h' }
  await writeTransaction((tx) => tx.namingPolicy.create({ data: row }))
}

test('without a policy in force nothing is allowed or refused, also when another workspace has one', async () => {
  await seedPolicy(otherId, 'active')
  await seedPolicy(workspaceId, 'draft')
  expect(await judgeName({ workspaceId }, 'northlight_uk')).toEqual({
    policy: null,
    verdict: null,
    sentence: 'No naming policy is in force yet.',
  })
})

test('the version in force judges, by one class or by each', async () => {
  await seedPolicy(workspaceId, 'retired', 1)
  await seedPolicy(workspaceId, 'active', 2)
  expect(await judgeName({ workspaceId }, 'northlight_uk')).toMatchObject({
    policy: 2,
    verdict: { allowed: true },
    sentence: 'The naming policy allows it as region.',
  })
  const asSupport = await judgeName({ workspaceId }, 'northlight_uk', 'support')
  expect(asSupport.sentence).toBe('The naming policy (version 2) does not allow it.')
  expect(asSupport.verdict?.classes).toHaveLength(1)
})

test('a version that cannot be read as a policy judges nothing and says so', async () => {
  await seedPolicy(workspaceId, 'active', 1, { classes: 'gone' })
  expect(await judgeName({ workspaceId }, 'northlight_uk')).toMatchObject({
    policy: null,
    sentence: 'The naming policy in force cannot be read.',
  })
})
