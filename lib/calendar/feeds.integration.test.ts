import { beforeEach, describe, expect, test } from 'vitest'
import { GET } from '@/app/calendar/[token]/route'
import { db, writeTransaction } from '@/lib/server/db'
import { editWave } from './edit-wave'
import { createFeed, listFeeds, revokeFeed } from './feeds'
import { type CalendarWorld, memberOf, seedCalendar, seedPoint, seedWave } from './testing/world'

let world: CalendarWorld

beforeEach(async () => {
  world = await seedCalendar()
})

const soon = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

async function address(actor: CalendarWorld['viewer'], waveId: string | null = null): Promise<string> {
  const made = await createFeed(actor, { waveId })
  if (!made.ok) throw new Error(made.code)
  return made.value.token
}

let from = 0

/** Each test asks from an address of its own, so that one test's guesses slow down no other. */
async function get(token: string, given: { headers?: Record<string, string>; at?: string } = {}) {
  from += 1
  const headers = { host: 'localhost:3000', 'x-handrail-address': given.at ?? `10.0.0.${from}`, ...given.headers }
  const request = new Request(`http://localhost:3000/calendar/${token}`, { headers })
  const response = await GET(request, { params: Promise.resolve({ token }) })
  return { status: response.status, headers: response.headers, text: await response.text() }
}

const summaries = (text: string): string[] =>
  [...text.matchAll(/SUMMARY:(.*)\r\n/g)].map((match) => match[1] ?? '').sort()

describe('a member’s own feed', () => {
  test('shows their work, and the waves everybody works around; no other person’s rows', async () => {
    await seedWave(world.workspaceId, { name: 'Website' })
    await seedPoint(world.workspaceId, { name: 'Mine', updateDate: soon(3), ownerMemberId: memberOf(world.support) })
    await seedPoint(world.workspaceId, {
      name: 'Theirs',
      updateDate: soon(3),
      ownerMemberId: memberOf(world.marketing),
    })
    await seedPoint(world.stranger.workspaceId, { name: 'Foreign', updateDate: soon(3) })
    const { status, headers, text } = await get(`${await address(world.support)}.ics`)
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('text/calendar; charset=utf-8')
    expect(headers.get('cache-control')).toBe('private, no-cache')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(summaries(text)).toEqual(['Mine', 'Wave 1 · Website'])
    expect(text).not.toContain('@example.test')
  })

  test('follows what its member may see: API tokens only while they hold the role', async () => {
    const { workspaceId } = world
    const token = {
      name: 'CRM sync',
      tokenHash: 'h',
      hint: 'abcd',
      scopes: [],
      expiresAt: new Date(Date.now() + 864e5),
    }
    await writeTransaction((tx) => tx.apiToken.create({ data: { id: 'tok_1', workspaceId, ...token } }))
    const feed = `${await address(world.support)}.ics`
    expect((await get(feed)).text).not.toContain('CRM sync')
  })
})

test('a wave’s feed shows the wave and its rows alone', async () => {
  const waveId = await seedWave(world.workspaceId, { name: 'Website' })
  await seedWave(world.workspaceId, { number: 2, name: 'Ads' })
  await seedPoint(world.workspaceId, { name: 'Home page', updateDate: soon(1), waveId })
  await seedPoint(world.workspaceId, { name: 'Banner', updateDate: soon(1) })
  const { text } = await get(`${await address(world.viewer, waveId)}.ics`)
  expect(summaries(text)).toEqual(['Home page', 'Wave 1 · Website'])
  expect(text).toContain('X-WR-CALNAME:Wave 1 · Website\\, Fernhollow')
})

