import { describe, expect, test } from 'vitest'
import type { SampleName } from '@/lib/whatsapp/samples'
import type { Actual, BeatRole, CasePeople, PlayedBeat } from './model'
import { findVariation } from './pack'
import { judge } from './verdict-rules'

const PEOPLE: CasePeople = {
  person: {
    crmContactId: 'LAB-1',
    name: 'Wren Hollis',
    phone: '12025550100',
    bsuid: 'US.1777777777',
    username: 'wren',
  },
  other: { crmContactId: 'LAB-2', name: 'Bo Carrow', phone: '12025550101', bsuid: 'US.1888888888' },
}
const STRANGERS: CasePeople = { ...PEOPLE, person: { ...PEOPLE.person, crmContactId: null } }

const right: Actual = {
  ...{ status: 200, contact: 'LAB-1', thread: 't1', workflow: 'Support', error: null, tookMs: 3, tries: 1 },
}
const beat = (role: BeatRole, actual: Partial<Actual> = {}): PlayedBeat => ({
  ...{ role, wamid: 'wamid.1', actual: { ...right, ...actual } },
})

function judged(name: SampleName, beats: PlayedBeat[], people = PEOPLE) {
  const variation = findVariation(name)
  if (!variation) throw new Error(name)
  return judge({ ...variation, people, beats })
}
const faultsOf = (name: SampleName, beats: PlayedBeat[], people = PEOPLE) =>
  judged(name, beats, people).faults.map(({ code }) => code)
const states = (name: SampleName, beats: PlayedBeat[], people = PEOPLE) => {
  const { rightCustomer, rightWorkflow, clearError } = judged(name, beats, people).verdicts
  return [rightCustomer.state, rightWorkflow.state, clearError.state]
}

describe('right customer', () => {
  test('passes when the customer of the CRM is reached and their conversation goes on', () => {
    expect(judged('bsuid-only-known', [beat('before'), beat('test')])).toMatchObject({ result: 'passed', faults: [] })
  })

  test.each<[string, SampleName, PlayedBeat[], string]>([
    ['another record', 'bsuid-only-known', [beat('before'), beat('test', { contact: 'n1' })], 'split-customer'],
    ['nobody', 'bsuid-only-known', [beat('before'), beat('test', { contact: null })], 'dropped-without-phone'],
    ['nobody though there was a phone', 'phone-only', [beat('test', { contact: null })], 'dropped'],
    ['a new conversation', 'bsuid-only-known', [beat('before'), beat('test', { thread: 't2' })], 'new-thread'],
    [
      'the digits of the BSUID',
      'bsuid-only-known',
      [beat('before'), beat('test', { contact: '+1777777777' })],
      'bsuid-as-phone',
    ],
    [
      'nobody after a change',
      'rotation',
      [beat('before'), beat('test', { workflow: null }), beat('after', { contact: null })],
      'change-ignored',
    ],
    [
      'another record after a change',
      'number-change',
      [beat('before'), beat('test', { workflow: null }), beat('after', { contact: 'n1' })],
      'change-ignored',
    ],
    [
      'a record made of a status',
      'status-delivered',
      [beat('test', { contact: 'n1', workflow: null })],
      'contact-from-notice',
    ],
    ['two conversations for one delivery', 'duplicate', [beat('before'), beat('test', { thread: 't2' })], 'doubled'],
    [
      'a status that went back',
      'status-out-of-order',
      [beat('before', { workflow: null }), beat('test', { workflow: null, messageStatus: 'delivered' })],
      'status-turned-back',
    ],
  ])('fails on %s (%s)', (_what, name, beats, fault) => {
    expect(faultsOf(name, beats)).toContain(fault)
    expect(judged(name, beats)).toMatchObject({ result: 'failed', verdicts: { rightCustomer: { state: 'failed' } } })
  })

  test.each<[string, SampleName, PlayedBeat[], string]>([
    [
      'a second contact when the phone comes',
      'phone-appears-later',
      [beat('before', { contact: 'n1' }), beat('test', { contact: 'n2' })],
      'late-phone-second-contact',
    ],
    [
      'the holder of a phone that was mentioned',
      'phone-held-by-another',
      [
        beat('before', { contact: 'n1' }),
        beat('before', { contact: 'LAB-2' }),
        beat('test', { contact: 'LAB-2', error: 'A person has to decide.' }),
      ],
      'wrong-customer',
    ],
    ['the holder of a shared phone', 'shared-contact-other', [beat('test', { contact: 'LAB-2' })], 'wrong-customer'],
    [
      'another customer by username',
      'username-changed',
      [beat('before', { contact: 'n1' }), beat('test', { contact: 'n2' })],
      'username-as-key',
    ],
    ['nobody for a stranger', 'bsuid-only-unknown', [beat('test', { contact: null })], 'dropped-without-phone'],
    [
      'a stranger filed under the digits of the BSUID',
      'bsuid-only-unknown',
      [beat('test', { contact: 'n1', raw: '{"phone":"+1777777777"}' })],
      'bsuid-as-phone',
    ],
  ])('fails for a stranger on %s', (_what, name, beats, fault) => {
    expect(faultsOf(name, beats, STRANGERS)).toContain(fault)
  })

  test('does not take a BSUID that stands as it is for a phone', () => {
    const raw = '{"bsuid":"US.1777777777","parent":"US.ENT.1777777777","id":"991777777777"}'
    expect(faultsOf('bsuid-only-unknown', [beat('test', { contact: 'n1', raw })], STRANGERS)).toEqual([])
  })

  test('is untold when the target does not say, and then nothing counts as passed', () => {
    expect(judged('phone-only', [beat('test', { contact: undefined })])).toMatchObject({ result: 'untold', faults: [] })
  })
})

