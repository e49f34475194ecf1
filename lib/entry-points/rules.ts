import { encodesHandle } from './destination'
import { isPrinted, type Kind, type MoveState, type Risk, type TestResult } from './kinds'
import type { RowState } from './move-states'
import type { EntryColumns, EntryPointView } from './schema'

type Judged = Pick<
  EntryPointView,
  'kind' | 'risk' | 'newDestination' | 'rollbackPath' | 'moveState' | 'testResult' | 'testMessage'
>

/**
 * A printed code that encodes a handle cannot be taken back: when the name changes, the old link stops reaching the
 * business and may later reach whoever claims the name. [facts section 5]
 */
export function isOneWayDoor(row: { kind: Kind; risk: Risk; newDestination: string | null }): boolean {
  return isPrinted(row.kind, row.risk) && encodesHandle(row.newDestination)
}

const ONE_WAY_DOOR_SENTENCE =
  'One-way door: this is printed and its new destination encodes a username. If the username ever changes, the print stops reaching you and may later reach whoever claims the name. A link by number or a message code stays yours.'

/** A page that cannot be down needs a written way back before it moves. */
export function lacksRollback(row: { risk: Risk; rollbackPath: string | null; moveState: MoveState }): boolean {
  return row.risk === 'digital_critical' && !row.rollbackPath && row.moveState !== 'stays'
}

/** A reason this short stands in the column itself: "wrong: old number". */
const SHORT_REASON = 24

/** A check writes its reason in front of a colon: "old number: It reaches ...". */
function wrongWords(message: string | null): string {
  const reason = message?.split(': ', 1)[0]
  return reason && reason.length <= SHORT_REASON ? `wrong: ${reason}` : 'wrong'
}

/** The sentence of a check without the words that stand in the column already. */
function sentenceIn(message: string | null): string {
  const [reason = '', ...rest] = message?.split(': ') ?? []
  return rest.length > 0 && reason.length <= SHORT_REASON ? rest.join(': ') : (message ?? '')
}

function testState(row: Judged): RowState {
  const found = row.testMessage ? ` ${sentenceIn(row.testMessage)}` : ''
  const states: Record<TestResult, RowState> = {
    right: { shape: 'passed', words: 'right', sentence: `The last check reached the right destination.${found}` },
    wrong: {
      shape: 'blocked',
      words: wrongWords(row.testMessage),
      sentence: `The last check found another destination than the one expected.${found}`,
    },
    unverifiable: {
      shape: 'unverifiable',
      words: 'could not verify',
      sentence: `The last check could not tell where it leads; that is not the same as wrong.${found}`,
    },
    attested: {
      shape: 'waiting',
      words: 'attested',
      sentence: `A person says it is right.${found}`,
    },
    not_checked: { shape: 'open', words: 'not checked', sentence: 'Nobody has clicked or scanned it yet.' },
  }
  return states[row.testResult]
}

const NO_ROLLBACK: RowState = {
  shape: 'blocked',
  words: 'no rollback path',
  sentence: 'Digital critical, and nobody has written down how to put it back. It cannot be released like this.',
}

const ONE_WAY: RowState = { shape: 'stale', words: 'one-way door', sentence: ONE_WAY_DOOR_SENTENCE }

/** Everything to know about a row, the most pressing first; the test result column shows the first. Never empty. */
export function rowStates(row: Judged): RowState[] {
  const test = testState(row)
  const warnings = [lacksRollback(row) ? NO_ROLLBACK : null, isOneWayDoor(row) ? ONE_WAY : null]
  const known = warnings.filter((state) => state !== null)
  // A found fault comes before a missing plan, and a missing plan before a good or an unknown result.
  return row.testResult === 'wrong' ? [test, ...known] : [...known, test]
}

/** Names are compared without case, width and spacing. */
export function nameKeyOf(name: string): string {
  return name.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim()
}

/** Two rows with the same key are the same entry point: same name, kind and location. */
export function identityKey(row: { name: string; kind: Kind; location: string | null }): string {
  return `${row.kind}\n${nameKeyOf(row.name)}\n${nameKeyOf(row.location ?? '')}`
}

/** The columns of `after` that differ from `before`. */
export function changedColumns(before: EntryColumns, after: Partial<EntryColumns>): Partial<EntryColumns> {
  const entries = Object.entries(after).filter(
    ([column, value]) => value !== undefined && before[column as keyof EntryColumns] !== value,
  )
  return Object.fromEntries(entries)
}

/** A result is worth nothing once the expected destination has changed: the row goes back to "not checked". */
export function withTestReset(changes: Partial<EntryColumns>, before: EntryColumns): Partial<EntryColumns> {
  if (changes.newDestination === undefined || before.testResult === 'not_checked') return changes
  return { ...changes, testResult: 'not_checked', testMessage: null, testedAt: null }
}

/** Today as `YYYY-MM-DD` in the workspace's zone. */
export function dayIn(zone: string, now: Date): string {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })
  return parts.format(now)
}
