import { shorten } from '@/lib/shared/text'
import type { SampleName } from '@/lib/whatsapp/samples'
import { clarityOf } from './clear-error-rule'
import { faultWords } from './fault-words'
import type { Actual, CasePeople, Expected, Fault, FaultCode, PlayedBeat, Verdict, Verdicts } from './model'
import type { PackGroup, RecordResult } from './vocabulary'

/** What a case came to at a target. Pure: the same answers give the same verdicts. */
export type PlayedCase = {
  name: SampleName
  group: PackGroup
  expected: Expected
  people: CasePeople
  /** In the order of sending; exactly one is under test. */
  beats: readonly PlayedBeat[]
  /** True while a person has yet to say what happened. */
  waiting?: boolean
}

export type Judged = { verdicts: Verdicts; result: RecordResult; faults: Fault[]; sentence: string }

const passed = (why: string): Verdict => ({ state: 'passed', why })
const untold = (why: string): Verdict => ({ state: 'untold', why })
const none = (why: string): Verdict => ({ state: 'none', why })
const failed = (code: FaultCode, details?: Record<string, string>): Verdict => {
  const fault: Fault = details ? { code, details } : { code }
  return { state: 'failed', why: faultWords(fault), fault }
}

type Ground = PlayedCase & {
  test: Actual
  /** The delivery that shows where the person ended: the one after a change, else the one under test. */
  shown: Actual
  /** Where whoever wrote first was filed. */
  first: Actual | undefined
}

function groundOf(played: PlayedCase): Ground {
  const test = played.beats.find(({ role }) => role === 'test')?.actual
  if (!test) throw new Error('A case without a delivery under test cannot be judged.')
  const shown = played.beats.findLast(({ role }) => role === 'after')?.actual ?? test
  return { ...played, test, shown, first: played.beats.find(({ role }) => role === 'before')?.actual }
}

/** A delivery that was not taken at all: there is nothing else to ask. */
function notTaken({ beats, expected }: Ground): Verdict | null {
  for (const { actual, role } of beats) {
    if (actual.status === null) return failed('no-answer', { text: actual.noAnswer ?? '' })
    if (role === 'test' && expected.error === 'refused') continue
    if (actual.status === 401 || actual.status === 403) return failed('refused-ours', { text: String(actual.status) })
    // A redirect is no answer either: WhatsApp does not follow one.
    if (actual.status >= 300) return failed('server-error', { text: String(actual.status) })
  }
  return null
}

/** Where the digits of the BSUID stand as a number: in the contact, or anywhere in the answer without their country. */
function takenForPhone({ beats, people }: Ground): boolean {
  const digits = people.person.bsuid.replace(/^\D+/, '')
  if (digits.length < 8) return false
  const bare = new RegExp(`(?<![.\\d])\\+?${digits.slice(0, 15)}\\d*(?!\\d)`)
  return beats.some(({ actual }) => bare.test(`${actual.contact ?? ''} ${actual.raw ?? ''}`))
}

const shownId = (id: string | null | undefined): string => (id ? `“${id}”` : 'nobody')

/** Which fault it is that somebody else, or nobody, was reached. */
function missed(ground: Ground, wanted: string | null): Verdict {
  const { shown, name, group, people } = ground
  const details = { contact: shownId(shown.contact), expected: shownId(wanted) }
  if (shown.contact === null || shown.contact === undefined) {
    if (group === 'changes') return failed('change-ignored', { ...details, contact: 'nobody' })
    return failed(withoutPhone(ground))
  }
  if (takenForPhone(ground)) return failed('bsuid-as-phone', details)
  if (shown.contact === people.other.crmContactId) return failed('wrong-customer', details)
  if (group === 'changes') return failed('change-ignored', details)
  if (name === 'phone-appears-later') return failed('late-phone-second-contact', details)
  if (name === 'username-changed') return failed('username-as-key', details)
  return failed('split-customer', details)
}

const WITH_PHONE: readonly SampleName[] = ['phone-only', 'phone-and-bsuid', 'username-present', 'duplicate']

function withoutPhone({ name }: Ground): FaultCode {
  return WITH_PHONE.includes(name) ? 'dropped' : 'dropped-without-phone'
}

function threadVerdict({ expected, first, shown }: Ground): Verdict | null {
  if (!expected.sameThread || !first?.thread || !shown.thread) return null
  if (first.thread === shown.thread) return null
  return failed('new-thread', { contact: shownId(shown.thread), expected: shownId(first.thread) })
}

function person(ground: Ground): Verdict {
  const { expected, shown, first, people } = ground
  const known = people.person.crmContactId
  switch (expected.person) {
    case 'any':
      return none('Any customer will do here.')
    case 'nobody':
      if (shown.contact === undefined) return untold('The target does not say which contact it used.')
      return shown.contact === null
        ? passed('No contact was made or used.')
        : failed('contact-from-notice', { contact: shownId(shown.contact) })
    case 'known-or-nobody':
      if (shown.contact === undefined) return untold('The target does not say which contact it used.')
      if (shown.contact === null || shown.contact === known) return passed('No contact was made of it.')
      return takenForPhone(ground)
        ? failed('bsuid-as-phone', { contact: shownId(shown.contact) })
        : failed('contact-from-notice', { contact: shownId(shown.contact) })
    case 'customer':
      if (shown.contact === undefined) return untold('The target does not say which contact it used.')
      return shown.contact === known ? passed(`It reached ${shownId(known)}.`) : missed(ground, known)
    case 'same':
      if (shown.contact === undefined) return untold('The target does not say which contact it used.')
      if (!first?.contact) return missed({ ...ground, shown: first ?? shown }, null)
      return shown.contact === first.contact
        ? passed(`It stayed with ${shownId(first.contact)}.`)
        : missed(ground, first.contact)
    case 'new':
      if (shown.contact === undefined) return untold('The target does not say which contact it used.')
      if (shown.contact === null || shown.contact === people.other.crmContactId) return missed(ground, null)
      return takenForPhone(ground)
        ? failed('bsuid-as-phone', { contact: shownId(shown.contact) })
        : passed(`Somebody new was filed as ${shownId(shown.contact)}.`)
  }
}

