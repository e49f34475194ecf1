import { describe, expect, test } from 'vitest'
import { db, writeTransaction } from '@/lib/server/db'
import { newId } from '@/lib/shared/ids'
import { removePortfolio, updatePortfolio } from './change-portfolio'
import { createNumber } from './create-number'
import { createPortfolio } from './create-portfolio'
import { listNumbers, listPortfolios, type NumberPage, numberDetail } from './list-numbers'
import { openConnection } from './open-connection'
import { removeNumber } from './remove-number'
import type { NumberEdit } from './schema'
import { addEvent, addNumber, addPortfolio, lastAudit, must, settingsWorld, stranger } from './testing/world'
import { UNFED } from './unfed'
import { updateNumber } from './update-number'

const SECRET = 'an app secret of 32 characters..'

async function editOf(numberId: string, given: Partial<NumberEdit> = {}): Promise<NumberEdit> {
  const row = await db.businessNumber.findUniqueOrThrow({ where: { id: numberId } })
  const { portfolioId, connectionId, phoneNumberId, displayNumber, wabaId, label, version } = row
  const fields = { portfolioId, connectionId, phoneNumberId, displayNumber, wabaId, label, version }
  return { numberId, ...fields, acknowledged: false, ...given }
}

describe('portfolios', () => {
  test('one is renamed, and the log has both names', async () => {
    const { workspaceId, developer } = await settingsWorld()
    const portfolioId = await addPortfolio(developer, 'Fernhollow UK')
    const edit = { portfolioId, version: 1, name: 'Fernhollow Europe', metaId: '730912345678901' }
    expect(must(await updatePortfolio(developer, edit))).toMatchObject({ name: 'Fernhollow Europe', version: 2 })
    expect(await lastAudit(workspaceId)).toMatchObject({
      action: 'portfolio.updated',
      detail: { before: { name: 'Fernhollow UK', metaId: null }, after: { name: 'Fernhollow Europe' } },
    })
  })

  test('the second of two editors gets both versions and the name of the first', async () => {
    const { developer } = await settingsWorld()
    const portfolioId = await addPortfolio(developer, 'Fernhollow UK')
    must(await updatePortfolio(developer, { portfolioId, version: 1, name: 'First' }))
    expect(await updatePortfolio(developer, { portfolioId, version: 1, name: 'Second' })).toMatchObject({
      code: 'stale-version',
      details: { current: { name: 'First', version: 2 }, changedBy: { name: 'Test Person' } },
    })
  })

  test('two of the same name are refused, when added and when renamed', async () => {
    const { developer } = await settingsWorld()
    await addPortfolio(developer, 'Retail')
    const portfolioId = await addPortfolio(developer, 'Trade')
    expect(await createPortfolio(developer, { name: 'Retail' })).toMatchObject({ code: 'portfolio-name-taken' })
    expect(await updatePortfolio(developer, { portfolioId, version: 1, name: 'Retail' })).toMatchObject({
      code: 'portfolio-name-taken',
    })
  })

  test('one with numbers, or with BSUIDs of contacts, stays', async () => {
    const { workspaceId, developer } = await settingsWorld()
    const portfolioId = await addPortfolio(developer)
    const numberId = await addNumber(developer, { portfolioId })
    const remove = () => removePortfolio(developer, { portfolioId, version: 1 })
    expect(await remove()).toMatchObject({ code: 'portfolio-has-numbers', details: { numbers: 1 } })
    must(await removeNumber(developer, { numberId, version: 1 }))
    const contactId = newId('c')
    const now = new Date()
    await writeTransaction(async (tx) => {
      await tx.contact.create({ data: { id: contactId, workspaceId, provisional: false } })
      await tx.identifier.create({
        data: {
          ...{ id: newId('idn'), workspaceId, contactId, kind: 'bsuid', scope: portfolioId, standing: 'claimed' },
          ...{ value: 'GB.13491208655302741918', matchKey: 'GB.13491208655302741918', active: true },
          ...{ firstSeenAt: now, lastSeenAt: now, validFrom: now, evidenceKind: 'import' },
        },
      })
    })
    expect(await remove()).toMatchObject({ code: 'portfolio-has-identifiers' })
    await writeTransaction((tx) => tx.identifier.deleteMany({ where: { contactId } }))
    expect(await remove()).toMatchObject({ ok: true })
    expect(await lastAudit(workspaceId)).toMatchObject({ action: 'portfolio.removed', subjectId: portfolioId })
  })

  test('wrong role and wrong workspace', async () => {
    const { developer, viewer, as } = await settingsWorld()
    const portfolioId = await addPortfolio(developer)
    const edit = { portfolioId, version: 1, name: 'Taken over' }
    for (const actor of [viewer, await as('marketing', 'operations', 'approver')]) {
      expect(await createPortfolio(actor, { name: 'X' })).toMatchObject({ code: 'not-allowed' })
      expect(await updatePortfolio(actor, edit)).toMatchObject({ code: 'not-allowed' })
      expect(await removePortfolio(actor, edit)).toMatchObject({ code: 'not-allowed' })
    }
    const foreign = await stranger()
    expect(await updatePortfolio(foreign, edit)).toMatchObject({ code: 'not-found' })
    expect(await removePortfolio(foreign, edit)).toMatchObject({ code: 'not-found' })
    expect(await listPortfolios(foreign)).toEqual([])
  })
})

