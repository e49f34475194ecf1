import { describe, expect, it } from 'vitest'
import { readDelivery } from '@/lib/whatsapp/payload'
import type { Update } from '@/lib/whatsapp/update'
import { GENERATED_SHAPES, MIXES, parseMix } from './mixes'
import { type DrawnUpdate, type PayloadOptions, Payloads } from './payloads'
import { personIdentifiers } from './people'

const NUMBER = { phoneNumberId: '106540352242922', displayPhoneNumber: '442079460101', wabaId: '102290129340398' }
const SECONDS = 1_790_000_000
const RECEIVED = new Date((SECONDS + 1) * 1_000)

function generate(options: Partial<PayloadOptions>, count: number) {
  const payloads = new Payloads({ number: NUMBER, ...options })
  return { payloads, drawn: Array.from({ length: count }, () => payloads.draw(SECONDS)) }
}

function read(body: Buffer): Update[] {
  const { updates, problem } = readDelivery(body, RECEIVED)
  expect(problem).toBeUndefined()
  return updates
}

const wamidsOf = (updates: Update[]) => updates.flatMap((update) => ('wamid' in update ? (update.wamid ?? []) : []))

describe('generated payloads', () => {
  it('are the same for the same seed, and share no id with another seed', () => {
    const bodies = (seed: number) => {
      const payloads = new Payloads({ number: NUMBER, seed })
      return Array.from({ length: 50 }, () => payloads.next(SECONDS).toString())
    }
    expect(bodies(7)).toEqual(bodies(7))
    const wamids = (seed: number) => new Set(bodies(seed).flatMap((body) => wamidsOf(read(Buffer.from(body)))))
    const others = wamids(8)
    expect([...wamids(7)].filter((wamid) => others.has(wamid))).toEqual([])
  })

  it.each(GENERATED_SHAPES)('%s is one update, with the id and the time that were drawn', (shape) => {
    const { payloads, drawn } = generate({ mix: { [shape]: 1 } }, 1)
    const updates = read(payloads.body(drawn))
    expect(updates).toHaveLength(1)
    expect(wamidsOf(updates)).toEqual(drawn.flatMap(({ wamid }) => wamid ?? []))
    if (drawn[0]?.wamid) expect(updates[0]?.at).toEqual(new Date(SECONDS * 1_000))
    expect([updates[0]?.phoneNumberId, updates[0]?.wabaId]).toEqual([NUMBER.phoneNumberId, NUMBER.wabaId])
  })

  it('hold a thousand updates of every kind in one body, in both layouts', () => {
    const { payloads, drawn } = generate({ mix: MIXES.every }, 1_000)
    const lists = read(payloads.body(drawn, 'lists'))
    const changes = read(payloads.body(drawn, 'changes'))
    expect(lists).toHaveLength(1_000)
    const keys = (updates: Update[]) => updates.map(({ key }) => key).sort()
    expect(keys(lists)).toEqual(keys(changes))
    expect(new Set(wamidsOf(lists))).toEqual(new Set(drawn.flatMap(({ wamid }) => wamid ?? [])))
  })

  it('can be regrouped: one by one they are what they are together', () => {
    const { payloads, drawn } = generate({}, 200)
    const together = read(payloads.body(drawn)).map(({ key }) => key)
    const apart = drawn.flatMap((update) => read(payloads.body([update]))).map(({ key }) => key)
    expect(apart.sort()).toEqual(together.sort())
  })

  it('reach the 3 MB of a full delivery', () => {
    const { payloads, drawn } = generate({ mix: MIXES.plain, textBytes: 2_800 }, 1_000)
    const size = payloads.body(drawn).byteLength
    expect(size).toBeGreaterThan(2.9 * 1_024 * 1_024)
    expect(size).toBeLessThan(3 * 1_024 * 1_024)
  })
})

describe('generated people', () => {
  it('keep phone and BSUID together until they change their number, and have new ones afterwards', () => {
    const { payloads, drawn } = generate({ mix: { 'phone-and-bsuid': 3, 'number-change': 1 }, people: 3 }, 60)
    const changes = new Map<number, number>()
    for (const update of drawn) {
      const { person } = update.values
      const before = personIdentifiers(person, changes.get(person))
      if (update.shape === 'number-change') changes.set(person, (changes.get(person) ?? 0) + 1)
      const now = personIdentifiers(person, changes.get(person))
      const [found] = read(payloads.body([update]))
      expect(found).toHaveProperty('who', expect.objectContaining({ phone: now.phone, bsuid: now.bsuid }))
      if (found?.kind === 'identity-change')
        expect(found.previous).toMatchObject({ phone: before.phone, bsuid: before.bsuid })
    }
    expect(changes.size).toBe(3)
  })

  it('write as many as were asked for', () => {
    const { drawn } = generate({ mix: MIXES.plain, people: 20 }, 1_000)
    expect(new Set(drawn.map(({ values }) => values.person)).size).toBe(20)
    expect(() => generate({ people: 0 }, 0)).toThrow('People must be from 1')
  })
})

describe('generated statuses', () => {
  it('follow their message in order, each once', () => {
    const { drawn } = generate({ mix: MIXES.typical }, 5_000)
    const seen = new Map<string, string[]>()
    for (const { wamid, status } of drawn) if (wamid && status) seen.set(wamid, [...(seen.get(wamid) ?? []), status])
    const ways = new Set([...seen.values()].map((statuses) => statuses.join(' ')))
    const allowed = ['sent', 'sent delivered', 'sent delivered read', 'sent delivered played', 'failed']
    expect([...ways].filter((way) => !allowed.includes(way))).toEqual([])
    expect(ways).toContain('sent delivered read')
  })

  it('name the person the message was sent to', () => {
    const { payloads, drawn } = generate({ mix: { 'status-sent': 1, 'status-delivered': 1 }, people: 50 }, 200)
    const people = new Map<string, string>()
    for (const update of drawn) {
      const [found] = read(payloads.body([update]))
      if (found?.kind !== 'status') throw new Error('Expected a status.')
      const known = people.get(found.wamid)
      if (known) expect(found.who.bsuid).toBe(known)
      people.set(found.wamid, found.who.bsuid ?? '')
    }
  })
})

describe('mixes', () => {
  it('hold their proportions', () => {
    const { drawn } = generate({ mix: { emoji: 3, image: 1 } }, 4_000)
    const images = drawn.filter(({ shape }: DrawnUpdate) => shape === 'image').length
    expect(images).toBeGreaterThan(850)
    expect(images).toBeLessThan(1_150)
  })

  it('are read from their name or from weights, and refused in words', () => {
    expect(parseMix('plain')).toEqual(MIXES.plain)
    expect(parseMix('emoji=2,image')).toEqual({ emoji: 2, image: 1 })
    expect(() => parseMix('emojis')).toThrow('"emojis" is no mix')
    expect(() => parseMix('emoji=many')).toThrow('must be a number')
  })
})
