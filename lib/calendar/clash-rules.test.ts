import { describe, expect, test } from 'vitest'
import {
  type CalendarFacts,
  findClashes,
  findOverdue,
  findOwnerGaps,
  lastDayOf,
  type PlannedWave,
  printDeadline,
} from './clash-rules'

const wave = (
  number: number,
  from: string | null,
  to: string | null,
  given: Partial<PlannedWave> = {},
): PlannedWave => ({
  id: `wv_${number}`,
  number,
  name: `Group ${number}`,
  state: 'planned',
  startsAt: from ? new Date(from) : null,
  endsAt: to ? new Date(to) : null,
  ownerName: 'Odo Marsh',
  dependsOnId: null,
  ...given,
})
const facts = (given: Partial<CalendarFacts>): CalendarFacts => ({
  zone: 'Europe/London',
  today: '2026-11-23',
  waves: [],
  freezes: [],
  load: [],
  latePrints: [],
  latePrintCount: 0,
  ...given,
})
const kinds = (given: Partial<CalendarFacts>) => findClashes(facts(given)).map(({ kind, day }) => [kind, day])

describe('a freeze window', () => {
  const freeze = {
    id: 'fz',
    name: 'Black Friday',
    startsAt: new Date('2026-11-27T00:00:00Z'),
    endsAt: new Date('2026-11-28T00:00:00Z'),
  }

  test('clashes with a wave that runs into it, not with one that ends as it begins', () => {
    expect(kinds({ freezes: [freeze], waves: [wave(1, '2026-11-26T09:00:00Z', '2026-11-27T00:00:01Z')] })).toEqual([
      ['freeze', '2026-11-27'],
    ])
    expect(kinds({ freezes: [freeze], waves: [wave(1, '2026-11-26T09:00:00Z', '2026-11-27T00:00:00Z')] })).toEqual([])
    const done = wave(1, '2026-11-26T09:00:00Z', '2026-11-29T00:00:00Z', { state: 'done' })
    expect(kinds({ freezes: [freeze], waves: [done] })).toEqual([])
  })

  test('clashes with update dates on its days; a day that begins as it ends is free', () => {
    const load = [
      { day: '2026-11-27', waveId: null, toMove: 2, noOwner: 0 },
      { day: '2026-11-28', waveId: null, toMove: 5, noOwner: 0 },
      { day: '2026-11-27', waveId: 'wv_1', toMove: 1, noOwner: 0 },
    ]
    const found = findClashes(facts({ freezes: [freeze], load }))
    expect(found.map(({ sentence }) => sentence)).toEqual([
      '3 update dates fall into the freeze window “Black Friday”.',
    ])
  })

  test('days are those of the zone: the same moments touch another day elsewhere', () => {
    const load = [{ day: '2026-11-28', waveId: null, toMove: 1, noOwner: 0 }]
    expect(kinds({ zone: 'Asia/Tokyo', freezes: [freeze], load })).toEqual([['freeze', '2026-11-28']])
    expect(kinds({ zone: 'Europe/London', freezes: [freeze], load })).toEqual([])
    expect(lastDayOf(freeze.endsAt, 'America/Los_Angeles')).toBe('2026-11-27')
  })
})

test('waves that overlap clash once; waves that follow each other do not', () => {
  const first = wave(1, '2026-12-01T09:00:00Z', '2026-12-03T17:00:00Z')
  expect(kinds({ waves: [first, wave(2, '2026-12-03T09:00:00Z', '2026-12-05T17:00:00Z')] })).toEqual([
    ['overlap', '2026-12-03'],
  ])
  expect(kinds({ waves: [first, wave(2, '2026-12-03T17:00:00Z', '2026-12-05T17:00:00Z')] })).toEqual([])
  expect(kinds({ waves: [first, wave(2, null, null)] })).toEqual([])
})

test('a wave that depends on a later one, or starts before the one it depends on ends', () => {
  const second = wave(2, '2026-12-08T09:00:00Z', '2026-12-09T17:00:00Z')
  const first = wave(1, '2026-12-01T09:00:00Z', '2026-12-03T17:00:00Z', { dependsOnId: 'wv_2' })
  expect(findClashes(facts({ waves: [first, second] }))[0]?.sentence).toBe(
    'Wave 1 · Group 1 depends on Wave 2 · Group 2, which comes later.',
  )
  const early = wave(3, '2026-12-09T16:00:00Z', '2026-12-12T17:00:00Z', { dependsOnId: 'wv_2' })
  expect(kinds({ waves: [second, early] }).map(([kind]) => kind)).toEqual(['dependency', 'overlap'])
  expect(kinds({ waves: [{ ...second, state: 'done' }, early] })).toEqual([])
})

test('print deadlines count back over clock changes, months and leap days', () => {
  expect(printDeadline('2026-03-30', 2)).toBe('2026-03-28')
  expect(printDeadline('2028-03-01', 1)).toBe('2028-02-29')
  expect(printDeadline('2027-01-05', 10)).toBe('2026-12-26')
  const late = { id: 'ep', name: 'Bag', owner: null, updateDate: '2026-11-30', leadDays: 14 }
  const found = findClashes(facts({ latePrints: [late], latePrintCount: 3 }))
  expect(found.map(({ sentence }) => sentence)).toEqual([
    '“Bag” had to be at the printer 7 days ago to be out on its update date.',
    '2 more print deadlines passed.',
  ])
})

test('overdue is what lies before today, and windows that closed before their wave was done', () => {
  const load = [
    { day: '2026-11-22', waveId: null, toMove: 1, noOwner: 1 },
    { day: '2026-11-23', waveId: null, toMove: 4, noOwner: 0 },
  ]
  const waves = [
    wave(1, '2026-11-20T09:00:00Z', '2026-11-22T17:00:00Z', { state: 'verifying' }),
    wave(2, '2026-11-20T09:00:00Z', '2026-11-22T17:00:00Z', { state: 'done' }),
  ]
  const found = findOverdue(facts({ load, waves }), new Date('2026-11-23T10:00:00Z'))
  expect(found.map(({ key, since }) => [key, since])).toEqual([
    ['updates', '2026-11-22'],
    ['wave:wv_1', '2026-11-22'],
  ])
  expect(found[0]?.sentence).toBe('1 entry point is past the update date and not moved.')
})

test('days and waves nobody owns', () => {
  const load = [
    { day: '2026-12-02', waveId: 'a', toMove: 3, noOwner: 2 },
    { day: '2026-12-02', waveId: 'b', toMove: 1, noOwner: 1 },
    { day: '2026-12-01', waveId: null, toMove: 9, noOwner: 0 },
  ]
  const orphan = wave(4, null, null, { ownerName: null })
  expect(findOwnerGaps(facts({ load, waves: [orphan, wave(5, null, null)] })).map(({ sentence }) => sentence)).toEqual([
    'Wave 4 · Group 4 has no owner.',
    '3 entry points to move that nobody owns.',
  ])
})
