import { describe, expect, it, test } from 'vitest'
import { CSV_COLUMNS, matchColumns, missingColumns } from './import-columns'
import { openWaveBook } from './import-waves'
import { KIND_WORDS, KINDS, RISK_WORDS, RISKS, readKind, readRisk } from './kinds'
import { ownerText, resolveOwner, resolveWave, waveText } from './references'
import { readDay } from './update-date'

describe('kinds and risks', () => {
  it('are read from their code and from their words', () => {
    for (const kind of KINDS) expect([readKind(kind), readKind(KIND_WORDS[kind])]).toEqual([kind, kind])
    for (const risk of RISKS) expect([readRisk(risk), readRisk(RISK_WORDS[risk])]).toEqual([risk, risk])
  })
  it.each([
    ['E-mail signatures', 'email_signature'],
    ['QR', 'qr_code'],
    ['Shop sign', 'signage'],
    ['ADS', 'ad'],
    ['Landing-page', 'landing_page'],
  ])('%s is %s', (text, kind) => expect(readKind(text)).toBe(kind))
  it.each(['', 'toString', 'constructor', 'billboardish', '__proto__'])('%j is no kind', (text) =>
    expect(readKind(text)).toBeUndefined(),
  )
})

describe('dates', () => {
  it.each([
    ['2026-11-24', '2026-11-24', null],
    ['2026-11-24T09:00:00Z', '2026-11-24', null],
    ['24/11/2026', '2026-11-24', '24 Nov 2026'],
    ['11/24/2026', '2026-11-24', '24 Nov 2026'],
    ['5.5.2026', '2026-05-05', '5 May 2026'],
    ['Tue 24 Nov 2026', '2026-11-24', '24 Nov 2026'],
    ['November 3rd, 2026', '2026-11-03', '3 Nov 2026'],
  ])('%s is read', (text, day, reading) => expect(readDay(text)).toEqual({ ok: true, value: { day, reading } }))
  it.each([
    ['2026-02-30', 'impossible'],
    ['31/02/2026', 'impossible'],
    ['29.02.2026', 'impossible'],
    ['05/06/2026', 'ambiguous'],
    ['46350', 'serial'],
    ['next week', 'unreadable'],
    ['24 Foo 2026', 'unreadable'],
    ['1026-11-24', 'far'],
  ])('%s is refused as %s', (text, code) => expect(readDay(text)).toMatchObject({ ok: false, code }))
})

describe('columns', () => {
  it('are found in any order and under other names', () => {
    const { mapping, unknown } = matchColumns(['Risk group', 'Entry point', 'Type', 'colour', 'New link'])
    expect(mapping).toEqual({ risk: 0, name: 1, kind: 2, new_destination: 4 })
    expect(unknown).toEqual(['colour'])
  })
  it('keep the names of the contract before look-alikes, and give one field one column', () => {
    expect(matchColumns(['url', 'location', 'page']).mapping).toEqual({ location: 1 })
    expect(matchColumns([...CSV_COLUMNS].reverse()).unknown).toEqual([])
  })
  it('follow what a person chose, also to leave one out', () => {
    const chosen = matchColumns(['name', 'what'], { name: '', what: 'name' })
    expect(chosen).toEqual({ mapping: { name: 1 }, unknown: ['name'] })
    expect(missingColumns(chosen.mapping)).toEqual(['kind'])
  })
})

const members = [
  { id: 'mem_1', name: 'Mara Quill', email: 'mara@example.test', disabled: false },
  { id: 'mem_2', name: 'Sam Wren', email: 'sam@example.test', disabled: false },
  { id: 'mem_3', name: 'sam wren', email: 'sam.two@example.test', disabled: false },
  { id: 'mem_4', name: 'Gone Away', email: 'gone@example.test', disabled: true },
]

test('an owner is a member by name or e-mail, never one of two with the same name, never one who left', () => {
  expect(resolveOwner('  mara  QUILL', members)).toEqual({ ownerMemberId: 'mem_1', ownerName: 'Mara Quill' })
  expect(resolveOwner('SAM@example.test', members)).toMatchObject({ ownerMemberId: 'mem_2' })
  expect(resolveOwner('Sam Wren', members)).toEqual({ ownerMemberId: null, ownerName: 'Sam Wren' })
  expect(resolveOwner('Gone Away', members)).toMatchObject({ ownerMemberId: null })
  expect(ownerText({ memberId: 'mem_3', name: 'sam wren' }, members)).toBe('sam.two@example.test')
})

test('a wave is named by name or number, and its text reads back as itself', () => {
  const waves = [
    { id: 'wv_a', number: 1, name: 'Pilot', state: 'planned' },
    { id: 'wv_b', number: 2, name: 'Wave 3', state: 'planned' },
    { id: 'wv_c', number: 3, name: 'Print', state: 'planned' },
  ]
  expect(resolveWave('pilot', waves)?.id).toBe('wv_a')
  expect(resolveWave('3', waves)?.id).toBe('wv_c')
  expect(resolveWave('wave 3', waves)?.id).toBe('wv_b')
  expect(resolveWave('Wave 9', waves)).toBeUndefined()
  for (const wave of waves) expect(resolveWave(waveText(wave, waves), waves)).toBe(wave)
})

test('a wave the file names twice is planned once, and refused ones are named once', () => {
  let made = 0
  const newId = () => `wv_${++made}`
  const book = openWaveBook([], 'number', newId)
  expect(book.find('2')?.id).toBe(book.find('Wave 2')?.id)
  expect([book.find('Pilot'), book.find('Pilot'), book.find('0'), book.find('5000')]).toEqual(Array(4).fill(undefined))
  expect(book.planned().map((wave) => wave.name)).toEqual(['Wave 2'])
  expect(book.unknown()).toEqual(['Pilot', '0', '5000'])
})
