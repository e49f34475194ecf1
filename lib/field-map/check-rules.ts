import type { MappedSystem } from './rules'

/** What the check of two conversations found, and the verdict on it. Pure. */

export type CheckStep = {
  /** What the payload carried: "a phone and a BSUID". */
  carries: string
  outcome: string
  rule: number | null
  /** The record it reached: the CRM id of the test contact, or null when it ended elsewhere. */
  reached: string | null
  /** True when it continued the conversation before it. */
  sameThread: boolean
  /** The why-trace in sentences. */
  why: string[]
}

export type CheckProblem = 'first-elsewhere' | 'second-elsewhere' | 'map-does-not-match'

export type CheckEvidence = {
  number: string
  /** The CRM id the test contact had. */
  crmContactId: string
  steps: CheckStep[]
  /** CRMs of the map that keep the BSUID and do not find customers by it. */
  blindSystems: string[]
  problems: CheckProblem[]
}

/** CRMs that would make a second record of the second conversation, going by what the map says of them. */
export function blindSystemsOf(systems: readonly MappedSystem[]): string[] {
  return systems
    .filter(({ kind, fields }) => {
      const bsuid = fields.find(({ identityKey }) => identityKey === 'bsuid')
      return kind === 'crm' && !bsuid?.isMatchKey
    })
    .map(({ name }) => name)
}

/** Passed only when both conversations reached the same CRM record, and every CRM of the map could do the same. */
export function problemsOf({
  crmContactId,
  steps,
  blindSystems,
}: Pick<CheckEvidence, 'crmContactId' | 'steps' | 'blindSystems'>): CheckProblem[] {
  const [first, second] = steps
  return [
    ...(first?.reached === crmContactId ? [] : (['first-elsewhere'] as const)),
    ...(second?.reached === crmContactId ? [] : (['second-elsewhere'] as const)),
    ...(blindSystems.length > 0 ? (['map-does-not-match'] as const) : []),
  ]
}

export function problemWords(problem: CheckProblem, { blindSystems }: Pick<CheckEvidence, 'blindSystems'>): string {
  switch (problem) {
    case 'first-elsewhere':
      return 'The conversation with a phone did not reach the CRM record that has this phone.'
    case 'second-elsewhere':
      return 'The conversation with only a BSUID did not reach the same record: the customer would be there twice.'
    case 'map-does-not-match':
      return `Handrail finds the record, and ${blindSystems.join(' and ')} would not: by the map it does not match by the BSUID.`
  }
}
