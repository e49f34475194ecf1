import { beforeEach, describe, expect, test } from 'vitest'
import { seedContact, seedEvent } from '@/lib/deliveries/testing/seed-events'
import type { Actor } from '@/lib/server/actor'
import { db } from '@/lib/server/db'
import { type SeededNumber, seedMember, seedNumber, seedWorkspace } from '@/lib/server/testing/seed'
import { runBench } from './bench'
import { archiveWorkflow, createWorkflow, unarchiveWorkflow, updateWorkflow } from './commands'
import { previewRules } from './preview-rule-set'
import { listRuleVersions, listWorkflows, readRules } from './queries'
import { restoreRules, saveRules } from './save-rule-set'
import type { RoutingRule } from './schema'
import { benchSchema, type WorkflowInput } from './workflow-schema'

let workspaceId: string
let operations: Actor
let viewer: Actor
let stranger: Actor
let number: SeededNumber

beforeEach(async () => {
  workspaceId = await seedWorkspace()
  operations = await seedMember(workspaceId, ['operations'], 'Tobias Fenn')
  viewer = await seedMember(workspaceId, ['viewer'])
  stranger = await seedMember(await seedWorkspace('Elsewhere'), ['admin'])
  number = await seedNumber(workspaceId)
})

const workflow = (given: Partial<WorkflowInput> = {}): WorkflowInput => ({
  name: 'Support inbox',
  kind: 'queue',
  inbox: null,
  escalation: null,
  ownerMemberId: null,
  isFirstLive: false,
  ...given,
})

async function made(given: Partial<WorkflowInput> = {}, actor = operations): Promise<string> {
  const result = await createWorkflow(actor, workflow(given))
  if (!result.ok) throw new Error(result.code)
  return result.value.id
}

const rule = (workflowId: string, given: Partial<RoutingRule> = {}): RoutingRule => ({
  id: 'r1',
  workflowId,
  when: {},
  ...given,
})
const draft = (rules: RoutingRule[], defaultWorkflowId: string, baseVersion = 0) => ({
  rules,
  defaultWorkflowId,
  baseVersion,
  note: '',
})
const audited = (action: string) => db.auditEvent.findMany({ where: { workspaceId, action } })

describe('workflows', () => {
  test('are added, changed with a version, archived and brought back', async () => {
    const id = await made({ isFirstLive: true })
    const other = await made({ name: 'Sales desk', isFirstLive: true })
    expect((await listWorkflows(viewer)).map(({ name, isFirstLive }) => [name, isFirstLive])).toEqual([
      ['Sales desk', true],
      ['Support inbox', false],
    ])
    const present = await db.workflow.findUniqueOrThrow({ where: { id } })
    const change = { ...workflow({ name: 'Support queue' }), id, version: present.version }
    expect(await updateWorkflow(operations, change)).toMatchObject({ ok: true })
    expect(await updateWorkflow(operations, { ...change, name: 'Mine' })).toMatchObject({
      code: 'stale-version',
      details: { current: { name: 'Support queue' } },
    })
    expect(await createWorkflow(operations, workflow({ name: 'Sales desk' }))).toMatchObject({
      code: 'workflow-exists',
    })
    expect(await archiveWorkflow(operations, { id: other, version: 1 })).toMatchObject({ ok: true })
    expect((await listWorkflows(viewer)).at(-1)).toMatchObject({
      name: 'Sales desk',
      archived: true,
      isFirstLive: false,
    })
    expect(await unarchiveWorkflow(operations, { id: other, version: 2 })).toMatchObject({ ok: true })
    expect(await audited('workflow.updated')).toHaveLength(1)
  })

  test('are refused to the wrong role and do not exist for another workspace', async () => {
    const id = await made()
    const change = { ...workflow({ name: 'Taken over' }), id, version: 1 }
    expect(await createWorkflow(viewer, workflow({ name: 'X' }))).toMatchObject({ code: 'not-allowed' })
    expect(await updateWorkflow(viewer, change)).toMatchObject({ code: 'not-allowed' })
    expect(await archiveWorkflow(viewer, { id, version: 1 })).toMatchObject({ code: 'not-allowed' })
    expect(await updateWorkflow(stranger, change)).toMatchObject({ code: 'not-found' })
    expect(await archiveWorkflow(stranger, { id, version: 1 })).toMatchObject({ code: 'not-found' })
    expect(await listWorkflows(stranger)).toEqual([])
    const { memberId } = stranger as Extract<Actor, { kind: 'member' }>
    expect(await createWorkflow(operations, workflow({ name: 'Y', ownerMemberId: memberId }))).toMatchObject({
      code: 'owner-unknown',
    })
  })

  test('cannot be archived while the rules use them, with the list of uses', async () => {
    const [a, b] = [await made(), await made({ name: 'Trade desk' })]
    await saveRules(operations, draft([rule(b), rule(a, { id: 'r2' })], a))
    expect(await archiveWorkflow(operations, { id: a, version: 1 })).toMatchObject({
      code: 'workflow-in-use',
      details: { uses: ['rule 2', 'the default'] },
    })
  })

  test('count the conversations of the last seven days', async () => {
    const id = await made()
    for (const threadId of ['th_1', 'th_1', 'th_2']) await seedEvent(number, workspaceId, { workflowId: id, threadId })
    expect((await listWorkflows(viewer))[0]).toMatchObject({ conversations: 2 })
  })
})

