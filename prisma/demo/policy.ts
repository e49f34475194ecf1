import { decideApproval } from '@/lib/approvals/decide-approval'
import { requestApproval } from '@/lib/approvals/request-approval'
import { saveDraft, startDraft } from '@/lib/policy/edit-draft'
import { putInForce } from '@/lib/policy/put-in-force'
import { requestHandle } from '@/lib/policy/request-handle'
import type { NamePattern, PolicyContent, PolicyList, Scenario } from '@/lib/policy/schema'
import type { ListKey } from '@/lib/policy/vocabulary'
import { db } from '@/lib/server/db'
import { demoActor } from './actors'
import { must } from './settings'

const listOf = (terms: Record<string, string>, open: PolicyList['open'] = null): PolicyList => ({
  terms: Object.entries(terms).map(([value, label]) => ({ value, label })),
  open,
})

const brandAnd = (kind: ListKey, before: '_' | '.'): NamePattern => [
  { kind: 'words', before: '' },
  { kind, before },
]

const CONTENT: PolicyContent = {
  purpose: 'One name that customers know, wherever they write to a Larkmoss garden centre.',
  maxLength: 24,
  lists: {
    words: listOf({ larkmoss: 'the brand' }),
    locations: listOf({ uk: 'United Kingdom', ie: 'Ireland', wales: 'Wales' }, { min: 2, max: 8 }),
    products: listOf({ trees: 'Trees and hedges', sheds: 'Sheds and shelters' }),
    functions: listOf(
      { help: 'Customer help', orders: 'Orders and deliveries', trade: 'Trade customers' },
      { min: 4, max: 8 },
    ),
  },
  classes: {
    master_brand: {
      note: 'The whole business. Only one exists.',
      patterns: [[{ kind: 'words', before: '' }]],
      requesters: ['marketing'],
      approver: 'approver',
    },
    region: {
      note: 'A country or region that answers for itself.',
      patterns: [brandAnd('locations', '_')],
      requesters: ['marketing', 'operations'],
      approver: 'approver',
    },
    product: {
      note: 'A range with advisers of its own.',
      patterns: [brandAnd('products', '.')],
      requesters: ['marketing'],
      approver: 'marketing',
    },
    support: {
      note: 'Where customers get help.',
      patterns: [brandAnd('functions', '.')],
      requesters: ['support_lead', 'operations'],
      approver: 'approver',
    },
  },
  banned: [{ value: 'official', reason: 'every handle of ours is' }],
}

const SCENARIOS: Scenario[] = [
  {
    kind: 'new_market',
    text: 'The first garden centre in France opens.',
    proposals: [{ name: 'larkmoss_france', classKey: 'region', expected: 'allowed' }],
  },
  {
    kind: 'new_support_line',
    text: 'Returns get a line of their own.',
    proposals: [{ name: 'larkmoss.returns', classKey: 'support', expected: 'allowed' }],
  },
  {
    kind: 'new_campaign',
    text: 'The spring campaign wants a name of its own.',
    proposals: [{ name: 'larkmoss.spring27', classKey: 'product', expected: 'refused' }],
  },
]

/** A policy in force, signed by somebody who did not write it, and a request that waits for its approver. */
export async function loadPolicy(workspaceId: string): Promise<void> {
  const author = await demoActor(workspaceId, 'marketing')
  const approver = await demoActor(workspaceId, 'approver')
  const { id } = must(await startDraft(author))
  const { version } = must(await saveDraft(author, { id, version: 1, content: CONTENT, scenarios: SCENARIOS }))
  const reason = 'Tried on France, on returns and on the spring campaign.'
  const asked = must(await requestApproval(author, { kind: 'policy', subjectId: id, reason }))
  const { contentHash } = await db.approvalRequest.findUniqueOrThrow({ where: { id: asked.id } })
  must(await decideApproval(approver, { id: asked.id, contentHash, decision: 'approve', comment: 'Fits on one page.' }))
  must(await putInForce(author, { id, version }))
  const lead = await demoActor(workspaceId, 'support_lead')
  const wish = { name: 'larkmoss.returns', classKey: 'support', reason: 'Customers who send something back.' } as const
  must(await requestHandle(lead, wish))
}
