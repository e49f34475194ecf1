import { createHash } from 'node:crypto'
import { bulkUpsertContacts } from '@/lib/contacts/bulk-upsert'
import { keepCoverageDay } from '@/lib/contacts/coverage'
import { scanWorkspace } from '@/lib/duplicates/scan'
import { resolveNext } from '@/lib/identity/resolve-batch'
import { createUser } from '@/lib/members/create-user'
import { DEMO_PASSWORD, DEMO_PEOPLE } from '@/lib/members/demo-people'
import { type Actor, systemActor } from '@/lib/server/actor'
import { db, writeTransaction } from '@/lib/server/db'
import { env } from '@/lib/server/env'
import { openSql } from '@/lib/server/sql'
import { createWorkspace } from '@/lib/settings/create-workspace'
import { newId } from '@/lib/shared/ids'
import { demoDeliveries } from './deliveries'
import { loadFieldMap } from './field-map'
import { loadHandles } from './handles'
import { loadInputs } from './inputs'
import { loadLab } from './lab'
import { loadMerges } from './merges'
import { demoCustomers, toContactInput } from './people'
import { loadPolicy } from './policy'
import { removeWorkspace } from './remove'
import { type DemoSettings, loadRouting, loadSettings, must } from './settings'
import { loadSheet } from './sheet'
import { loadSignOffs } from './sign-offs'

/**
 * The demo workspace: Larkmoss Garden Centres, an invented chain in the middle of its rollout. Everything is made by the
 * commands that people and webhooks use, so what the screens show has really been resolved, routed and audited.
 */
export async function loadDemo(now = new Date()): Promise<{ workspaceId: string }> {
  const made = must(
    await createWorkspace({ name: 'Larkmoss Garden Centres', zone: 'Europe/London', isDemo: true }, 'demo'),
  )
  const actor = systemActor(made.id, 'demo')
  const owners = await loadPeople(actor)
  const settings = await loadSettings(actor)
  await loadRouting(actor, { numberIds: settings.numberIds, owners })
  const customers = demoCustomers()
  must(await bulkUpsertContacts(actor, { portfolioId: settings.portfolioId, contacts: customers.map(toContactInput) }))
  await loadSheet(actor, now, owners)
  await loadInputs(made.id, owners)
  await loadFieldMap(made.id, owners, settings.numberIds.support)
  await loadPolicy(made.id)
  await loadHandles(made.id, settings.numberIds)
  await loadSignOffs(made.id)
  await loadDeliveries(actor, settings, now)
  await resolveAll()
  await loadMerges(actor)
  await resolveAll()
  await lookForDuplicates(made.id)
  await keepCoverageDay(made.id, now)
  await loadLab(made.id, owners, settings.numberIds.support)
  return { workspaceId: made.id }
}

async function loadPeople(actor: Actor): Promise<Map<string, { memberId: string; name: string }>> {
  const owners = new Map<string, { memberId: string; name: string }>()
  for (const { name, email, roles } of DEMO_PEOPLE) {
    const user = must(await createUser(actor, { name, email, roles, password: DEMO_PASSWORD }))
    owners.set(email, { memberId: user.memberId, name })
  }
  return owners
}

/** As the receiver stores them: the bytes, their hash, nothing understood yet. */
async function loadDeliveries(actor: Actor, settings: DemoSettings, now: Date): Promise<void> {
  const deliveries = demoDeliveries(demoCustomers(), settings.numbers, now)
  const trade = settings.numbers.trade.phoneNumberId
  const rows = deliveries.map(({ at, body }) => ({
    id: newId('d', at.getTime()),
    workspaceId: actor.workspaceId,
    connectionId: body.includes(trade) ? settings.tradeConnectionId : settings.connectionId,
    receivedAt: at,
    size: body.length,
    bodyHash: createHash('sha256').update(body).digest('hex'),
    body: new Uint8Array(body),
    state: 'stored',
  }))
  await writeTransaction(async (tx) => {
    await tx.delivery.createMany({ data: rows })
    await tx.connection.updateMany({
      where: { workspaceId: actor.workspaceId },
      data: { verifiedAt: rows[0]?.receivedAt, lastDeliveryAt: rows.at(-1)?.receivedAt },
    })
  })
}

async function lookForDuplicates(workspaceId: string): Promise<void> {
  const sql = openSql(env().databaseUrl)
  await scanWorkspace({ sql, workspaceId, now: new Date() })
  await sql.close()
}

async function resolveAll(): Promise<void> {
  const sql = openSql(env().databaseUrl)
  try {
    while ((await resolveNext(sql)).deliveries > 0);
  } finally {
    await sql.close()
  }
}

/** Removes the demo workspace with its people and loads it anew. Other workspaces are left alone. */
export async function resetDemo(now = new Date()): Promise<{ workspaceId: string }> {
  const found = await db.workspace.findMany({ where: { isDemo: true }, select: { id: true } })
  for (const { id } of found) await removeWorkspace(id)
  return loadDemo(now)
}