describe('rules', () => {
  test('are saved as versions, one active, with what changed in words', async () => {
    const [a, b] = [await made(), await made({ name: 'Trade desk' })]
    const trade = rule(b, { when: { labels: ['trade'] } })
    expect(await saveRules(operations, draft([trade], a))).toMatchObject({ value: { version: 1, warnings: [] } })
    expect(await saveRules(operations, { ...draft([], a, 1), note: 'No trade desk in winter' })).toMatchObject({
      value: { version: 2 },
    })
    const active = await db.routingRuleSet.findMany({ where: { workspaceId, active: true } })
    expect(active.map((row) => [row.number, row.activeKey])).toEqual([[2, workspaceId]])
    expect(
      (await listRuleVersions(viewer)).map(({ number: n, note, savedBy, changes }) => ({ n, note, savedBy, changes })),
    ).toEqual([
      {
        n: 2,
        note: 'No trade desk in winter',
        savedBy: 'Tobias Fenn',
        changes: ['Removed rule 1: Any message labelled “trade” → Trade desk.'],
      },
      { n: 1, note: null, savedBy: 'Tobias Fenn', changes: ['The first version.'] },
    ])
    expect(await restoreRules(operations, { number: 1, baseVersion: 2 })).toMatchObject({ value: { version: 3 } })
    expect(await readRules(viewer)).toMatchObject({ version: 3, rules: [trade], note: 'Version 1 again' })
    expect(await audited('routing.rules-changed')).toHaveLength(3)
  })

  test('make no version when nothing changed', async () => {
    const a = await made()
    await saveRules(operations, draft([rule(a)], a))
    expect(await saveRules(operations, draft([rule(a)], a, 1))).toMatchObject({ value: { version: 1 } })
  })

  test('saved by two people at once: one wins, the other sees both', async () => {
    const [a, b] = [await made(), await made({ name: 'Trade desk' })]
    const results = await Promise.all([
      saveRules(operations, draft([rule(a)], a)),
      saveRules(operations, draft([rule(b)], b)),
    ])
    expect(results.filter((result) => result.ok)).toHaveLength(1)
    expect(results.find((result) => !result.ok)).toMatchObject({
      code: 'stale-version',
      details: { current: { version: 1 } },
    })
    expect(await db.routingRuleSet.count({ where: { workspaceId, active: true } })).toBe(1)
  })

  test('need a default and living workflows; an unreachable rule is a warning', async () => {
    const a = await made()
    expect(await saveRules(operations, draft([], ''))).toMatchObject({ code: 'rules-broken' })
    expect(await saveRules(operations, draft([rule('wf_gone')], a))).toMatchObject({
      code: 'rules-broken',
      details: { problems: ['Rule 1 leads to a workflow that does not exist or is archived. Choose another.'] },
    })
    const hidden = draft([rule(a), rule(a, { id: 'r2', when: { labels: ['vip'] } })], a)
    expect(await previewRules(operations, hidden)).toMatchObject({
      value: { broken: [], changes: ['This will be the first version.'] },
    })
    const saved = await saveRules(operations, hidden)
    expect(saved).toMatchObject({ value: { version: 1 } })
    expect(saved.ok && saved.value.warnings[0]).toContain('Rule 2 is never reached')
  })

  test('are refused to the wrong role and kept apart by workspace', async () => {
    const a = await made()
    expect(await saveRules(viewer, draft([], a))).toMatchObject({ code: 'not-allowed' })
    expect(await restoreRules(viewer, { number: 1, baseVersion: 0 })).toMatchObject({ code: 'not-allowed' })
    expect(await previewRules(viewer, draft([], a))).toMatchObject({ code: 'not-allowed' })
    expect(await saveRules(stranger, draft([], a))).toMatchObject({ code: 'rules-broken' })
    await saveRules(operations, draft([], a))
    expect(await restoreRules(stranger, { number: 1, baseVersion: 0 })).toMatchObject({ code: 'not-found' })
    expect(await readRules(stranger)).toMatchObject({ version: 0, rules: [] })
  })
})