describe('right workflow', () => {
  test.each<[SampleName, PlayedBeat[], string]>([
    ['status-delivered', [beat('test')], 'status-as-message'],
    ['rotation', [beat('before'), beat('test'), beat('after')], 'change-as-message'],
    ['handle-approved', [beat('test', { contact: null })], 'routed-needlessly'],
    ['phone-only', [beat('test', { workflow: null })], 'not-routed'],
  ])('%s fails as it should', (name, beats, fault) => {
    expect(faultsOf(name, beats)).toContain(fault)
  })

  test('compares names without their case, when one is named', () => {
    const variation = findVariation('phone-only')
    if (!variation) throw new Error()
    const named = (workflow: string) =>
      judge({
        ...{ ...variation, people: PEOPLE, beats: [beat('test')] },
        expected: { ...variation.expected, route: 'named', workflow },
      })
    expect(named('SUPPORT ').result).toBe('passed')
    expect(named('Sales').faults).toMatchObject([{ code: 'wrong-workflow' }])
  })
})

describe('clear error', () => {
  test('has no part in what went through', () => {
    expect(states('phone-only', [beat('test')])).toEqual(['passed', 'passed', 'none'])
  })

  test('is asked for wherever it could not proceed, whatever was expected', () => {
    const lost = (error: string | null) => [beat('before'), beat('test', { contact: null, workflow: null, error })]
    expect(faultsOf('bsuid-only-known', lost(null))).toContain('silent')
    expect(faultsOf('bsuid-only-known', lost('Something went wrong'))).toContain('unclear-error')
    expect(states('bsuid-only-known', lost('The message came without a phone number.'))[2]).toBe('passed')
  })

  test('passes when it is given where it is due', () => {
    const failed = (error: string | null) => [beat('test', { workflow: null, error })]
    expect(states('status-failed-phone', failed('The message could not be delivered to this phone.'))[2]).toBe('passed')
    expect(states('status-failed-phone', failed(null))[2]).toBe('failed')
  })

  test('fails when everything went through and an error is reported all the same', () => {
    expect(faultsOf('phone-only', [beat('test', { error: 'Contact created twice' })])).toEqual(['error-without-reason'])
  })
})

describe('what is not taken', () => {
  test.each<[Partial<Actual>, string]>([
    [{ status: null, noAnswer: 'It took longer than 10 seconds.' }, 'no-answer'],
    [{ status: 500 }, 'server-error'],
    [{ status: 302 }, 'server-error'],
    [{ status: 401 }, 'refused-ours'],
  ])('%j is a fault of its own', (actual, fault) => {
    expect(faultsOf('phone-only', [beat('test', { ...actual, contact: undefined, error: undefined })])).toContain(fault)
  })

  test('a wrong signature has to be refused', () => {
    expect(states('bad-signature', [beat('test', { status: 401, contact: undefined, workflow: undefined })])).toEqual([
      ...['passed', 'none', 'passed'],
    ])
    expect(faultsOf('bad-signature', [beat('test')])).toEqual(['forged-accepted'])
  })

  test('a person is waited for, and not where there was no answer', () => {
    const variation = findVariation('phone-only')
    if (!variation) throw new Error()
    const wait = (actual: Partial<Actual>) =>
      judge({ ...variation, people: PEOPLE, beats: [beat('test', actual)], waiting: true }).result
    expect(wait({ contact: undefined })).toBe('waiting')
    expect(wait({ status: 500, contact: undefined })).toBe('failed')
  })
})
