import { beforeAll, describe, expect, test } from 'vitest'
import { syntheticPeople } from '@/lib/data-protection/synthetic-people'
import { createWorkflow } from '@/lib/routing/commands'
import { saveRules } from '@/lib/routing/save-rule-set'
import { db } from '@/lib/server/db'
import { seedMember, seedNumber, seedWorkspace } from '@/lib/server/testing/seed'
import type { SampleNumber } from '@/lib/whatsapp/sample-parts'
import { type BeatNumbers, beatsOf, missingFor, VARIATIONS } from './pack'
import { castOf, peopleOfCase } from './people-of-case'
import { rehearseCase } from './rehearse-case'
import { judge } from './verdict-rules'

const AT = new Date('2026-11-20T09:00:00Z')
const cast = castOf(syntheticPeople(300, (howMany) => '7'.repeat(howMany)))
let workspaceId: string
let numbers: BeatNumbers

async function sampleNumber(portfolioId?: string): Promise<SampleNumber & { portfolioId: string }> {
  const seeded = await seedNumber(workspaceId, portfolioId ? { portfolioId } : {})
  const { displayDigits } = await db.businessNumber.findFirstOrThrow({ where: { id: seeded.numberId } })
  const { phoneNumberId, wabaId } = seeded
  return { phoneNumberId, wabaId, displayPhoneNumber: displayDigits, portfolioId: seeded.portfolioId }
}

beforeAll(async () => {
  workspaceId = await seedWorkspace()
  const operations = await seedMember(workspaceId, ['operations'])
  const number = await sampleNumber()
  numbers = { number, second: await sampleNumber(number.portfolioId), foreign: await sampleNumber() }
  const workflow = await createWorkflow(operations, {
    ...{ name: 'Support inbox', kind: 'queue', inbox: null, escalation: null, ownerMemberId: null, isFirstLive: true },
  })
  if (!workflow.ok) throw new Error(workflow.code)
  await saveRules(operations, { rules: [], defaultWorkflowId: workflow.value.id, baseVersion: 0, note: '' })
})

describe('Handrail under its own lab', () => {
  test.each(VARIATIONS.map(({ name }, place) => [name, place] as const))('passes %s', async (name, place) => {
    const variation = VARIATIONS[place]
    if (!variation) throw new Error(name)
    expect(missingFor(name, numbers)).toBeNull()
    const people = peopleOfCase(cast, variation.knows, place)
    const beats = beatsOf(name, { people, numbers, wamid: `wamid.LAB${place}`, at: AT })
    const played = await rehearseCase(workspaceId, { beats, people, at: AT })
    const judged = judge({ ...variation, people, beats: played })
    expect(judged, JSON.stringify({ judged, played }, null, 1)).toMatchObject({ result: 'passed', faults: [] })
  })

  test('leaves nothing behind', async () => {
    const where = { workspaceId }
    const left = [db.contact.count({ where }), db.identifier.count({ where }), db.thread.count({ where })]
    expect(await Promise.all([...left, db.message.count({ where }), db.event.count({ where })])).toEqual([
      0, 0, 0, 0, 0,
    ])
  })
})
