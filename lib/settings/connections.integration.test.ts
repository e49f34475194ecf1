import { describe, expect, test } from 'vitest'
import { ConnectionBook } from '@/lib/receiver/connection-book'
import { db, sqlOf, writeTransaction } from '@/lib/server/db'
import { newId } from '@/lib/shared/ids'
import { connectionDetail, connectionPulse, listConnections, numberChoices } from './list-connections'
import { openConnection } from './open-connection'
import { setConnectionState } from './pause-connection'
import { removeConnection } from './remove-connection'
import { replaceSecret, replaceVerifyToken } from './replace-secret'
import { addNumber, addPortfolio, auditText, lastAudit, must, settingsWorld, stranger } from './testing/world'
import { updateConnection } from './update-connection'

const SECRET = 'an app secret of 32 characters..'
const NEXT_SECRET = 'another secret after the reset..'

async function world() {
  const made = await settingsWorld()
  const portfolioId = await addPortfolio(made.developer)
  const numberId = await addNumber(made.developer, { portfolioId })
  const opened = must(
    await openConnection(made.developer, { name: 'Shadow app', secret: SECRET, numberIds: [numberId] }),
  )
  return { ...made, portfolioId, numberId, opened, connectionId: opened.id }
}

/** What the receiver knows of the address. */
const received = (key: string) => new ConnectionBook(sqlOf(db)).findNow(key)

describe('a new connection', () => {
  test('has an address, a verify token shown once, and feeds its numbers', async () => {
    const { developer, opened, numberId } = await world()
    expect(opened.key).toMatch(/^[0-9a-f]{32}$/)
    expect(opened.verifyToken).toMatch(/^[A-Za-z0-9_-]{32}$/)
    expect(await received(opened.key)).toMatchObject({ secret: SECRET, verifyToken: opened.verifyToken, paused: false })
    expect(await connectionDetail(developer, opened.id)).toMatchObject({
      health: 'waiting',
      urlKey: opened.key,
      numbers: [{ id: numberId }],
      refusedToday: [],
    })
  })

  test('takes no number that another connection feeds', async () => {
    const { workspaceId, developer, numberId } = await world()
    const again = await openConnection(developer, { name: 'Second', secret: SECRET, numberIds: [numberId] })
    expect(again).toMatchObject({ code: 'number-has-connection' })
    expect(await db.connection.count({ where: { workspaceId } })).toBe(1)
  })
})

describe('its secrets', () => {
  test('are in no screen’s data, no audit entry and no readable column', async () => {
    const { workspaceId, developer, opened, connectionId } = await world()
    must(await replaceSecret(developer, { connectionId, version: 1, secret: NEXT_SECRET }))
    const replaced = must(await replaceVerifyToken(developer, { connectionId, version: 2 }))
    const places = [
      await auditText(workspaceId),
      JSON.stringify([await listConnections(developer), await connectionPulse(developer, connectionId)]),
      JSON.stringify(await numberChoices(developer)),
      JSON.stringify(await db.connection.findMany({ where: { workspaceId } })),
    ]
    const row = await db.connection.findUniqueOrThrow({ where: { id: connectionId } })
    for (const place of places) {
      for (const secret of [SECRET, NEXT_SECRET, opened.verifyToken, replaced.verifyToken]) {
        expect(place).not.toContain(secret)
      }
    }
    for (const place of places.slice(0, 3)) {
      expect(place).not.toContain(row.secretCipher)
      expect(place).not.toContain(row.verifyTokenCipher)
    }
  })

  test('work from the moment they are replaced', async () => {
    const { workspaceId, developer, opened, connectionId } = await world()
    expect(must(await replaceSecret(developer, { connectionId, version: 1, secret: NEXT_SECRET }))).toEqual({
      version: 2,
    })
    expect(await lastAudit(workspaceId)).toEqual({
      action: 'connection.secret-replaced',
      subjectId: connectionId,
      detail: {},
    })
    const { verifyToken } = must(await replaceVerifyToken(developer, { connectionId, version: 2 }))
    expect(verifyToken).not.toBe(opened.verifyToken)
    expect(await received(opened.key)).toMatchObject({ secret: NEXT_SECRET, verifyToken })
    expect(await lastAudit(workspaceId)).toMatchObject({ action: 'connection.verify-token-replaced', detail: {} })
  })

  test('are not replaced over somebody else’s change', async () => {
    const { developer, opened, connectionId } = await world()
    must(await setConnectionState(developer, { connectionId, version: 1, state: 'paused' }))
    expect(await replaceSecret(developer, { connectionId, version: 1, secret: NEXT_SECRET })).toMatchObject({
      code: 'stale-version',
      details: { current: { state: 'paused', version: 2 } },
    })
    expect(await replaceVerifyToken(developer, { connectionId, version: 1 })).toMatchObject({ code: 'stale-version' })
    expect(await received(opened.key)).toMatchObject({ secret: SECRET, verifyToken: opened.verifyToken })
  })

  test('one that does not open any more is said so', async () => {
    const { developer, connectionId } = await world()
    await writeTransaction((tx) =>
      tx.connection.update({ where: { id: connectionId }, data: { secretCipher: 'from.another.key' } }),
    )
    expect(await connectionDetail(developer, connectionId)).toMatchObject({ health: 'secret-unusable' })
  })
})