describe('numbers that would shadow each other', () => {
  test('are refused when added and when changed, with the number itself left out', async () => {
    const { developer } = await settingsWorld()
    const portfolioId = await addPortfolio(developer)
    const taken = { phoneNumberId: '106540352242001', displayNumber: '+44 20 7946 0118' }
    await addNumber(developer, { portfolioId, ...taken })
    const numberId = await addNumber(developer, { portfolioId })
    const other = { portfolioId, phoneNumberId: '106540352242777', displayNumber: '+44 20 7946 0777', wabaId: '12345' }
    expect(await createNumber(developer, { ...other, phoneNumberId: taken.phoneNumberId })).toMatchObject({
      code: 'number-id-taken',
    })
    expect(await createNumber(developer, { ...other, displayNumber: '442079460118' })).toMatchObject({
      code: 'display-number-taken',
    })
    expect(await updateNumber(developer, await editOf(numberId, { phoneNumberId: taken.phoneNumberId }))).toMatchObject(
      { code: 'number-id-taken', details: { phoneNumberId: taken.phoneNumberId } },
    )
    const spelled = await editOf(numberId, { displayNumber: '+44 (20) 7946-0118' })
    expect(await updateNumber(developer, spelled)).toMatchObject({ code: 'display-number-taken' })
    expect(await updateNumber(developer, await editOf(numberId, { label: 'Renamed' }))).toMatchObject({ ok: true })
  })

  test('twenty people add one number at the same moment: one succeeds', async () => {
    const { workspaceId, developer } = await settingsWorld()
    const portfolioId = await addPortfolio(developer)
    const input = { portfolioId, phoneNumberId: '106540352242009', displayNumber: '+44 20 7946 0199', wabaId: '12345' }
    const answers = await Promise.all(Array.from({ length: 20 }, () => createNumber(developer, input)))
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
    expect(answers.filter((answer) => !answer.ok && answer.code === 'number-id-taken')).toHaveLength(19)
    expect(await db.businessNumber.count({ where: { workspaceId } })).toBe(1)
  })

  test('a connection or portfolio of another workspace is unknown', async () => {
    const { developer } = await settingsWorld()
    const foreign = await stranger()
    const theirs = must(await openConnection(foreign, { name: 'Theirs', secret: SECRET, numberIds: [] }))
    const portfolioId = await addPortfolio(developer)
    const input = { portfolioId, phoneNumberId: '106540352242008', displayNumber: '+44 20 7946 0198', wabaId: '12345' }
    expect(await createNumber(developer, { ...input, connectionId: theirs.id })).toMatchObject({ code: 'not-found' })
    const numberId = await addNumber(developer, { portfolioId })
    const foreignPortfolio = await addPortfolio(foreign)
    for (const given of [{ connectionId: theirs.id }, { portfolioId: foreignPortfolio }]) {
      expect(await updateNumber(developer, await editOf(numberId, given))).toMatchObject({ code: 'not-found' })
    }
  })
})

