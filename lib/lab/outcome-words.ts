import type { CasePeople, Expected } from './model'
import { ERROR_WORDS, PERSON_WORDS } from './vocabulary'

/** What came of a case, in words that mean the same in every run. */
export type Outcome = Partial<Record<'reached' | 'workflow' | 'error' | 'messageStatus', string | null>>
const PARTS = {
  reached: 'whom it reached',
  workflow: 'the workflow',
  error: 'the error',
  messageStatus: 'the status',
} as const

/** Where two outcomes differ, in words. Ids of people and conversations differ in every run and say nothing. */
export function changedParts(before: Outcome, after: Outcome): string[] {
  return (Object.keys(PARTS) as (keyof typeof PARTS)[])
    .filter((key) => (before[key] ?? null) !== (after[key] ?? null))
    .map((key) => PARTS[key])
}

/** Whom a message reached: ids of people differ from run to run. Undefined when the target does not say. */
export function reachedBy(contact: string | null | undefined, { person, other }: CasePeople): string | undefined {
  if (contact === undefined) return undefined
  if (contact === null) return 'nobody'
  if (contact === person.crmContactId) return 'the customer'
  return contact === other.crmContactId ? 'another customer' : 'somebody new'
}

/** What is expected of a payload, as a sentence for everybody. */
export function expectedWords({ person, sameThread, route, workflow, error }: Expected): string {
  const routes = {
    named: `in “${workflow ?? ''}”`,
    some: 'in a workflow',
    none: 'not routed',
    any: 'routed anywhere',
  } as const
  const thread = sameThread ? ', the conversation goes on' : ''
  const who = PERSON_WORDS[person]
  return `${who.charAt(0).toUpperCase()}${who.slice(1)}${thread}; ${routes[route]}; ${ERROR_WORDS[error]}`
}