describe('changing a connection', () => {
  test('renames it and says what it feeds', async () => {
    const { workspaceId, developer, portfolioId, connectionId, numberId } = await world()
    const other = await addNumber(developer, { portfolioId })
    const edit = { connectionId, version: 1, name: 'Shadow of production', numberIds: [other, other] }
    expect(must(await updateConnection(developer, edit))).toMatchObject({ numberIds: [other], version: 2 })
    expect(await lastAudit(workspaceId)).toMatchObject({
      action: 'connection.updated',
      detail: {
        before: { name: 'Shadow app', numberIds: [numberId] },
        after: { name: 'Shadow of production', numberIds: [other] },
      },
    })
    expect(await numberChoices(developer)).toMatchObject([
      { id: numberId, connection: null },
      { id: other, connection: 'Shadow of production' },
    ])
  })

  test('takes no number from another connection, and no number of another workspace', async () => {
    const { developer, connectionId, numberId } = await world()
    const second = must(await openConnection(developer, { name: 'Second', secret: SECRET, numberIds: [] }))
    const edit = { version: 1, name: 'Second', numberIds: [numberId] }
    expect(await updateConnection(developer, { ...edit, connectionId: second.id })).toMatchObject({
      code: 'number-has-connection',
    })
    const foreign = await stranger()
    const theirs = await addNumber(foreign, { portfolioId: await addPortfolio(foreign) })
    expect(
      await updateConnection(developer, { connectionId, version: 1, name: 'X', numberIds: [numberId, theirs] }),
    ).toMatchObject({ code: 'not-found' })
    expect(await connectionDetail(developer, connectionId)).toMatchObject({ name: 'Shadow app', version: 1 })
  })

  test('the second of two editors gets both versions', async () => {
    const { developer, connectionId, numberId } = await world()
    const edit = { connectionId, version: 1, name: 'First', numberIds: [numberId] }
    must(await updateConnection(developer, edit))
    expect(await updateConnection(developer, { ...edit, name: 'Second' })).toMatchObject({
      code: 'stale-version',
      details: { current: { name: 'First', version: 2 }, changedBy: { name: 'Test Person' } },
    })
  })
})

