import { describe, expect, test } from 'vitest'
import type { Fields, IdentifierState, Snapshot } from './model'
import { type EventNow, type IdentifierNow, type Present, planUndo } from './undo-rules'

const DAY = '2026-11-20T10:00:00.000Z'
const LATER = '2026-11-21T10:00:00.000Z'

function fields(given: Partial<Fields> = {}): Fields {
  return {
    ...{ name: null, crmContactId: null, language: null, ownerMemberId: null, provisional: true },
    ...{ firstContactAt: DAY, lastContactAt: DAY, ...given },
  }
}

function held(id: string, given: Partial<IdentifierState> = {}): IdentifierState {
  return { id, standing: 'verified', active: true, validTo: null, endedReason: null, replacedById: null, ...given }
}

const now = (id: string, trait: string, given: Partial<IdentifierNow> = {}): IdentifierNow => {
  return { ...held(id), trait, evidenceEventId: null, ...given }
}

function snapshot(given: Partial<Snapshot> = {}): Snapshot {
  const known = fields({ name: 'Ada', crmContactId: 'CRM-1', provisional: false })
  return {
    survivor: {
      id: 's',
      fields: known,
      labels: ['vip'],
      identifiers: [held('s1')],
      threads: [{ id: 'ts', lastAt: DAY }],
    },
    merged: {
      id: 'm',
      fields: fields(),
      labels: ['new'],
      identifiers: [held('m1')],
      threads: [{ id: 'tm', lastAt: DAY }],
    },
    written: { fields: known, labels: ['new', 'vip'] },
    loose: { events: [], messages: [] },
    ...{ conflictIds: [], pairs: [] },
    ...given,
  }
}

function present(given: Partial<Present> = {}): Present {
  const { written } = snapshot()
  return {
    survivor: { fields: written.fields, labels: written.labels },
    identifiers: [now('s1', 'phone 1'), now('m1', 'bsuid M')],
    threads: [
      { id: 'ts', lastAt: DAY, traits: ['phone 1'] },
      { id: 'tm', lastAt: DAY, traits: ['bsuid M'] },
    ],
    ...{ events: [], crmIdsTaken: new Set<string>() },
    ...given,
  }
}

const event = (id: string, given: Partial<EventNow>): EventNow => ({
  id,
  threadId: null,
  messageId: null,
  traits: [],
  ...given,
})

describe('when nothing happened since', () => {
  test('both are what they were, and nothing is asked', () => {
    const plan = planUndo(snapshot(), present())
    const { survivor, merged } = snapshot()
    expect(plan).toEqual({
      survivor: { fields: survivor.fields, labels: survivor.labels },
      merged: merged.fields,
      ...{ identifierIds: ['m1'], threadIds: ['tm'], eventIds: [], messageIds: [], questions: [] },
    })
  })
})

describe('what came since', () => {
  test('goes where the BSUID it took the place of was, through any number of changes', () => {
    const identifiers = [
      now('s1', 'phone 1'),
      now('m1', 'bsuid M', { active: false, replacedById: 'm2' }),
      now('m2', 'bsuid M2', { active: false, replacedById: 'm3' }),
      now('m3', 'bsuid M3'),
    ]
    const plan = planUndo(snapshot(), present({ identifiers }))
    expect(plan.identifierIds).toEqual(['m1', 'm2', 'm3'])
    expect(plan.questions).toEqual([])
  })

  test('goes where the conversation is in which it was shown, and a new conversation where its keys are', () => {
    const plan = planUndo(
      snapshot(),
      present({
        identifiers: [...present().identifiers, now('x1', 'phone 9', { evidenceEventId: 'e1' })],
        threads: [...present().threads, { id: 'tx', lastAt: LATER, traits: ['phone 9'] }],
        events: [event('e1', { threadId: 'tm', traits: ['bsuid M', 'phone 9'] })],
      }),
    )
    expect(plan).toMatchObject({ identifierIds: ['m1', 'x1'], threadIds: ['tm', 'tx'], questions: [] })
    expect(plan.merged.lastContactAt).toBe(LATER)
    expect(plan.survivor.fields.lastContactAt).toBe(DAY)
  })

  test('counts as WhatsApp showed it, before what the CRM claims of the other', () => {
    const identifiers = [now('s1', 'phone 7', { standing: 'claimed' }), now('m1', 'phone 7')]
    const threads = [...present().threads, { id: 'tx', lastAt: LATER, traits: ['phone 7'] }]
    const plan = planUndo(snapshot(), present({ identifiers, threads }))
    expect(plan.threadIds).toEqual(['tm', 'tx'])
  })

  test('without an event goes with the CRM record that said it', () => {
    const identifiers = [...present().identifiers, now('x1', 'email a', { standing: 'claimed' })]
    expect(planUndo(snapshot(), present({ identifiers })).identifierIds).toEqual(['m1'])
    const written = { fields: fields({ crmContactId: 'CRM-2' }), labels: [] }
    expect(planUndo(snapshot({ written }), present({ identifiers })).identifierIds).toEqual(['m1', 'x1'])
  })

  test('outside of conversations goes by the identifiers it came with', () => {
    const events = [
      event('e1', { traits: ['bsuid M'], messageId: 'msg1' }),
      event('e2', { traits: ['phone 1'] }),
      event('e3', { traits: ['bsuid M', 'phone 1'] }),
    ]
    const plan = planUndo(snapshot({ loose: { events: ['e0'], messages: [] } }), present({ events }))
    expect(plan).toMatchObject({ eventIds: ['e0', 'e1'], messageIds: ['msg1'] })
  })
})

describe('what nobody can tell, or somebody changed, stays and is asked about', () => {
  const keys = (given: Partial<Present>, before = snapshot()) =>
    planUndo(before, present(given)).questions.map(({ key }) => key)

  test('an identifier and a conversation that both or neither could have', () => {
    const identifiers = [...present().identifiers, now('x1', 'bsuid X', { evidenceEventId: 'e1' })]
    const threads = [...present().threads, { id: 'tx', lastAt: LATER, traits: ['bsuid X'] }]
    const events = [event('e1', { threadId: 'tx', traits: ['bsuid X', 'phone 1', 'bsuid M'] })]
    expect(keys({ identifiers, threads, events })).toEqual(['identifier x1', 'thread tx'])
  })

  test('an identifier that ended because the other one’s took its place', () => {
    const identifiers = [now('s1', 'username a', { active: false, replacedById: 'm1' }), now('m1', 'username b')]
    expect(keys({ identifiers })).toEqual(['ended s1'])
  })

  test('a field that was edited; one that was edited back to what it was is not', () => {
    const edited = (name: string | null) => ({
      survivor: { fields: { ...snapshot().written.fields, name }, labels: [] },
    })
    expect(keys(edited('Ada Fern'))).toEqual(['field name'])
    const written = { fields: fields({ name: 'Chosen', crmContactId: 'CRM-1' }), labels: [] }
    expect(keys(edited('Ada'), snapshot({ written }))).toEqual([])
  })

  test('a CRM id that somebody else has; labels given and taken since stay so', () => {
    expect(keys({ crmIdsTaken: new Set(['CRM-1']) })).toEqual(['crm-id survivor'])
    const labels = ['new', 'since']
    const plan = planUndo(snapshot(), present({ survivor: { fields: snapshot().written.fields, labels } }))
    expect(plan.survivor.labels).toEqual(['since'])
  })
})
