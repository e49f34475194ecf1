/** The words of the lab without how input is checked: the browser loads this file too. */

export const VERDICT_KEYS = ['rightCustomer', 'rightWorkflow', 'clearError'] as const
export type VerdictKey = (typeof VERDICT_KEYS)[number]
export const VERDICT_QUESTIONS: Record<VerdictKey, string> = {
  rightCustomer: 'Right customer?',
  rightWorkflow: 'Right workflow?',
  clearError: 'Clear error?',
}

/** `untold`: the target does not say. `none`: the question does not arise. `waiting`: a person has yet to say. */
export const VERDICT_STATES = ['passed', 'failed', 'untold', 'waiting', 'none'] as const
export type VerdictState = (typeof VERDICT_STATES)[number]

export const RECORD_RESULTS = ['passed', 'failed', 'untold', 'waiting', 'skipped'] as const
export type RecordResult = (typeof RECORD_RESULTS)[number]
/** A result as it is stored; one of another version is told as not known. */
export function resultOf(stored: string): RecordResult {
  return RECORD_RESULTS.find((one) => one === stored) ?? 'untold'
}
export const RESULT_WORDS: Record<RecordResult, string> = {
  passed: 'passed',
  failed: 'failed',
  untold: 'could not be told',
  waiting: 'waiting for a person',
  skipped: 'not sent',
}

/** What is done about a failing record. `fixed` is what its owner says; only a passing run makes it `closed`. */
export const FIX_STATES = ['none', 'open', 'fixing', 'fixed', 'closed', 'replaced'] as const
export type FixState = (typeof FIX_STATES)[number]
/** What a passing run has yet to close, in the order of the work; only these can be chosen by a person. */
export const OPEN_FIXES = ['open', 'fixing', 'fixed'] as const
export type OpenFix = (typeof OPEN_FIXES)[number]
export function isOpenFix(fix: string): fix is OpenFix {
  return (OPEN_FIXES as readonly string[]).includes(fix)
}
export const FIX_WORDS: Record<FixState, string> = {
  none: 'nothing to fix',
  open: 'open',
  fixing: 'being fixed',
  fixed: 'said to be fixed, to be run again',
  closed: 'closed by a passing run',
  replaced: 'failed again in a later run',
}

export const RUN_STATES = ['queued', 'running', 'done', 'cancelled', 'failed'] as const
export type RunState = (typeof RUN_STATES)[number]

/** How the outcome at a target is learnt. */
export const ANSWER_MODES = ['response', 'lookup', 'report', 'person'] as const
export type AnswerMode = (typeof ANSWER_MODES)[number]
export const ANSWER_MODE_WORDS: Record<AnswerMode, { title: string; help: string }> = {
  response: {
    title: 'From the answer of the handler',
    help: 'The handler answers the delivery with JSON that says what it did.',
  },
  lookup: {
    title: 'From an address that is asked afterwards',
    help: 'After each delivery an address is asked until it knows the message.',
  },
  report: {
    title: 'Posted back to a one-time address',
    help: 'The handler posts what it did to the address in the header x-handrail-report.',
  },
  person: {
    title: 'Entered by a person',
    help: 'Somebody looks into the inbox and the CRM and types in what they see.',
  },
}

/** Which customer a payload has to reach. */
export const EXPECTED_PERSONS = ['customer', 'same', 'new', 'nobody', 'known-or-nobody', 'any'] as const
export type ExpectedPerson = (typeof EXPECTED_PERSONS)[number]
export const PERSON_WORDS: Record<ExpectedPerson, string> = {
  customer: 'the customer the CRM has',
  same: 'whoever wrote before it',
  new: 'somebody new, who is seen',
  nobody: 'nobody',
  'known-or-nobody': 'the customer the CRM has, or nobody',
  any: 'anybody',
}

export const EXPECTED_ERRORS = ['none', 'clear', 'refused'] as const
export type ExpectedError = (typeof EXPECTED_ERRORS)[number]
export const ERROR_WORDS: Record<ExpectedError, string> = {
  none: 'no error',
  clear: 'a clear error',
  refused: 'refused with 401 or 403',
}

/** `named`: one workflow. `some`: any, as long as there is one. `none`: nothing may be routed. */
export const EXPECTED_ROUTES = ['named', 'some', 'none', 'any'] as const
export type ExpectedRoute = (typeof EXPECTED_ROUTES)[number]

export const PACK_GROUPS = ['people', 'changes', 'statuses', 'contents', 'notices', 'faults'] as const
export type PackGroup = (typeof PACK_GROUPS)[number]
export const GROUP_WORDS: Record<PackGroup, string> = {
  people: 'Who wrote',
  changes: 'Identity changes',
  statuses: 'Statuses',
  contents: 'What was written',
  notices: 'Notices and our own handles',
  faults: 'What is wrong on purpose',
}

export const RECORD_SORTS = ['ranAt', 'variation', 'result'] as const
export type RecordSort = (typeof RECORD_SORTS)[number]
export type RecordFilter = {
  q?: string | null
  result?: RecordResult | null
  fix?: FixFilter | null
  runId?: string | null
  mine?: boolean | null
}
/** `unfinished`: everything a passing run has yet to close. */
export const FIX_FILTERS = ['unfinished', ...OPEN_FIXES, 'closed'] as const
export type FixFilter = (typeof FIX_FILTERS)[number]

export const RUN_SORTS = ['startedAt'] as const
export const PLAN_SORTS = ['name', 'updatedAt'] as const
export const TARGET_SORTS = ['name', 'updatedAt'] as const

/** Handrail as a target: a rehearsal that leaves nothing, or for real in a test workspace. */
export const OWN_TARGET = 'Handrail (dry run)'
export const OWN_TARGET_REAL = 'Handrail (for real)'

/** How often a plan runs by itself. */
export const SCHEDULES = ['never', 'hourly', 'daily', 'weekly'] as const
export type Schedule = (typeof SCHEDULES)[number]
export const SCHEDULE_WORDS: Record<Schedule, string> = {
  never: 'only when somebody runs it',
  hourly: 'every hour',
  daily: 'every day',
  weekly: 'every week',
}

export const EXCEPTION_SORTS = ['name', 'updatedAt'] as const
export type ExceptionFilter = { q?: string | null; archived?: boolean | null }