test('a paused connection is closed to the receiver until it is resumed', async () => {
  const { workspaceId, developer, opened, connectionId } = await world()
  must(await setConnectionState(developer, { connectionId, version: 1, state: 'paused' }))
  expect(await received(opened.key)).toMatchObject({ paused: true })
  expect(await connectionPulse(developer, connectionId)).toMatchObject({ health: 'paused' })
  expect(await lastAudit(workspaceId)).toMatchObject({ action: 'connection.paused' })
  must(await setConnectionState(developer, { connectionId, version: 2, state: 'active' }))
  expect(await received(opened.key)).toMatchObject({ paused: false })
  expect(await lastAudit(workspaceId)).toMatchObject({ action: 'connection.resumed' })
})

test('a removed connection leaves its numbers, its deliveries and its refused counts', async () => {
  const { workspaceId, developer, opened, connectionId, numberId } = await world()
  const place = { workspaceId, connectionId }
  await writeTransaction(async (tx) => {
    const now = new Date()
    await tx.delivery.create({
      data: { ...place, id: newId('d'), receivedAt: now, size: 2, bodyHash: 'x', state: 'processed' },
    })
    await tx.refusedCount.create({
      data: { ...place, day: now.toISOString().slice(0, 10), reason: 'bad-signature', count: 3, lastAt: now },
    })
  })
  expect(await connectionDetail(developer, connectionId)).toMatchObject({
    refusedToday: [{ reason: 'bad-signature', count: 3, sentence: expect.stringContaining('app secret') }],
  })
  expect(await removeConnection(developer, { connectionId, version: 7 })).toMatchObject({ code: 'stale-version' })
  must(await removeConnection(developer, { connectionId, version: 1 }))
  expect(await received(opened.key)).toBeUndefined()
  expect(await db.businessNumber.findUniqueOrThrow({ where: { id: numberId } })).toMatchObject({ connectionId: null })
  expect(await db.delivery.count({ where: place })).toBe(1)
  expect(await lastAudit(workspaceId)).toMatchObject({
    action: 'connection.removed',
    detail: { before: { name: 'Shadow app', numberIds: [numberId] } },
  })
})

test('wrong role: none of the commands, and nothing to read', async () => {
  const { viewer, as, connectionId } = await world()
  const which = { connectionId, version: 1 }
  for (const actor of [viewer, await as('marketing', 'operations', 'crm_owner', 'support_lead', 'approver')]) {
    const answers = await Promise.all([
      openConnection(actor, { name: 'X', secret: SECRET, numberIds: [] }),
      updateConnection(actor, { ...which, name: 'X', numberIds: [] }),
      setConnectionState(actor, { ...which, state: 'paused' }),
      replaceSecret(actor, { ...which, secret: NEXT_SECRET }),
      replaceVerifyToken(actor, which),
      removeConnection(actor, which),
    ])
    expect(answers.map((answer) => !answer.ok && answer.code)).toEqual(Array(6).fill('not-allowed'))
    await expect(listConnections(actor)).rejects.toThrow()
    await expect(connectionPulse(actor, connectionId)).rejects.toThrow()
    await expect(numberChoices(actor)).rejects.toThrow()
  }
})

test('wrong workspace: the connection does not exist', async () => {
  const { connectionId, numberId, opened } = await world()
  const foreign = await stranger()
  const which = { connectionId, version: 1 }
  const answers = await Promise.all([
    openConnection(foreign, { name: 'X', secret: SECRET, numberIds: [numberId] }),
    updateConnection(foreign, { ...which, name: 'X', numberIds: [] }),
    setConnectionState(foreign, { ...which, state: 'paused' }),
    replaceSecret(foreign, { ...which, secret: NEXT_SECRET }),
    replaceVerifyToken(foreign, which),
    removeConnection(foreign, which),
  ])
  expect(answers.map((answer) => !answer.ok && answer.code)).toEqual(Array(6).fill('not-found'))
  expect(await connectionDetail(foreign, connectionId)).toBeNull()
  expect(await connectionPulse(foreign, connectionId)).toBeNull()
  expect(await listConnections(foreign)).toEqual([])
  expect(await received(opened.key)).toMatchObject({ secret: SECRET, verifyToken: opened.verifyToken, paused: false })
})
