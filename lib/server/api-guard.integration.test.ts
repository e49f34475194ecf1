import { expect, test } from 'vitest'
import { ALL_SCOPES, seedToken } from '@/lib/api/testing/world'
import { revokeToken } from '@/lib/members/tokens'
import { systemActor } from './actor'
import { admitBearer } from './api-guard'
import { seedWorkspace } from './testing/seed'

function asking(token: string, address: string): Request {
  return new Request('http://localhost/api/v1/contacts', {
    headers: { authorization: `Bearer ${token}`, 'x-handrail-address': address },
  })
}

/** A token of the right shape that nobody was given. */
function guess(n: number): string {
  return `hr_${String(n).padStart(43, 'x')}`
}

async function flood(address: string, tries = 80): Promise<string[]> {
  const codes: string[] = []
  for (let n = 0; n < tries; n += 1) {
    const answer = await admitBearer(asking(guess(n), address))
    codes.push(answer.ok ? 'ok' : answer.code)
  }
  return codes
}

test('a live token names its workspace, its scopes and where it was used', async () => {
  const workspaceId = await seedWorkspace()
  const { id, token } = await seedToken(workspaceId, ['contacts:read'])
  expect(await admitBearer(asking(token, '203.0.113.5'))).toMatchObject({
    ok: true,
    value: { kind: 'token', tokenId: id, workspaceId, scopes: ['contacts:read'], origin: '203.0.113.5' },
  })
})

test('after many wrong tokens an address is slowed down, and tells for how long', async () => {
  const codes = await flood('203.0.113.6')
  expect(codes.slice(0, 60)).toEqual(Array(60).fill('not-signed-in'))
  expect(codes.slice(62)).toContain('too-many')
  const refused = await admitBearer(asking(guess(99), '203.0.113.6'))
  expect(refused).toMatchObject({ ok: false, code: 'too-many', details: { seconds: 2 } })
})

test('a program that shares the address goes on working, and other addresses notice nothing', async () => {
  const workspaceId = await seedWorkspace()
  const { id, token } = await seedToken(workspaceId, [...ALL_SCOPES])
  expect((await admitBearer(asking(token, '203.0.113.7'))).ok).toBe(true)
  await flood('203.0.113.7')
  for (let n = 0; n < 20; n += 1) expect((await admitBearer(asking(token, '203.0.113.7'))).ok).toBe(true)
  expect((await admitBearer(asking(guess(1), '203.0.113.8'))).ok).toBe(false)
  await revokeToken(systemActor(workspaceId, 'cli'), { tokenId: id })
  const refused = await admitBearer(asking(token, '203.0.113.7'))
  expect(refused.ok).toBe(false)
})