describe('changing a number', () => {
  test('moves it to another connection, and keeps only what changed in the log', async () => {
    const { workspaceId, developer } = await settingsWorld()
    const portfolioId = await addPortfolio(developer)
    const numberId = await addNumber(developer, { portfolioId })
    const first = must(await openConnection(developer, { name: 'First', secret: SECRET, numberIds: [numberId] }))
    const second = must(await openConnection(developer, { name: 'Second', secret: SECRET, numberIds: [] }))
    const edit = await editOf(numberId, { connectionId: second.id })
    expect(must(await updateNumber(developer, edit))).toMatchObject({ connectionId: second.id })
    expect(await lastAudit(workspaceId)).toMatchObject({
      action: 'number.updated',
      subjectId: numberId,
      detail: { before: { connectionId: first.id }, after: { connectionId: second.id } },
    })
  })

  test('one with events moves to another portfolio only when that is confirmed', async () => {
    const { workspaceId, developer } = await settingsWorld()
    const numberId = await addNumber(developer, { portfolioId: await addPortfolio(developer) })
    const portfolioId = await addPortfolio(developer)
    await addEvent(workspaceId, numberId)
    const edit = await editOf(numberId, { portfolioId })
    expect(await updateNumber(developer, edit)).toMatchObject({
      code: 'number-history-moves',
      details: { events: 1, threads: 0 },
    })
    expect(await updateNumber(developer, { ...edit, acknowledged: true })).toMatchObject({ ok: true })
    expect(await lastAudit(workspaceId)).toMatchObject({ detail: { historyAcknowledged: true } })
  })

  test('the second of two editors loses nothing silently', async () => {
    const { developer } = await settingsWorld()
    const numberId = await addNumber(developer, { portfolioId: await addPortfolio(developer) })
    const edit = await editOf(numberId)
    must(await updateNumber(developer, { ...edit, label: 'Till desk' }))
    expect(await updateNumber(developer, { ...edit, label: 'Shop desk' })).toMatchObject({
      code: 'stale-version',
      details: { current: { label: 'Till desk', version: 2 }, changedBy: { name: 'Test Person' } },
    })
  })

  test('saving it as it is writes nothing', async () => {
    const { workspaceId, developer } = await settingsWorld()
    const numberId = await addNumber(developer, { portfolioId: await addPortfolio(developer) })
    const before = await db.auditEvent.count({ where: { workspaceId } })
    expect(must(await updateNumber(developer, await editOf(numberId)))).toMatchObject({ version: 1 })
    expect(await db.auditEvent.count({ where: { workspaceId } })).toBe(before)
  })
})

describe('removing a number', () => {
  test('an unused one goes; one with an event, a handle or a routing rule stays', async () => {
    const { workspaceId, developer } = await settingsWorld()
    const portfolioId = await addPortfolio(developer)
    const [unused, used, named, ruled] = [
      await addNumber(developer, { portfolioId }),
      await addNumber(developer, { portfolioId }),
      await addNumber(developer, { portfolioId }),
      await addNumber(developer, { portfolioId }),
    ]
    await addEvent(workspaceId, used)
    const workflowId = newId('wf')
    const rules = [{ id: newId('rr'), workflowId, when: { numberIds: [ruled] } }]
    await writeTransaction(async (tx) => {
      await tx.handle.create({ data: { id: newId('hd'), workspaceId, numberId: named } })
      await tx.routingRuleSet.create({
        data: {
          ...{ id: newId('rr'), workspaceId, number: 1, rules, defaultWorkflowId: workflowId },
          ...{ active: true, activeKey: workspaceId },
        },
      })
    })
    const remove = (numberId: string) => removeNumber(developer, { numberId, version: 1 })
    expect(await remove(used)).toMatchObject({ code: 'number-in-use', details: { events: 1 } })
    expect(await remove(named)).toMatchObject({ code: 'number-has-handle' })
    expect(await remove(ruled)).toMatchObject({ code: 'number-in-rules', details: { rule: 1 } })
    expect(await remove(unused)).toMatchObject({ ok: true })
    expect(await lastAudit(workspaceId)).toMatchObject({ action: 'number.removed', subjectId: unused })
    expect((await listNumbers(developer, {}, FIRST)).total).toBe(3)
  })

  test('an older version is refused', async () => {
    const { developer } = await settingsWorld()
    const numberId = await addNumber(developer, { portfolioId: await addPortfolio(developer) })
    must(await updateNumber(developer, await editOf(numberId, { label: 'Changed' })))
    expect(await removeNumber(developer, { numberId, version: 1 })).toMatchObject({ code: 'stale-version' })
  })

  test('wrong role and wrong workspace', async () => {
    const { developer, viewer, as } = await settingsWorld()
    const portfolioId = await addPortfolio(developer)
    const numberId = await addNumber(developer, { portfolioId })
    const edit = await editOf(numberId, { label: 'Taken over' })
    const input = { portfolioId, phoneNumberId: '106540352242555', displayNumber: '+44 20 7946 0555', wabaId: '12345' }
    for (const actor of [viewer, await as('marketing', 'operations', 'crm_owner', 'support_lead', 'approver')]) {
      expect(await createNumber(actor, input)).toMatchObject({ code: 'not-allowed' })
      expect(await updateNumber(actor, edit)).toMatchObject({ code: 'not-allowed' })
      expect(await removeNumber(actor, edit)).toMatchObject({ code: 'not-allowed' })
    }
    const foreign = await stranger()
    expect(await createNumber(foreign, input)).toMatchObject({ code: 'not-found' })
    expect(await updateNumber(foreign, edit)).toMatchObject({ code: 'not-found' })
    expect(await removeNumber(foreign, edit)).toMatchObject({ code: 'not-found' })
    expect(await numberDetail(foreign, numberId)).toBeNull()
    expect((await listNumbers(foreign, {}, FIRST)).total).toBe(0)
  })
})

