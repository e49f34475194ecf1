import type { ExpectedError, ExpectedPerson, ExpectedRoute, VerdictKey, VerdictState } from './vocabulary'

/** What a payload is expected to do. */
export type Expected = {
  person: ExpectedPerson
  /** True when the conversation before it has to go on. */
  sameThread: boolean
  route: ExpectedRoute
  /** For `named`: the workflow, as the target calls it. */
  workflow?: string | undefined
  error: ExpectedError
}

/** The invented people of one case. Phones are digits. */
export type CasePeople = {
  /** Whose message it is. `crmContactId` is there when the CRM knows them by their phone. */
  person: LabPerson & { username: string }
  /** A customer who holds a phone that the payload mentions and who is somebody else. */
  other: LabPerson
}
export type LabPerson = { crmContactId: string | null; name: string; phone: string; bsuid: string }

/** One delivery of a case: what comes before, the one under test, and what shows afterwards that it took effect. */
export type BeatRole = 'before' | 'test' | 'after'
export type Beat = { role: BeatRole; body: string; signature: 'right' | 'wrong'; wamid: string }

/** What a target did with one delivery. Undefined: it does not say. Null: it says that there is none. */
export type Actual = {
  /** HTTP status; null when there was no answer. */
  status: number | null
  /** A sentence when there was no answer. */
  noAnswer?: string | undefined
  /** The contact, by the id of the CRM; an id of the target's own for somebody new. */
  contact?: string | null | undefined
  thread?: string | null | undefined
  workflow?: string | null | undefined
  error?: string | null | undefined
  /** How far the message has come, for statuses. */
  messageStatus?: string | null | undefined
  /** The same delivery, sent several times, led to different contacts or conversations. */
  unsteady?: boolean | undefined
  /** The answer as it came, cut. */
  raw?: string | undefined
  tookMs: number
  tries: number
}

export type PlayedBeat = Pick<Beat, 'role' | 'wamid'> & { actual: Actual }

export type FaultCode =
  | 'no-answer'
  | 'server-error'
  | 'refused-ours'
  | 'dropped'
  | 'dropped-without-phone'
  | 'split-customer'
  | 'bsuid-as-phone'
  | 'late-phone-second-contact'
  | 'change-ignored'
  | 'username-as-key'
  | 'wrong-customer'
  | 'contact-from-notice'
  | 'new-thread'
  | 'doubled'
  | 'status-as-message'
  | 'change-as-message'
  | 'routed-needlessly'
  | 'not-routed'
  | 'wrong-workflow'
  | 'status-turned-back'
  | 'forged-accepted'
  | 'silent'
  | 'unclear-error'
  | 'error-without-reason'

export type Fault = { code: FaultCode; details?: Record<string, string> }

export type Verdict = { state: VerdictState; why: string; fault?: Fault | undefined }
export type Verdicts = Record<VerdictKey, Verdict>
