import { describe, expect, it } from 'vitest'
import { addressIn, type CheckedRow, expectationOf, planVisit, wantedAddresses } from './check-expected-rules'

const OLD = 'https://wa.me/442079460118'
const NEW = 'https://wa.me/larkmoss'
const row = (given: Partial<CheckedRow> = {}): CheckedRow => ({
  location: null,
  currentDestination: OLD,
  newDestination: NEW,
  moveState: 'not_moved',
  waveState: null,
  ...given,
})

describe('where an entry point should lead today', () => {
  it.each([
    [{}, 'current', OLD, NEW],
    [{ waveState: 'planned' }, 'current', OLD, NEW],
    [{ waveState: 'ready' }, 'current', OLD, NEW],
    [{ waveState: 'releasing' }, 'new', NEW, OLD],
    [{ waveState: 'verifying' }, 'new', NEW, OLD],
    [{ waveState: 'done' }, 'current', OLD, NEW],
    [{ waveState: 'rolled_back' }, 'current', OLD, NEW],
    [{ moveState: 'moved' }, 'new', NEW, OLD],
    [{ waveState: 'rolling_back' }, 'current', OLD, NEW],
    [{ moveState: 'moved', waveState: 'rolling_back' }, 'new', NEW, OLD],
    [{ moveState: 'rolled_back' }, 'current', OLD, NEW],
    [{ moveState: 'rolled_back', currentDestination: null }, 'current', null, NEW],
    [{ moveState: 'rolled_back', waveState: 'rolling_back' }, 'current', OLD, NEW],
    [{ moveState: 'rolled_back', waveState: 'releasing' }, 'new', NEW, OLD],
    [{ moveState: 'stays', waveState: 'verifying' }, 'current', OLD, null],
    [{ moveState: 'stays', currentDestination: null }, 'current', NEW, null],
    [{ currentDestination: null }, 'new', NEW, null],
    [{ moveState: 'moved', newDestination: OLD }, 'new', OLD, null],
    [{ moveState: 'moved', newDestination: null }, 'new', null, OLD],
  ] as const)('%j', (given, side, destination, other) => {
    expect(expectationOf(row(given))).toEqual({ side, destination, other })
  })
})

describe('what is an address', () => {
  it.each([
    ['larkmoss.example/help', 'https://larkmoss.example/help'],
    ['Larkmoss.example', 'https://larkmoss.example/'],
    ['http://larkmoss.example:8080/a b', null],
    ['https://larkmoss.example/a?b=c', 'https://larkmoss.example/a?b=c'],
    ['shop.larkmoss.example/flyer.pdf', 'https://shop.larkmoss.example/flyer.pdf'],
    ['flyer.pdf', null],
    ['All stores', null],
    ['Ashford, till 4.2', null],
    ['4.2', null],
    ['hello@larkmoss.example', null],
    ['Ashford', null],
    ['', null],
    [null, null],
  ])('%j', (text, url) => {
    expect(addressIn(text)).toBe(url)
  })
})

describe('what is visited', () => {
  it('the page it is on, before everything else', () => {
    expect(planVisit(row({ location: 'larkmoss.example/help' }))).toEqual({
      kind: 'visit',
      url: 'https://larkmoss.example/help',
      assumed: true,
    })
  })

  it('else the short link it leads through, the one of today', () => {
    const own = { currentDestination: 'https://go.larkmoss.example/old', newDestination: 'go.larkmoss.example/new' }
    expect(planVisit(row({ ...own, location: 'All tills' }))).toMatchObject({ url: 'https://go.larkmoss.example/old' })
    expect(planVisit(row({ ...own, moveState: 'moved' }))).toMatchObject({ url: 'https://go.larkmoss.example/new' })
    expect(wantedAddresses(row(own))).toEqual(
      new Set(['https://go.larkmoss.example/old', 'https://go.larkmoss.example/new']),
    )
  })

  it('nothing, when all there is are WhatsApp links: they say what is written, not what is out there', () => {
    expect(planVisit(row({ location: 'Store 4, window' }))).toMatchObject({ kind: 'nothing' })
    expect(wantedAddresses(row())).toEqual(new Set())
  })
})