describe('the bench', () => {
  const ask = (given: object) => benchSchema.parse({ numberId: number.numberId, ...given })

  test('says who, why and where, and follows a changed rule at once', async () => {
    const [a, b] = [await made(), await made({ name: 'Trade desk' })]
    const holds = [{ kind: 'phone' as const, value: '447700900601' }]
    await seedContact(workspaceId, { crmContactId: 'CRM-601', name: 'Hazel Brook', holds })
    await saveRules(operations, draft([], a))
    const question = ask({ phone: '+44 7700 900601', text: 'Where is my invoice?' })
    expect(await runBench(viewer, question)).toMatchObject({
      value: { outcome: 'matched', workflow: 'Support inbox', routedByRule: null, contact: { label: 'CRM-601' } },
    })
    await saveRules(operations, draft([rule(b, { when: { textContains: ['invoice'], outcomes: ['known'] } })], a, 1))
    const after = await runBench(viewer, question)
    expect(after).toMatchObject({ value: { workflow: 'Trade desk', routedByRule: 1, rulesVersion: 2 } })
    if (!after.ok) throw new Error(after.code)
    expect(after.value.why.at(-1)?.sentence).toContain('Routing rule 1, version 2')
    expect(await db.event.count({ where: { workspaceId } })).toBe(0)
  })

  test('counts imagined labels, and says when an identifier cannot be one', async () => {
    const [a, b] = [await made(), await made({ name: 'Trade desk' })]
    await saveRules(operations, draft([rule(b, { when: { labels: ['trade'] } })], a))
    expect(await runBench(viewer, ask({ bsuid: 'GB.601', labels: ['Trade'] }))).toMatchObject({
      value: { workflow: 'Trade desk', outcome: 'created' },
    })
    expect(await runBench(viewer, ask({ bsuid: 'not one' }))).toMatchObject({ code: 'bsuid-malformed' })
    expect(await runBench(viewer, ask({ phone: 'abc' }))).toMatchObject({ code: 'phone-malformed' })
    expect(await runBench(stranger, ask({ bsuid: 'GB.601' }))).toMatchObject({ code: 'not-found' })
  })

  test('takes a past event without showing whose it was', async () => {
    const a = await made()
    await saveRules(operations, draft([], a))
    const eventId = await seedEvent(number, workspaceId, {
      identifiers: { phone: '447700900602', bsuid: 'GB.13491208655302741918' },
    })
    const result = await runBench(viewer, ask({ eventId }))
    expect(result).toMatchObject({ value: { outcome: 'created', workflow: 'Support inbox' } })
    expect(JSON.stringify(result)).not.toMatch(/447700900602|13491208655302741918/)
  })
})
