import { describe, expect, test } from 'vitest'
import { type ReleaseFacts, releaseBlockers } from './release-rules'
import type { WaveCounts } from './schema'
import { dependsInCircle, refuseMove, type WaveFacts, windowTime } from './wave-rules'
import { movesFrom, stateAfter, WAVE_MOVES, WAVE_STATES, type WaveMove, type WaveState } from './wave-states'

const counts: WaveCounts = {
  total: 3,
  toMove: 0,
  moved: 3,
  stays: 0,
  rolledBack: 0,
  proven: 3,
  wrong: 0,
  noOwner: 0,
  noDestination: 0,
  noRollback: 0,
  noDate: 0,
  unwalked: 0,
  impossible: 0,
}
const facts = (given: Partial<WaveFacts> = {}): WaveFacts => ({
  state: 'planned',
  rollingBack: false,
  ownerMemberId: 'mem_1',
  startsAt: new Date('2026-11-24T09:00:00Z'),
  endsAt: new Date('2026-11-24T17:00:00Z'),
  counts,
  ...given,
})

describe('the table of moves', () => {
  const ways: [state: WaveState, moves: WaveMove[]][] = [
    ['planned', ['mark-ready']],
    ['ready', ['back-to-planning', 'release']],
    ['releasing', ['verify', 'start-rollback']],
    ['verifying', ['resume-moving', 'announce', 'start-rollback']],
    ['done', ['start-rollback']],
    ['rolled_back', ['plan-again']],
  ]
  test.each(ways)('from %s', (state, moves) => {
    expect(movesFrom({ state, rollingBack: false })).toEqual(moves)
  })

  test('while a wave is being put back it can only be put back, or not', () => {
    for (const state of ['releasing', 'verifying', 'done'] as const) {
      expect(movesFrom({ state, rollingBack: true })).toEqual(['stop-rollback', 'finish-rollback'])
    }
  })

  test('nothing reaches done but the announcement, and nothing is released but from ready', () => {
    for (const state of WAVE_STATES) {
      for (const move of WAVE_MOVES) {
        const to = stateAfter(move, { state, rollingBack: false })
        if (to === 'done' && state !== 'done') expect([state, move]).toEqual(['verifying', 'announce'])
        if (to === 'releasing' && state === 'ready') expect(move).toBe('release')
        if (to === 'releasing' && state === 'planned') expect.fail('a planned wave was released')
      }
    }
  })
})

describe('what a wave asks before a step', () => {
  test('ready needs an owner, a window and entry points', () => {
    expect(refuseMove('mark-ready', facts({ ownerMemberId: null }), undefined)?.code).toBe('wave-no-owner')
    expect(refuseMove('mark-ready', facts({ endsAt: null }), undefined)?.code).toBe('wave-no-window')
    const empty = facts({ counts: { ...counts, total: 0, proven: 0 } })
    expect(refuseMove('mark-ready', empty, undefined)?.code).toBe('wave-empty')
    expect(refuseMove('mark-ready', facts(), undefined)).toBeNull()
  })

  test('verifying needs every entry point moved', () => {
    const one = facts({ state: 'releasing', counts: { ...counts, toMove: 1, moved: 2 } })
    expect(refuseMove('verify', one, undefined)).toEqual({ code: 'wave-not-moved', details: { count: 1 } })
    expect(refuseMove('verify', facts({ state: 'releasing' }), undefined)).toBeNull()
  })

  test('nobody announces before every entry point was clicked or scanned', () => {
    const two = facts({ state: 'verifying', counts: { ...counts, proven: 1 } })
    expect(refuseMove('announce', two, undefined)).toEqual({ code: 'wave-unproven', details: { count: 2 } })
    const moving = facts({ state: 'verifying', counts: { ...counts, toMove: 1 } })
    expect(refuseMove('announce', moving, undefined)?.code).toBe('wave-not-moved')
    const none = facts({ state: 'verifying', counts: { ...counts, total: 0, proven: 0 } })
    expect(refuseMove('announce', none, undefined)?.code).toBe('wave-unproven')
    expect(refuseMove('announce', facts({ state: 'verifying' }), undefined)).toBeNull()
    for (const state of WAVE_STATES.filter((one) => one !== 'verifying')) {
      expect(refuseMove('announce', facts({ state }), undefined)?.code).toBe('wave-cannot')
    }
  })

  test('putting back needs a reason, and ends when every row was walked', () => {
    expect(refuseMove('start-rollback', facts({ state: 'done' }), undefined)?.code).toBe('reason-missing')
    expect(refuseMove('start-rollback', facts({ state: 'done' }), 'The inbox is down')).toBeNull()
    const walking = facts({ state: 'done', rollingBack: true, counts: { ...counts, unwalked: 2 } })
    expect(refuseMove('finish-rollback', walking, undefined)).toEqual({ code: 'wave-unwalked', details: { count: 2 } })
    expect(refuseMove('finish-rollback', facts({ state: 'done', rollingBack: true }), undefined)).toBeNull()
    expect(refuseMove('finish-rollback', facts({ state: 'done' }), undefined)?.code).toBe('wave-cannot')
  })
})