const FIRST: NumberPage = { sort: 'label', dir: 'asc', skip: 0, take: 50 }

test('numbers are found by name in any case, by portfolio, by connection and by any part of their digits', async () => {
  const { developer } = await settingsWorld()
  const retail = await addPortfolio(developer, 'Fernhollow Retail')
  const trade = await addPortfolio(developer, 'Fernhollow Trade')
  const shop = await addNumber(developer, {
    portfolioId: retail,
    label: 'Shop desk',
    displayNumber: '+44 20 7946 0131',
  })
  const depot = await addNumber(developer, {
    portfolioId: trade,
    label: '100% depot',
    phoneNumberId: '206540352242952',
  })
  const app = must(await openConnection(developer, { name: 'Shadow App', secret: SECRET, numberIds: [shop] }))
  const found = async (filter: Parameters<typeof listNumbers>[1], page: Partial<NumberPage> = {}) =>
    (await listNumbers(developer, filter, { ...FIRST, ...page })).rows.map((row) => row.id)
  expect(await found({ q: 'SHOP' })).toEqual([shop])
  expect(await found({ q: 'fernhollow trade' })).toEqual([depot])
  expect(await found({ q: 'shadow app' })).toEqual([shop])
  expect(await found({ q: '7946 0131' })).toEqual([shop])
  expect(await found({ q: '2065' })).toEqual([depot])
  expect(await found({ q: '0%' })).toEqual([depot])
  expect(await found({ q: '_' })).toEqual([])
  expect(await found({ portfolio: trade })).toEqual([depot])
  expect(await found({ connection: app.id })).toEqual([shop])
  expect(await found({ connection: UNFED })).toEqual([depot])
  expect(await found({}, { sort: 'portfolio' })).toEqual([shop, depot])
  expect(await found({}, { sort: 'portfolio', dir: 'desc' })).toEqual([depot, shop])
  const annexe = await addNumber(developer, { portfolioId: retail, label: 'annexe' })
  expect(await found({})).toEqual([depot, annexe, shop])
  expect(await found({}, { dir: 'desc' })).toEqual([shop, annexe, depot])
  expect(await found({}, { sort: 'connection' })).toEqual([shop, depot, annexe])
  expect(await found({}, { sort: 'connection', dir: 'desc' })).toEqual([shop, depot, annexe])
  expect(await found({}, { skip: 1, take: 1 })).toEqual([annexe])
  expect(await listPortfolios(developer)).toMatchObject([
    { name: 'Fernhollow Retail', numbers: 2 },
    { name: 'Fernhollow Trade', numbers: 1 },
  ])
})
