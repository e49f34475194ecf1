import { beforeEach, expect, test } from 'vitest'
import { newId } from '@/lib/shared/ids'
import { db, writeTransaction } from './db'
import { admitTry } from './throttle'

beforeEach(async () => {
  await writeTransaction((tx) => tx.rateLimit.deleteMany())
})

const someone = () => `${newId('usr').toLowerCase()}@example.test`

async function guesses(count: number, attempt: (n: number) => Parameters<typeof admitTry>[0]): Promise<number> {
  let admitted = 0
  for (let n = 0; n < count; n += 1) {
    const result = await admitTry(attempt(n))
    if (result.ok) admitted += 1
  }
  return admitted
}

test('10,000 guesses at one account from one address: ten are tried, then one a minute', async () => {
  const account = someone()
  const admitted = await guesses(10_000, () => ({ account, address: '203.0.113.7' }))
  expect(admitted).toBeGreaterThanOrEqual(10)
  expect(admitted).toBeLessThanOrEqual(13)
  const refused = await admitTry({ account, address: '203.0.113.7' })
  expect(refused).toMatchObject({ ok: false, code: 'too-many' })
  if (!refused.ok) expect(Number(refused.details?.seconds)).toBeLessThanOrEqual(60)
})

test('10,000 guesses at one account from as many addresses: thirty are tried, then one a minute', async () => {
  const account = someone()
  const admitted = await guesses(10_000, (n) => ({ account, address: `2001:db8::${n.toString(16)}` }))
  expect(admitted).toBeGreaterThanOrEqual(30)
  expect(admitted).toBeLessThanOrEqual(35)

  expect(await admitTry({ account, address: '198.51.100.4' })).toMatchObject({ ok: false, code: 'too-many' })
  expect(await admitTry({ account, address: '198.51.100.4', device: 'known' })).toMatchObject({ ok: true })
  expect(await admitTry({ account, address: '198.51.100.5', familiar: true })).toMatchObject({ ok: true })
}, 120_000)

test('one address that tries many accounts is slowed down too', async () => {
  const admitted = await guesses(500, (n) => ({ account: `a${n}@example.test`, address: '203.0.113.9' }))
  expect(admitted).toBeGreaterThanOrEqual(60)
  expect(admitted).toBeLessThanOrEqual(65)
  expect(await admitTry({ account: someone(), address: '203.0.113.10' })).toMatchObject({ ok: true })
  expect(await admitTry({ account: someone(), address: '203.0.113.9' })).toMatchObject({ ok: false })
  expect(await admitTry({ account: someone(), address: '203.0.113.9', familiar: true })).toMatchObject({ ok: true })
})

test('tries sent at the same moment are counted like tries one after the other', async () => {
  const account = someone()
  const answers = await Promise.all(Array.from({ length: 40 }, () => admitTry({ account, address: '203.0.113.11' })))
  expect(answers.filter((answer) => answer.ok).length).toBeLessThanOrEqual(11)
})

test('a right password does not count, and clears what this person mistyped', async () => {
  const account = someone()
  for (let n = 0; n < 40; n += 1) {
    const admitted = await admitTry({ account, address: '203.0.113.12' })
    expect(admitted.ok).toBe(true)
    if (admitted.ok) await admitted.value.succeeded()
  }
})

test('the counters say nothing about who signs in', async () => {
  const account = someone()
  await admitTry({ account, address: '203.0.113.13' })
  const keys = (await db.rateLimit.findMany()).map((row) => row.key).join('\n')
  expect(keys).not.toContain(account)
  expect(keys).toContain('203.0.113.13')
})