test('a wave never depends on itself, however long the way round is', () => {
  const waves = [
    { id: 'a', dependsOnId: 'b' },
    { id: 'b', dependsOnId: 'c' },
    { id: 'c', dependsOnId: null },
  ]
  expect(dependsInCircle('c', 'a', waves)).toBe(true)
  expect(dependsInCircle('c', 'c', waves)).toBe(true)
  expect(dependsInCircle('a', 'c', waves)).toBe(false)
  expect(dependsInCircle('a', null, waves)).toBe(false)
  // A circle that is there already ends the walk instead of running for ever.
  const round = [
    { id: 'x', dependsOnId: 'y' },
    { id: 'y', dependsOnId: 'x' },
    { id: 'z', dependsOnId: null },
  ]
  expect(dependsInCircle('z', 'x', round)).toBe(true)
})

test('a window is before, open, or over; its end belongs to what comes after', () => {
  const window = { startsAt: new Date('2026-11-24T09:00:00Z'), endsAt: new Date('2026-11-24T17:00:00Z') }
  const at = (time: string) => windowTime(window, new Date(`2026-11-24T${time}Z`))
  expect(at('08:00:00')).toEqual({ phase: 'before', milliseconds: 3_600_000 })
  expect(at('09:00:00').phase).toBe('open')
  expect(at('16:59:59')).toEqual({ phase: 'open', milliseconds: 1000 })
  expect(at('17:00:00').phase).toBe('over')
  expect(windowTime({ startsAt: null, endsAt: null }, new Date()).phase).toBe('none')
})

describe('what keeps a ready wave from going out', () => {
  const now = new Date('2026-11-24T10:00:00Z')
  const free: ReleaseFacts = {
    now,
    startsAt: new Date('2026-11-24T09:00:00Z'),
    endsAt: new Date('2026-11-24T17:00:00Z'),
    waveOwner: null,
    dependsOn: null,
    freezes: [],
    incidents: [],
    signOff: { state: 'none', required: false },
    restsOnChanged: null,
    closedGates: [],
  }
  const keys = (given: Partial<ReleaseFacts>) => releaseBlockers({ ...free, ...given }).map(({ key }) => key)

  test('nothing, when everything is open', () => {
    expect(keys({})).toEqual([])
    expect(keys({ dependsOn: { id: 'w', number: 1, name: 'One', state: 'done' } })).toEqual([])
  })

  test('the wave before, the window, a freeze, an incident and every closed gate', () => {
    const freeze = { id: 'f', name: 'Black Friday', startsAt: now, endsAt: new Date('2026-11-24T10:00:01Z') }
    const gate = { key: 'tests', name: 'Tests', sentence: 'No.', owner: 'Developer', href: '/lab' }
    const found = releaseBlockers({
      ...free,
      startsAt: null,
      dependsOn: { id: 'w', number: 1, name: 'One', state: 'rolled_back' },
      freezes: [freeze],
      incidents: [{ id: 'i', title: 'Duplicates rise', owner: null }],
      closedGates: [gate],
    })
    expect(found.map(({ key, overridable }) => [key, overridable])).toEqual([
      ['dependency', false],
      ['window', false],
      ['freeze-f', true],
      ['incident-i', true],
      ['gate-tests', true],
    ])
  })

  test('its sign-off, once somebody asked or the policy asks, and what it rests on', () => {
    const signOff = (state: ReleaseFacts['signOff']['state'], required = false) =>
      keys({ signOff: { state, required } })
    for (const state of ['open', 'rejected', 'stale', 'expired'] as const) expect(signOff(state)).toEqual(['sign-off'])
    for (const state of ['none', 'withdrawn'] as const) {
      expect(signOff(state)).toEqual([])
      expect(signOff(state, true)).toEqual(['sign-off'])
    }
    expect(signOff('approved', true)).toEqual([])
    expect(keys({ restsOnChanged: 'Routing rules' })).toEqual(['rests-on'])
  })

  test('a freeze counts while it is on: its end is outside', () => {
    const freeze = { id: 'f', name: 'Sale', startsAt: new Date('2026-11-24T08:00:00Z'), endsAt: now }
    expect(keys({ freezes: [freeze] })).toEqual([])
  })

  test('a window that is not open yet, or over, cannot be overridden', () => {
    expect(keys({ startsAt: new Date('2026-11-24T10:00:01Z') })).toEqual(['window'])
    expect(keys({ endsAt: now })).toEqual(['window'])
  })
})