function turnedBack({ name, beats }: Ground): Verdict | null {
  const now = beats.at(-1)?.actual.messageStatus
  if (name !== 'status-out-of-order' || !now || /^(?:read|played)$/i.test(now)) return null
  return failed('status-turned-back', { text: now })
}

/** Delivered again, by the pack or because everything is sent several times, it has to lead where it led before. */
function doubled({ name, beats }: Ground): Verdict | null {
  if (beats.some(({ actual }) => actual.unsteady)) return failed('doubled')
  if (name !== 'duplicate') return null
  const [one, two] = beats.map(({ actual }) => actual)
  return one?.thread && two?.thread && one.thread !== two.thread ? failed('doubled') : null
}

function rightCustomer(ground: Ground): Verdict {
  if (ground.expected.error === 'refused') return forged(ground)
  const verdict = notTaken(ground) ?? turnedBack(ground) ?? doubled(ground) ?? person(ground)
  return verdict.state === 'passed' ? (threadVerdict(ground) ?? verdict) : verdict
}

/** What must be refused is right when it was refused. */
function forged({ test }: Ground): Verdict {
  if (test.status === null) return failed('no-answer', { text: test.noAnswer ?? '' })
  if (test.status === 401 || test.status === 403) return passed('It was refused, so nobody was reached.')
  return failed('forged-accepted')
}

function rightWorkflow(ground: Ground): Verdict {
  const { expected, test, group } = ground
  if (expected.route === 'any') return none('Where it lands does not matter here.')
  if (expected.error === 'refused') return none('It must not get that far.')
  if (test.status === null || test.status >= 300) return none('It did not get that far.')
  if (test.workflow === undefined) return untold('The target does not say which workflow it used.')
  if (expected.route === 'none') {
    if (test.workflow === null) return passed('It was not routed, as it should be.')
    const code = { statuses: 'status-as-message', changes: 'change-as-message' } as const
    const fault = group === 'statuses' || group === 'changes' ? code[group] : 'routed-needlessly'
    return failed(fault, { workflow: shownId(test.workflow) })
  }
  if (test.workflow === null) return failed('not-routed')
  if (expected.route === 'some' || sameName(test.workflow, expected.workflow))
    return passed(`It landed in ${shownId(test.workflow)}.`)
  return failed('wrong-workflow', { workflow: shownId(test.workflow), expected: shownId(expected.workflow) })
}

function sameName(one: string, other: string | undefined): boolean {
  return one.trim().toLowerCase() === other?.trim().toLowerCase()
}

function clearError(ground: Ground, others: readonly Verdict[]): Verdict {
  const { expected, test } = ground
  if (expected.error === 'refused')
    return test.status === 401 || test.status === 403
      ? passed(`It was refused with ${test.status}.`)
      : failed('forged-accepted')
  const text = test.error ?? ''
  const stuck = test.status === null || test.status >= 300 || others.some(({ fault }) => fault && STUCK.has(fault.code))
  if (expected.error === 'none' && !stuck) {
    if (text !== '') return failed('error-without-reason', { text: cut(text) })
    return none('There was nothing to say.')
  }
  if (test.error === undefined && test.status !== null && test.status < 300)
    return untold('The target does not say which error it gave.')
  if (text === '') return failed('silent')
  const clarity = clarityOf(text)
  return clarity.clear
    ? passed(`It said: “${cut(text)}”`)
    : failed('unclear-error', { text: cut(text), why: clarity.why })
}

/** Faults after which nothing more could be done for the message, so that somebody had to be told. */
const STUCK = new Set<FaultCode>(['dropped', 'dropped-without-phone', 'not-routed', 'no-answer', 'server-error'])

const cut = (text: string): string => shorten(text, 160)

/** The three verdicts on a case, what they come to, and the sentence a person reads first. */
export function judge(played: PlayedCase): Judged {
  const ground = groundOf(played)
  if (played.waiting) {
    const wait: Verdict = { state: 'waiting', why: 'Somebody has to look where it ended.' }
    const verdicts = { rightCustomer: wait, rightWorkflow: wait, clearError: wait }
    const taken = notTaken(ground)
    if (!taken) return { verdicts, result: 'waiting', faults: [], sentence: wait.why }
  }
  const customer = rightCustomer(ground)
  const workflow = rightWorkflow(ground)
  const error = clearError(ground, [customer, workflow])
  const all = [customer, workflow, error]
  const faults = unique(all.flatMap(({ fault }) => (fault ? [fault] : [])))
  const verdicts = { rightCustomer: customer, rightWorkflow: workflow, clearError: error }
  const [first] = faults
  if (first) return { verdicts, result: 'failed', faults, sentence: faultWords(first) }
  const open = all.find(({ state }) => state === 'untold')
  if (open) return { verdicts, result: 'untold', faults, sentence: open.why }
  return {
    verdicts,
    result: 'passed',
    faults,
    sentence: all.find(({ state }) => state === 'passed')?.why ?? customer.why,
  }
}

function unique(faults: readonly Fault[]): Fault[] {
  return faults.filter((fault, i) => faults.findIndex(({ code }) => code === fault.code) === i)
}
