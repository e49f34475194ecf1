import { type ClassVerdict, judgeClass } from './judge-rules'
import type { PolicyContent, Proposal, Scenario } from './schema'
import { REQUIRED_SCENARIOS, type ScenarioKind } from './vocabulary'

export type ProposalResult = Proposal & { verdict: ClassVerdict; asExpected: boolean }

/** A scenario without a proposal proves nothing, so it fails. */
export type ScenarioResult = { kind: ScenarioKind; text: string; proposals: ProposalResult[]; passed: boolean }

export type ScenarioRun = {
  results: ScenarioResult[]
  failing: number
  /** Kinds that every policy must have been tried on, and this one was not. */
  missing: (typeof REQUIRED_SCENARIOS)[number][]
  passed: boolean
}

function runScenario(content: PolicyContent, { kind, text, proposals }: Scenario): ScenarioResult {
  const judged = proposals.map((proposal) => {
    const verdict = judgeClass(content, proposal.classKey, proposal.name)
    return { ...proposal, verdict, asExpected: verdict.allowed === (proposal.expected === 'allowed') }
  })
  return { kind, text, proposals: judged, passed: judged.length > 0 && judged.every(({ asExpected }) => asExpected) }
}

/** Tries the policy on every scenario. */
export function runScenarios(content: PolicyContent, scenarios: readonly Scenario[]): ScenarioRun {
  const results = scenarios.map((scenario) => runScenario(content, scenario))
  const failing = results.filter(({ passed }) => !passed).length
  const missing = REQUIRED_SCENARIOS.filter((kind) => !scenarios.some((scenario) => scenario.kind === kind))
  return { results, failing, missing, passed: failing === 0 && missing.length === 0 }
}
