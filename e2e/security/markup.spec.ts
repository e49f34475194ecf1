import { writeTransaction } from '@/lib/server/db'
import { seedNumber } from '@/lib/server/testing/seed'
import { newId } from '@/lib/shared/ids'
import { expect, test } from '../fixtures'

/**
 * Markup in every text a person, a file or WhatsApp can bring in. Whatever of it ran would set `window.pwned`; the
 * fixtures fail the test on any violation of the content policy as well.
 */
const MARKUP = [
  '<script>window.pwned=1</script>',
  '<img src=x onerror="window.pwned=1">',
  '"><svg onload=window.pwned=1>',
  'javascript:window.pwned=1',
  '</title><script>window.pwned=1</script>',
  "{{constructor.constructor('window.pwned=1')()}}",
]
const texts = (n: number): string => `${MARKUP[n % MARKUP.length]} ${n}`

async function plant(workspaceId: string): Promise<void> {
  const number = await seedNumber(workspaceId, { label: texts(0) })
  await writeTransaction(async (tx) => {
    await tx.workspace.update({ where: { id: workspaceId }, data: { name: texts(1) } })
    await tx.portfolio.updateMany({ where: { workspaceId }, data: { name: texts(2) } })
    await tx.connection.updateMany({ where: { workspaceId }, data: { name: texts(3) } })
    const wave = newId('wv')
    const window = { startsAt: new Date(), endsAt: new Date(Date.now() + 86_400_000) }
    await tx.wave.create({ data: { id: wave, workspaceId, number: 1, name: texts(4), goal: texts(5), ...window } })
    await tx.freezeWindow.create({
      data: { id: newId('fz'), workspaceId, name: texts(15), reason: texts(16), ...window },
    })
    const workflowId = newId('wf')
    const workflow = { name: texts(6), inbox: texts(7), escalation: texts(8), kind: 'queue' }
    await tx.workflow.create({ data: { id: workflowId, workspaceId, ...workflow } })
    const rules = [
      { id: newId('rr'), name: texts(9), workflowId, when: { textContains: [texts(10)], labels: [texts(11)] } },
    ]
    const set = { id: newId('rr'), workspaceId, number: 1, rules, defaultWorkflowId: workflowId, note: texts(12) }
    await tx.routingRuleSet.create({ data: { ...set, active: true, activeKey: workspaceId } })
    for (let n = 20; n < 60; n += 1) await plantContact(tx, { workspaceId, n, portfolioId: number.portfolioId })
    for (let n = 60; n < 110; n += 1) await plantEntryPoint(tx, { workspaceId, n, wave })
    await plantEvents(tx, { workspaceId, number })
  })
}

type Tx = Parameters<Parameters<typeof writeTransaction>[0]>[0]

async function plantContact(tx: Tx, at: { workspaceId: string; n: number; portfolioId: string }): Promise<void> {
  const { workspaceId, n, portfolioId } = at
  const contactId = newId('c')
  const text = texts(n)
  const person = { crmContactId: `crm ${text}`, name: text, nameKey: text.toLowerCase(), language: text.slice(0, 20) }
  await tx.contact.create({ data: { id: contactId, workspaceId, provisional: false, ...person } })
  await tx.contactLabel.create({ data: { contactId, workspaceId, label: text } })
  const now = new Date()
  const times = { firstSeenAt: now, lastSeenAt: now, validFrom: now }
  for (const kind of ['username', 'email', 'bsuid', 'phone']) {
    const scope = kind === 'username' || kind === 'bsuid' ? portfolioId : 'workspace'
    const value = `${text} ${kind}`
    const row = { id: newId('idn'), workspaceId, contactId, kind, scope, value, matchKey: value, ...times }
    await tx.identifier.create({ data: { ...row, standing: 'claimed', active: true, evidenceKind: 'import' } })
  }
}

async function plantEntryPoint(tx: Tx, at: { workspaceId: string; n: number; wave: string }): Promise<void> {
  const { workspaceId, n, wave } = at
  const text = texts(n)
  const places = { location: text, audience: text, currentDestination: text, newDestination: text, rollbackPath: text }
  const row = {
    id: newId('ep'),
    workspaceId,
    kind: 'website',
    risk: 'printed',
    waveId: wave,
    ownerName: text,
    notes: text,
  }
  await tx.entryPoint.create({
    data: { ...row, ...places, name: text, nameKey: text.toLowerCase(), testMessage: text },
  })
}

async function plantEvents(
  tx: Tx,
  at: { workspaceId: string; number: Awaited<ReturnType<typeof seedNumber>> },
): Promise<void> {
  const { workspaceId, number } = at
  const deliveryId = newId('d')
  const now = new Date()
  const delivery = {
    id: deliveryId,
    workspaceId,
    connectionId: number.connectionId,
    receivedAt: now,
    size: 2,
    bodyHash: 'x',
  }
  await tx.delivery.create({ data: { ...delivery, body: Buffer.from('{}'), state: 'set_aside', problem: texts(13) } })
  for (let n = 110; n < 140; n += 1) {
    const text = texts(n)
    const identifiers = { phone: text, bsuid: text, username: text, profileName: text }
    const what = {
      kind: 'unsupported',
      field: text,
      type: text,
      outcome: 'unsupported',
      errorCode: 'type-not-understood',
    }
    const row = {
      id: newId('ev'),
      workspaceId,
      deliveryId,
      position: n,
      key: `k${n}`,
      wamid: text,
      at: now,
      receivedAt: now,
    }
    await tx.event.create({ data: { ...row, ...what, identifiers, why: [], errorArgs: { type: text, field: text } } })
  }
}

const PAGES = [
  '/overview',
  '/calendar',
  '/calendar?view=agenda',
  '/calendar/waves',
  '/contacts',
  '/entry-points',
  '/deliveries',
  '/deliveries/failures',
  '/deliveries/posts',
  '/routing',
  '/routing/rules',
  '/routing/bench',
  '/members',
  '/audit',
  '/settings',
  '/settings/numbers',
  '/settings/connections',
]

test('markup in every text field runs nowhere', async ({ page, world }) => {
  test.setTimeout(180_000)
  await plant(world.workspaceId)
  await world.signInAs(['admin', 'crm_owner', 'developer', 'marketing', 'operations'], { name: texts(14) })
  for (const path of PAGES) {
    await page.goto(path)
    expect(await page.evaluate(() => 'pwned' in window), path).toBe(false)
    const first = page.getByRole('row').nth(1)
    if ((await first.count()) > 0 && ['/contacts', '/entry-points', '/deliveries', '/audit'].includes(path)) {
      await first.click()
      await page.waitForLoadState('networkidle')
      expect(await page.evaluate(() => 'pwned' in window), `${path}, open`).toBe(false)
    }
  }
})
