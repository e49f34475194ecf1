import { GATE_KEYS, type Gate, type GateKey, type GateState } from './schema'

/** What the rooms have recorded, counted. Nothing recorded is zero everywhere, and is never taken for "fine". */
export type GateFacts = {
  inputs: { needed: number; complete: number; ownerless: number; recorded: number }
  handle: { handles: number; decided: number; revoked: number }
  policy: { drafts: number; active: number; stale: number }
  identity: { checks: number; lastPassed: boolean; mapChanged: boolean; openConflicts: number }
  tests: { runs: number; lastFailed: number; lastUntold: number; openRecords: number }
  scripts: { macros: number; inactive: number }
  dataProtection: { datasets: number; undecided: number }
  signOffs: { requests: number; open: number; stale: number }
}

/** The entry points of one wave; null when no wave is asked about. */
export type WaveSheetFacts = {
  total: number
  noOwner: number
  noDestination: number
  noRollback: number
  noDate: number
} | null

type Verdict = { state: GateState; sentence: string }

const open = (sentence: string): Verdict => ({ state: 'open', sentence })
const closed = (sentence: string): Verdict => ({ state: 'closed', sentence })
const unmeasured = (sentence: string): Verdict => ({ state: 'not_measured', sentence })

const count = (n: number, one: string, many = `${one}s`): string =>
  `${n.toLocaleString('en-GB')} ${n === 1 ? one : many}`
const is = (n: number): string => (n === 1 ? 'is' : 'are')

function inputs({ needed, complete, ownerless, recorded }: GateFacts['inputs']): Verdict {
  if (recorded === 0) return unmeasured('None of the seven inputs is recorded yet.')
  if (complete < needed) return closed(`${complete} of ${needed} inputs are complete.`)
  if (ownerless > 0) return closed(`${count(ownerless, 'input has', 'inputs have')} no owner.`)
  return open(`${complete} of ${needed} inputs, all owned.`)
}

function handle({ handles, decided, revoked }: GateFacts['handle']): Verdict {
  if (handles === 0) return unmeasured('No handle decision is recorded yet.')
  if (revoked > 0) return closed(`Meta took ${count(revoked, 'handle')} away.`)
  if (decided < handles) return closed(`${count(handles - decided, 'handle is', 'handles are')} still being decided.`)
  return open(`${count(decided, 'handle')} decided.`)
}

function policy({ drafts, active, stale }: GateFacts['policy']): Verdict {
  if (drafts + active === 0) return unmeasured('No naming policy is written yet.')
  if (active > 0 && stale > 0) return closed('The sign-off of the naming policy in force does not hold any more.')
  return active > 0 ? open('A naming policy is in force.') : closed('The naming policy is a draft.')
}

function identity({ checks, lastPassed, mapChanged, openConflicts }: GateFacts['identity']): Verdict {
  if (checks === 0) return unmeasured('The two-conversation check has not been run yet.')
  if (!lastPassed) return closed('The last two-conversation check did not pass.')
  if (mapChanged) return closed('The field map was changed after the last two-conversation check.')
  if (openConflicts > 0)
    return closed(`${count(openConflicts, 'conflict')} between identifiers ${is(openConflicts)} open.`)
  return open('Two conversations, one record.')
}

function tests({ runs, lastFailed, lastUntold, openRecords }: GateFacts['tests']): Verdict {
  if (runs === 0) return unmeasured('No test plan has been run yet.')
  if (lastFailed > 0) return closed(`${count(lastFailed, 'payload')} failed in the last run.`)
  if (lastUntold > 0)
    return closed(`Of ${count(lastUntold, 'payload')} in the last run it is not known where they ended.`)
  if (openRecords > 0) return closed(`${count(openRecords, 'failed record')} ${is(openRecords)} not fixed.`)
  return open('The last run passed, and no record is open.')
}

function scripts({ macros, inactive }: GateFacts['scripts']): Verdict {
  if (macros === 0) return unmeasured('No support script is written yet.')
  if (inactive > 0) return closed(`${count(inactive, 'script has', 'scripts have')} no version in use.`)
  return open(`${count(macros, 'script')} in use.`)
}

function dataProtection({ datasets, undecided }: GateFacts['dataProtection']): Verdict {
  if (datasets === 0) return unmeasured('No test dataset is registered yet.')
  if (undecided > 0) return closed(`${count(undecided, 'dataset')} ${is(undecided)} without a retention decision.`)
  return open(`${count(datasets, 'dataset')}, all decided.`)
}

