import { ROLES, type Role, rolesAllow } from '@/lib/server/permissions'
import { PAGE_RULES, ROUTE_RULES } from '@/lib/server/route-rules'
import { seedWorkspace } from '@/lib/server/testing/seed'
import { expect, test } from '../fixtures'
import { type Records, seedRecords } from './records'

/**
 * Every page and download of lib/server/route-rules.ts, asked for over HTTP as a visitor, as each role, and with the
 * records of another workspace. That each also refuses without proxy.ts and server.ts around it is shown by
 * lib/server/routes.integration.test.ts.
 */
test.describe.configure({ timeout: 120_000 })

const PARAMETER = /\[\w+\]/
const guardedPages = Object.entries(PAGE_RULES).filter(([, rule]) => rule !== 'public')
const downloads = Object.entries(ROUTE_RULES)
  .filter(([route, rule]) => rule !== 'public' && route.startsWith('GET '))
  .map(([route, rule]) => [route.slice(4), rule] as const)
  // A stream of news does not end; it is tried in deliveries.spec.ts.
  .filter(([route]) => !route.endsWith('/live'))

/** What has to be asked for, where an address without a question is a bad one. */
const ASKED: Record<string, string> = {
  '/entry-points/links/code': '?target=%2B442079460118',
  '/entry-points/rows': '?from=0&take=50',
}

/** What is the same in every workspace. */
const OF_ALL = new Set(['/lab/payloads/[name]'])

/** The address with the id of a record of ours; a new kind of record needs one in records.ts. */
function addressFor(path: string, records: Records): string {
  const [before] = path.split('[')
  const id = before === path ? '' : records[before ?? '']
  if (id === undefined) throw new Error(`e2e/security/records.ts has no record for ${path}.`)
  return `${path.replace(PARAMETER, id)}${ASKED[path] ?? ''}`
}

test('a visitor is sent to the sign-in page, and comes back', async ({ request }) => {
  for (const [path] of guardedPages) {
    const address = path.replace(PARAMETER, 'none')
    const response = await request.get(address, { maxRedirects: 0 })
    expect({ address, status: response.status() }).toEqual({ address, status: 307 })
    expect(response.headers().location).toContain(`/sign-in?next=${encodeURIComponent(address)}`)
  }
  for (const [address] of downloads) {
    const response = await request.get(address, { maxRedirects: 0 })
    expect({ address, status: response.status() }).toEqual({ address, status: 401 })
  }
})

for (const role of ROLES) {
  test(`${role}: every page and download answers as its rule says`, async ({ world, context }) => {
    await world.signInAs(role as Role)
    const records = await seedRecords(world.workspaceId, `own-${role}`)
    for (const [path, rule] of [...guardedPages, ...downloads]) {
      const address = addressFor(path, records)
      // A page may send its reader on to another of the console; never to the sign-in page.
      const response = await context.request.get(address)
      const status = rolesAllow([role], rule) ? 200 : 403
      expect({ address, status: response.status() }).toEqual({ address, status })
      expect(response.url()).not.toContain('/sign-in')
    }
  })
}

test('another workspace does not exist: 404 for its records, and nothing of it in any list', async ({
  world,
  context,
}) => {
  const mark = `zz-elsewhere-${Date.now()}`
  const records = await seedRecords(await seedWorkspace('Quillhaven'), mark)
  await world.signInAs(['admin', 'approver'])
  for (const [path] of [...guardedPages, ...downloads]) {
    const address = addressFor(path, records)
    const response = await context.request.get(address)
    const status = PARAMETER.test(path) && !OF_ALL.has(path) ? 404 : 200
    expect({ address, status: response.status() }).toEqual({ address, status })
    // What was searched for may be repeated on the page, so lists are read without a search.
    expect((await response.text()).includes(mark), `${address} shows a record of another workspace`).toBe(false)
  }
  for (const room of ['contacts', 'entry-points', 'deliveries', 'members']) {
    const response = await context.request.get(`/${room}?open=${records[`/${room}/`] ?? 'none'}`)
    expect((await response.text()).includes(mark), `${room}: the panel shows another workspace`).toBe(false)
  }
})
