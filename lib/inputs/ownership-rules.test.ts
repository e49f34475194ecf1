import { expect, test } from 'vitest'
import { type Named, ownershipOf, type PersonFact } from './ownership-rules'
import { PARTS } from './vocabulary'

const person = (id: string, name: string, ...roles: string[]): [string, PersonFact] => [
  id,
  { id, name, roles, disabled: false },
]
const juno = person('m1', 'Juno', 'marketing')
const edith = person('m2', 'Edith', 'approver')
const people = (...list: [string, PersonFact][]) => new Map(list)
const rows = (part: string, named: Partial<Named>) =>
  new Map([[part, { ownerId: null, doerId: null, signerId: null, version: 1, ...named }]])
const adsOf = (given: ReturnType<typeof rows>, who: ReadonlyMap<string, PersonFact>) =>
  ownershipOf(given, who).find(({ part }) => part === 'ads')

test('without a word written down the seed split answers: the role owns and does, an approver signs', () => {
  const ads = adsOf(new Map(), people(juno, edith))
  expect(ads).toMatchObject({ role: 'marketing', gaps: [] })
  expect(ads?.owner).toEqual({ kind: 'role', people: [{ id: 'm1', name: 'Juno' }] })
  expect(ads?.signer).toEqual({ kind: 'role', people: [{ id: 'm2', name: 'Edith' }] })
})

test('every part of the split is there once', () => {
  const parts = ownershipOf(new Map(), people()).map(({ part }) => part)
  expect(parts).toEqual(PARTS.map(([key]) => key))
  expect(new Set(parts).size).toBe(20)
})

test('a part whose role nobody holds is a gap', () => {
  expect(adsOf(new Map(), people(edith))?.gaps).toEqual([
    'Nobody owns it, and nobody holds the role it belongs to.',
    'Nobody does the work.',
  ])
  expect(adsOf(new Map(), people(juno))?.gaps).toEqual(['Nobody can sign it off.'])
})

test('several holders of a role are no owner', () => {
  const ads = adsOf(new Map(), people(juno, person('m3', 'Imani', 'marketing'), edith))
  expect(ads?.gaps).toEqual(['2 people hold the role, and none of them is named as the owner.'])
  const named = adsOf(rows('ads', { ownerId: 'm3' }), people(juno, person('m3', 'Imani', 'marketing'), edith))
  expect(named?.gaps).toEqual([])
  expect(named?.doer).toEqual({ kind: 'person', id: 'm3', name: 'Imani' })
})

test('who left leaves a gap, and so does who was removed', () => {
  const left: [string, PersonFact] = ['m1', { id: 'm1', name: 'Juno', roles: ['marketing'], disabled: true }]
  expect(adsOf(rows('ads', { ownerId: 'm1' }), people(left, edith))?.gaps[0]).toBe('Nobody does the work.')
  expect(adsOf(rows('ads', { ownerId: 'm1' }), people(left, edith))?.gaps[1]).toBe('Juno was to own it and has left.')
  expect(adsOf(rows('ads', { signerId: 'gone' }), people(juno))?.gaps[0]).toContain('removed')
})

test('nobody signs what they did; two people of one name are two', () => {
  expect(adsOf(new Map(), people(juno, person('m5', 'Juno', 'approver')))?.gaps).toEqual([])
  const both = person('m4', 'Odo', 'marketing', 'approver')
  expect(adsOf(new Map(), people(both))?.gaps).toEqual(['Odo would sign their own work.'])
  expect(adsOf(rows('ads', { signerId: 'm2' }), people(both, edith))?.gaps).toEqual([])
})