test('SEQUENCE rises with an edit, the UID stays, and a program is told that nothing changed', async () => {
  const waveId = await seedWave(world.workspaceId)
  const feed = `${await address(world.viewer, waveId)}.ics`
  const first = await get(feed)
  const etag = first.headers.get('etag') ?? ''
  expect((await get(feed, { headers: { 'if-none-match': etag } })).status).toBe(304)
  await editWave(world.operations, { id: waveId, version: 1, patch: { name: 'Help pages' } })
  const second = await get(feed, { headers: { 'if-none-match': etag } })
  expect(second.status).toBe(200)
  const of = (text: string, name: string) => new RegExp(`${name}:(.*)\r\n`).exec(text)?.[1]
  expect([of(first.text, 'SEQUENCE'), of(second.text, 'SEQUENCE')]).toEqual(['1', '2'])
  expect(of(second.text, 'UID')).toBe(of(first.text, 'UID'))
})

describe('an address', () => {
  test('is shown once, kept as a hash, and audited without it', async () => {
    const token = await address(world.viewer)
    const row = await db.calendarFeed.findFirstOrThrow({ where: { workspaceId: world.workspaceId } })
    expect(row.tokenHash).not.toContain(token)
    expect(row.hint).toBe(token.slice(-4))
    const events = await db.auditEvent.findMany({ where: { workspaceId: world.workspaceId } })
    expect(events.map(({ action }) => action)).toEqual(['feed.created'])
    expect(JSON.stringify(events)).not.toContain(token)
  })

  test('ends when it is revoked, by its member or an admin and by nobody else', async () => {
    const token = await address(world.viewer)
    const [feed] = await listFeeds(world.viewer)
    const id = feed?.id ?? ''
    expect(await listFeeds(world.marketing)).toEqual([])
    expect(await revokeFeed(world.marketing, { id })).toMatchObject({ code: 'not-found' })
    expect(await revokeFeed(world.stranger, { id })).toMatchObject({ code: 'not-found' })
    expect((await get(`${token}.ics`)).status).toBe(200)
    expect(await revokeFeed(world.viewer, { id })).toMatchObject({ ok: true })
    expect((await get(`${token}.ics`)).status).toBe(404)
    expect(await listFeeds(world.viewer)).toEqual([])
  })

  test('ends with the membership, and when the account is disabled', async () => {
    const token = await address(world.viewer)
    const id = memberOf(world.viewer)
    await writeTransaction((tx) => tx.member.update({ where: { id }, data: { disabledAt: new Date() } }))
    expect((await get(`${token}.ics`)).status).toBe(404)
    await writeTransaction((tx) => tx.member.update({ where: { id }, data: { disabledAt: null } }))
    expect((await get(`${token}.ics`)).status).toBe(200)
    const userId = world.viewer.kind === 'member' ? world.viewer.userId : ''
    await writeTransaction((tx) => tx.user.update({ where: { id: userId }, data: { disabledAt: new Date() } }))
    expect((await get(`${token}.ics`)).status).toBe(404)
  })

  test('a wave of another workspace cannot be subscribed to', async () => {
    const waveId = await seedWave(world.stranger.workspaceId)
    expect(await createFeed(world.viewer, { waveId })).toMatchObject({ code: 'unknown-wave' })
  })

  test('twenty are enough', async () => {
    for (let i = 0; i < 20; i += 1) await address(world.viewer)
    expect(await createFeed(world.viewer, { waveId: null })).toMatchObject({ code: 'too-many-feeds' })
  })
})

describe('guessing', () => {
  test('is answered 404 alike whatever is asked, then slowed down; living addresses still open from there', async () => {
    const token = await address(world.viewer)
    const at = '192.0.2.77'
    const guesses = ['x', `${'A'.repeat(43)}.ics`, `${token}`, `${token}.ICS`, `${token.slice(1)}.ics`, '../audit.ics']
    for (const guess of guesses) expect((await get(guess, { at })).status).toBe(404)
    for (let i = guesses.length; i < 30; i += 1) await get(`${'B'.repeat(43)}.ics`, { at })
    const slowed = await get(`${'C'.repeat(43)}.ics`, { at })
    expect(slowed.status).toBe(429)
    expect(Number(slowed.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await get(`${token}.ics`, { at })).status).toBe(200)
    expect((await get(`${'D'.repeat(43)}.ics`, { at: '192.0.2.78' })).status).toBe(404)
  })
})
