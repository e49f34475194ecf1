import { describe, expect, test } from 'vitest'
import { closedGates, type GateFacts, judgeGates } from './rules'
import type { GateKey } from './schema'

const nothing: GateFacts = {
  inputs: { needed: 7, complete: 0, ownerless: 0, recorded: 0 },
  handle: { handles: 0, decided: 0, revoked: 0 },
  policy: { drafts: 0, active: 0, stale: 0 },
  identity: { checks: 0, lastPassed: false, mapChanged: false, openConflicts: 0 },
  tests: { runs: 0, lastFailed: 0, lastUntold: 0, openRecords: 0 },
  scripts: { macros: 0, inactive: 0 },
  dataProtection: { datasets: 0, undecided: 0 },
  signOffs: { requests: 0, open: 0, stale: 0 },
}
const complete: GateFacts = {
  inputs: { needed: 7, complete: 7, ownerless: 0, recorded: 7 },
  handle: { handles: 1, decided: 1, revoked: 0 },
  policy: { drafts: 0, active: 1, stale: 0 },
  identity: { checks: 2, lastPassed: true, mapChanged: false, openConflicts: 0 },
  tests: { runs: 1, lastFailed: 0, lastUntold: 0, openRecords: 0 },
  scripts: { macros: 3, inactive: 0 },
  dataProtection: { datasets: 2, undecided: 0 },
  signOffs: { requests: 4, open: 0, stale: 0 },
}
const sheet = { total: 5, noOwner: 0, noDestination: 0, noRollback: 0, noDate: 0 }
const gateOf = (key: GateKey, facts: Partial<GateFacts>, wave: Parameters<typeof judgeGates>[1] = sheet) => {
  const gate = judgeGates({ ...complete, ...facts }, wave, {}).find((one) => one.key === key)
  if (!gate) throw new Error(`There is no gate ${key}.`)
  return gate
}

test('nothing recorded is said as that, never as fine: no gate passes', () => {
  const gates = judgeGates(nothing, null, {})
  expect(gates.map(({ state }) => state)).toEqual(Array.from({ length: 9 }, () => 'not_measured'))
  expect(closedGates(gates)).toHaveLength(9)
  expect(gates.every(({ sentence }) => / yet\.$/.test(sentence))).toBe(true)
})

test('everything recorded and right: every gate passes, each with a sentence and a home', () => {
  const gates = judgeGates(complete, sheet, {})
  expect(closedGates(gates)).toEqual([])
  expect(gates.every(({ room, owner, sentence }) => room && owner.role && sentence)).toBe(true)
})

describe('each gate closes by its own evidence', () => {
  const cases: [key: GateKey, facts: Partial<GateFacts>, sentence: string][] = [
    ['inputs', { inputs: { needed: 7, complete: 6, ownerless: 0, recorded: 7 } }, '6 of 7 inputs are complete.'],
    ['inputs', { inputs: { needed: 7, complete: 7, ownerless: 1, recorded: 7 } }, '1 input has no owner.'],
    ['handle', { handle: { handles: 2, decided: 1, revoked: 0 } }, '1 handle is still being decided.'],
    ['handle', { handle: { handles: 1, decided: 1, revoked: 1 } }, 'Meta took 1 handle away.'],
    ['policy', { policy: { drafts: 1, active: 0, stale: 0 } }, 'The naming policy is a draft.'],
    [
      'policy',
      { policy: { drafts: 0, active: 1, stale: 1 } },
      'The sign-off of the naming policy in force does not hold any more.',
    ],
    [
      'identity',
      { identity: { checks: 1, lastPassed: false, mapChanged: false, openConflicts: 0 } },
      'The last two-conversation check did not pass.',
    ],
    [
      'identity',
      { identity: { checks: 1, lastPassed: true, mapChanged: true, openConflicts: 0 } },
      'The field map was changed after the last two-conversation check.',
    ],
    [
      'identity',
      { identity: { checks: 1, lastPassed: true, mapChanged: false, openConflicts: 2 } },
      '2 conflicts between identifiers are open.',
    ],
    [
      'tests',
      { tests: { runs: 3, lastFailed: 2, lastUntold: 0, openRecords: 2 } },
      '2 payloads failed in the last run.',
    ],
    [
      'tests',
      { tests: { runs: 3, lastFailed: 0, lastUntold: 4, openRecords: 0 } },
      'Of 4 payloads in the last run it is not known where they ended.',
    ],
    ['tests', { tests: { runs: 3, lastFailed: 0, lastUntold: 0, openRecords: 1 } }, '1 failed record is not fixed.'],
    ['scripts', { scripts: { macros: 2, inactive: 1 } }, '1 script has no version in use.'],
    [
      'data-protection',
      { dataProtection: { datasets: 2, undecided: 1 } },
      '1 dataset is without a retention decision.',
    ],
    ['sign-offs', { signOffs: { requests: 3, open: 1, stale: 0 } }, '1 sign-off is waiting for a decision.'],
    ['sign-offs', { signOffs: { requests: 3, open: 1, stale: 2 } }, '2 sign-offs went stale by an edit.'],
  ]
  test.each(cases)('%s: %o', (key, facts, sentence) => {
    expect(gateOf(key, facts)).toMatchObject({ state: 'closed', passes: false, sentence })
  })

  test('entry points: an empty wave, and everything a row must have', () => {
    expect(gateOf('entry-points', {}, { ...sheet, total: 0 }).sentence).toBe('No entry point belongs to this wave.')
    const lacking = gateOf('entry-points', {}, { total: 5, noOwner: 1, noDestination: 2, noRollback: 1, noDate: 3 })
    expect(lacking).toMatchObject({ state: 'closed', passes: false })
    expect(lacking.sentence).toBe(
      '2 rows without a new destination, 1 without an owner, 1 critical without a rollback path, 3 without an update date.',
    )
  })
})

describe('the order: identifiers, payloads, script, and only then public entry points', () => {
  const noTests = { tests: { runs: 0, lastFailed: 0, lastUntold: 0, openRecords: 0 } }

  test('a gate whose own evidence is complete is held by the first one before it that is not open', () => {
    expect(gateOf('entry-points', noTests)).toMatchObject({ state: 'open', heldBy: 'tests', passes: false })
    expect(gateOf('scripts', noTests)).toMatchObject({
      heldBy: 'tests',
      sentence: '3 scripts in use. “Tests” comes first.',
    })
    expect(gateOf('identity', noTests)).toMatchObject({ heldBy: null, passes: true })
  })

  test('the others stand beside the order', () => {
    expect(gateOf('policy', { inputs: { needed: 7, complete: 0, ownerless: 0, recorded: 1 } }).passes).toBe(true)
  })
})
