import { beforeEach, expect, test } from 'vitest'
import { stage } from '@/lib/duplicates/testing/stage'
import type { Actor } from '@/lib/server/actor'
import { seedMember, seedNumber, seedWorkspace } from '@/lib/server/testing/seed'
import { bulkUpsertContacts } from './bulk-upsert'
import { keepCoverageDay, keepCoverageDays, readCoverage } from './coverage'

let workspaceId: string
let owner: Actor

beforeEach(async () => {
  workspaceId = await seedWorkspace()
  owner = await seedMember(workspaceId, ['crm_owner'])
})

async function coverage(actor = owner) {
  const found = await readCoverage(actor)
  if (!found.ok) throw new Error(found.code)
  return found.value
}

test('a BSUID counts in its own portfolio alone, a phone everywhere, and who never wrote only in the whole', async () => {
  const uk = await seedNumber(workspaceId, { label: 'UK' })
  const ie = await seedNumber(workspaceId, { label: 'Ireland' })
  const { says } = stage(workspaceId)
  await bulkUpsertContacts(owner, { contacts: [{ crmContactId: 'C1', name: 'Ann', phones: ['+447700900001'] }] })
  await says(uk, { phone: '447700900118', bsuid: 'GB.1' })
  await says(ie, { phone: '447700900118' })
  await says(uk, { bsuid: 'GB.2' })
  const { totals, portfolios, numbers, forecast } = await coverage()
  expect(totals).toEqual({ mapped: 2, exposed: 1, new: 0, mappedWithPhone: 1 })
  const of = (id: string) => [...portfolios, ...numbers].find((one) => one.id === id)
  expect(of(uk.numberId)).toMatchObject({ label: 'UK', mapped: 2, exposed: 0, mappedWithPhone: 1 })
  expect(of(ie.numberId)).toMatchObject({ label: 'Ireland', mapped: 0, exposed: 1 })
  expect(of(uk.portfolioId)).toMatchObject({ mapped: 2, exposed: 0 })
  expect(forecast.map(({ adoption }) => adoption)).toEqual([0.1, 0.3, 0.5])
  expect(forecast[2]).toEqual({ adoption: 0.5, phoneOnlyDuplicates: 1, duplicatesHere: 1 })
})

test('whoever is known by phone and wrote without one would be there twice in a set-up that knows only phones', async () => {
  const number = await seedNumber(workspaceId)
  const { says } = stage(workspaceId)
  await says(number, { phone: '447700900118', bsuid: 'GB.1' })
  expect((await coverage()).duplicatesSoFar).toBe(0)
  await says(number, { bsuid: 'GB.1', at: 60 })
  await says(number, { bsuid: 'GB.1', at: 90 })
  await says(number, { bsuid: 'GB.7', at: 95 })
  expect((await coverage()).duplicatesSoFar).toBe(1)
})

test('each day keeps its last count, and another workspace sees nothing of it', async () => {
  const number = await seedNumber(workspaceId)
  const { says } = stage(workspaceId)
  await says(number, { bsuid: 'GB.1' })
  await keepCoverageDay(workspaceId, new Date('2026-11-24T12:00:00Z'))
  await says(number, { bsuid: 'GB.2' })
  await keepCoverageDay(workspaceId, new Date('2026-11-25T09:00:00Z'))
  await says(number, { bsuid: 'GB.3' })
  await keepCoverageDay(workspaceId, new Date('2026-11-25T12:00:00Z'))
  expect((await coverage()).days.map(({ day, mapped }) => [day, mapped])).toEqual([
    ['2026-11-24', 1],
    ['2026-11-25', 3],
  ])
  const stranger = await seedMember(await seedWorkspace('Elsewhere'), ['crm_owner'])
  expect(await coverage(stranger)).toMatchObject({ totals: { mapped: 0 }, numbers: [], days: [] })
  expect(await keepCoverageDays(new Date())).toBeGreaterThanOrEqual(1)
})