function signOffs({ requests, open: waiting, stale }: GateFacts['signOffs']): Verdict {
  if (requests === 0) return unmeasured('Nothing has been signed off yet.')
  if (stale > 0) return closed(`${count(stale, 'sign-off')} went stale by an edit.`)
  if (waiting > 0) return closed(`${count(waiting, 'sign-off')} ${is(waiting)} waiting for a decision.`)
  return open(`${count(requests, 'sign-off')}, all decided.`)
}

function entryPoints(facts: WaveSheetFacts): Verdict {
  if (!facts) return unmeasured('Every wave has its own; no wave is planned yet.')
  if (facts.total === 0) return closed('No entry point belongs to this wave.')
  const missing = [
    facts.noDestination > 0 ? `${count(facts.noDestination, 'row')} without a new destination` : null,
    facts.noOwner > 0 ? `${facts.noOwner} without an owner` : null,
    facts.noRollback > 0 ? `${facts.noRollback} critical without a rollback path` : null,
    facts.noDate > 0 ? `${facts.noDate} without an update date` : null,
  ].filter((part) => part !== null)
  if (missing.length > 0) return closed(`${missing.join(', ')}.`)
  return open(`${count(facts.total, 'entry point')} planned in full.`)
}

export const GATE_NAMES: Record<GateKey, string> = {
  inputs: 'Inputs',
  handle: 'Handle',
  policy: 'Naming policy',
  identity: 'Identity map',
  tests: 'Tests',
  scripts: 'Support scripts',
  'data-protection': 'Data protection',
  'entry-points': 'Entry points',
  'sign-offs': 'Sign-offs',
}

/** The role a gate belongs to [rollout: owners], and the room in which it is put right. */
export const GATE_HOMES: Record<GateKey, { role: string; room: string }> = {
  inputs: { role: 'operations', room: 'inputs' },
  handle: { role: 'marketing', room: 'handles' },
  policy: { role: 'marketing', room: 'policy' },
  identity: { role: 'crm_owner', room: 'field-map' },
  tests: { role: 'developer', room: 'lab' },
  scripts: { role: 'support_lead', room: 'macros' },
  'data-protection': { role: 'crm_owner', room: 'data-protection' },
  'entry-points': { role: 'marketing', room: 'entry-points' },
  'sign-offs': { role: 'approver', room: 'approvals' },
}

/** Identifiers mapped, payload variations tested, agent script rewritten, and only then do public entry points move. */
const ORDER: readonly GateKey[] = ['identity', 'tests', 'scripts', 'entry-points']

function heldBy(key: GateKey, verdicts: Record<GateKey, Verdict>): GateKey | null {
  const place = ORDER.indexOf(key)
  if (place < 1) return null
  return ORDER.slice(0, place).find((before) => verdicts[before].state !== 'open') ?? null
}

/** Every gate with its verdict, in order. `owners` are names by gate, where one person answers for it. */
export function judgeGates(
  facts: GateFacts,
  wave: WaveSheetFacts,
  owners: Partial<Record<GateKey, { role: string; name: string | null }>>,
): Gate[] {
  const verdicts: Record<GateKey, Verdict> = {
    inputs: inputs(facts.inputs),
    handle: handle(facts.handle),
    policy: policy(facts.policy),
    identity: identity(facts.identity),
    tests: tests(facts.tests),
    scripts: scripts(facts.scripts),
    'data-protection': dataProtection(facts.dataProtection),
    'entry-points': entryPoints(wave),
    'sign-offs': signOffs(facts.signOffs),
  }
  return GATE_KEYS.map((key) => {
    const { state, sentence } = verdicts[key]
    const before = state === 'open' ? heldBy(key, verdicts) : null
    const { role, room } = GATE_HOMES[key]
    return {
      key,
      name: GATE_NAMES[key],
      state,
      heldBy: before,
      passes: state === 'open' && before === null,
      sentence: before ? `${sentence} “${GATE_NAMES[before]}” comes first.` : sentence,
      owner: owners[key] ?? { role, name: null },
      room,
    }
  })
}

/** The gates that hold a wave back. */
export function closedGates(gates: readonly Gate[]): Gate[] {
  return gates.filter((gate) => !gate.passes)
}

/** The part of the rollout whose owner answers for a gate, where one part stands for it (lib/inputs, the list of owners). */
export const GATE_PARTS: Partial<Record<GateKey, string>> = {
  inputs: 'quality-checks',
  handle: 'handle-clarity',
  policy: 'customer-language',
  identity: 'identifier-fields',
  tests: 'webhook-parsing',
  scripts: 'scripts',
  'entry-points': 'public-links',
}
