import { randomBytes } from 'node:crypto'
import type { Actor } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import type { Tx } from '@/lib/server/db'
import { createConnection } from '@/lib/settings/create-connection'
import { createNumber } from '@/lib/settings/create-number'
import { createPortfolio } from '@/lib/settings/create-portfolio'
import { newId } from '@/lib/shared/ids'
import { ok, type Result } from '@/lib/shared/result'
import type { SampleNumber } from '@/lib/whatsapp/sample-parts'
import type { DemoNumbers } from './payloads'

/** Portfolios, numbers, connections, workflows and routing rules of Larkmoss, made by the same commands as a person's. */
type Spec = SampleNumber & { key: keyof DemoNumbers; label: string; displayNumber: string }

const UK: Spec[] = [
  {
    key: 'support',
    label: 'Support',
    displayNumber: '+44 20 7946 0118',
    displayPhoneNumber: '442079460118',
    phoneNumberId: '106540352242922',
    wabaId: '102290129340398',
  },
  {
    key: 'stores',
    label: 'Stores',
    displayNumber: '+44 20 7946 0131',
    displayPhoneNumber: '442079460131',
    phoneNumberId: '106540352242931',
    wabaId: '102290129340398',
  },
  {
    key: 'sales',
    label: 'Sales',
    displayNumber: '+44 20 7946 0140',
    displayPhoneNumber: '442079460140',
    phoneNumberId: '106540352242940',
    wabaId: '102290129340398',
  },
]
const TRADE: Spec[] = [
  {
    key: 'trade',
    label: 'Trade',
    displayNumber: '+44 20 7946 0152',
    displayPhoneNumber: '442079460152',
    phoneNumberId: '206540352242952',
    wabaId: '202290129340398',
  },
]

export function must<T>(result: Result<T>): T {
  if (result.ok) return result.value
  throw new Error(`The demo could not be loaded: ${result.code} ${JSON.stringify(result.details ?? {})}`)
}

export type DemoSettings = {
  connectionId: string
  tradeConnectionId: string
  portfolioId: string
  numbers: DemoNumbers
  numberIds: Record<keyof DemoNumbers, string>
}

export async function loadSettings(actor: Actor): Promise<DemoSettings> {
  const portfolio = must(await createPortfolio(actor, { name: 'Larkmoss UK', metaId: '730912345678901' }))
  const trade = must(await createPortfolio(actor, { name: 'Larkmoss Trade', metaId: '730912345678902' }))
  const made: [keyof DemoNumbers, string][] = []
  for (const { specs, portfolioId } of [
    { specs: UK, portfolioId: portfolio.id },
    { specs: TRADE, portfolioId: trade.id },
  ]) {
    for (const { key, label, displayNumber, phoneNumberId, wabaId } of specs) {
      const number = must(await createNumber(actor, { portfolioId, label, displayNumber, phoneNumberId, wabaId }))
      made.push([key, number.id])
    }
  }
  const numberIds = Object.fromEntries(made) as DemoSettings['numberIds']
  const secret = (): { secret: string; verifyToken: string } => ({
    secret: randomBytes(16).toString('hex'),
    verifyToken: randomBytes(9).toString('base64url'),
  })
  const { support, stores, sales } = numberIds
  const main = { name: 'Larkmoss shadow app', ...secret(), numberIds: [support, stores, sales] }
  const side = { name: 'Larkmoss Trade shadow app', ...secret(), numberIds: [numberIds.trade] }
  const connection = must(await createConnection(actor, main))
  const tradeConnection = must(await createConnection(actor, side))
  const numbers = Object.fromEntries([...UK, ...TRADE].map((spec) => [spec.key, spec])) as unknown as DemoNumbers
  return {
    connectionId: connection.id,
    tradeConnectionId: tradeConnection.id,
    portfolioId: portfolio.id,
    numbers,
    numberIds,
  }
}

const WORKFLOWS = [
  {
    key: 'support',
    name: 'Support inbox',
    kind: 'queue',
    inbox: 'Support',
    escalation: 'Support lead, then duty manager',
    isFirstLive: true,
  },
  { key: 'review', name: 'Identity review', kind: 'queue', inbox: 'Support, verify first', escalation: 'CRM owner' },
  { key: 'sales', name: 'Sales desk', kind: 'queue', inbox: 'Sales', escalation: 'Sales manager' },
  { key: 'trade', name: 'Trade desk', kind: 'owner', inbox: 'Trade', escalation: 'Account manager' },
  { key: 'bot', name: 'Opening hours bot', kind: 'bot', inbox: null, escalation: 'Support inbox' },
] as const

type WorkflowKey = (typeof WORKFLOWS)[number]['key']

/** Nobody has taken the bot yet: a gap for somebody to find. */
const OWNERS: Partial<Record<WorkflowKey, string>> = {
  support: 'rafael@larkmoss.example',
  review: 'imani@larkmoss.example',
  sales: 'juno@larkmoss.example',
  trade: 'tobias@larkmoss.example',
}

export type DemoOwners = ReadonlyMap<string, { memberId: string; name: string }>

async function insertWorkflows(
  tx: Tx,
  { workspaceId, owners }: { workspaceId: string; owners: DemoOwners },
): Promise<Record<WorkflowKey, string>> {
  const ids: [WorkflowKey, string][] = []
  for (const { key, ...fields } of WORKFLOWS) {
    const id = newId('wf')
    const ownerMemberId = owners.get(OWNERS[key] ?? '')?.memberId ?? null
    await tx.workflow.create({ data: { id, workspaceId, ...fields, ownerMemberId } })
    ids.push([key, id])
  }
  return Object.fromEntries(ids) as Record<WorkflowKey, string>
}

type Ground = { numberIds: DemoSettings['numberIds']; owners: DemoOwners }

export async function loadRouting(actor: Actor, { numberIds, owners }: Ground): Promise<void> {
  const { workspaceId } = actor
  await transact(actor, async (tx, record) => {
    const workflows = await insertWorkflows(tx, { workspaceId, owners })
    const rules = [
      {
        id: newId('rr'),
        name: 'Nobody can tell who wrote',
        workflowId: workflows.review,
        when: { outcomes: ['review'] },
      },
      {
        id: newId('rr'),
        name: 'Opening hours',
        workflowId: workflows.bot,
        when: { textContains: ['open on', 'opening hours'] },
      },
      { id: newId('rr'), name: 'Trade customers', workflowId: workflows.trade, when: { labels: ['trade'] } },
      { id: newId('rr'), name: 'Trade number', workflowId: workflows.trade, when: { numberIds: [numberIds.trade] } },
      {
        id: newId('rr'),
        name: 'Sales number and ads',
        workflowId: workflows.sales,
        when: { numberIds: [numberIds.sales] },
      },
      { id: newId('rr'), name: 'Came from an ad', workflowId: workflows.sales, when: { referral: 'any' } },
    ]
    const id = newId('rr')
    await tx.routingRuleSet.create({
      data: {
        id,
        workspaceId,
        number: 1,
        rules,
        defaultWorkflowId: workflows.support,
        active: true,
        activeKey: workspaceId,
        note: 'First written version',
      },
    })
    for (const [key, workflowId] of Object.entries(workflows)) {
      record({ action: 'workflow.created', subject: { kind: 'workflow', id: workflowId }, after: { key } })
    }
    record({
      action: 'routing.rules-changed',
      subject: { kind: 'routing-rules', id },
      after: { number: 1, rules: rules.length },
    })
    return ok(undefined)
  })
}
