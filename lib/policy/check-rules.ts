import { type Budget, pageBudget } from './budget-rules'
import { judgeClass } from './judge-rules'
import { exampleNames, samePattern } from './pattern-rules'
import { runScenarios, type ScenarioRun } from './scenario-rules'
import type { PolicyContent, Scenario } from './schema'
import { CLASS_KEYS, type ClassKey } from './vocabulary'
import { CLASS_WORDS, patternWords, SCENARIO_WORDS } from './words'

/** Enough of them to meet every word of a list. */
const EXAMPLES_TRIED = 60

function classProblems(content: PolicyContent, key: ClassKey): string[] {
  const { patterns, requesters, approver } = content.classes[key]
  const { name } = CLASS_WORDS[key]
  const problems: string[] = []
  if (patterns.length === 0) problems.push(`“${name}” has no pattern, so no handle of that class can exist.`)
  if (requesters.length === 0) problems.push(`“${name}” says nobody may request such a handle.`)
  if (!approver) problems.push(`“${name}” names nobody who approves.`)
  patterns.forEach((pattern, index) => {
    if (patterns.slice(0, index).some((earlier) => samePattern(earlier, pattern))) {
      problems.push(`“${name}” has the pattern ${patternWords(pattern)} twice.`)
      return
    }
    const examples = exampleNames(pattern, content.lists, EXAMPLES_TRIED)
    if (examples.length === 0) {
      problems.push(`“${name}”: the pattern ${patternWords(pattern)} needs a list that has no words.`)
    } else if (!examples.some((example) => judgeClass(content, key, example).allowed)) {
      problems.push(`“${name}”: no name by the pattern ${patternWords(pattern)} passes the other rules.`)
    }
  })
  return problems
}

/** True when every word of the name is on a list: a word that is merely new in one class is taken for the other. */
function readsAsKnown(content: PolicyContent, key: ClassKey, name: string): boolean {
  const { allowed, pieces } = judgeClass(content, key, name)
  return allowed && (pieces ?? []).every(({ known }) => known)
}

/** Names that two classes allow: customers and colleagues then cannot tell which one is meant. */
function overlaps(content: PolicyContent): string[] {
  const sentences = CLASS_KEYS.flatMap((key) => {
    const examples = content.classes[key].patterns.flatMap((pattern) =>
      exampleNames(pattern, content.lists, EXAMPLES_TRIED),
    )
    return CLASS_KEYS.filter((other) => other !== key).flatMap((other) => {
      const both = examples.find((name) => readsAsKnown(content, key, name) && readsAsKnown(content, other, name))
      if (!both) return []
      const names = [CLASS_WORDS[key].name, CLASS_WORDS[other].name].sort()
      return [{ pair: names.join('|'), sentence: `“@${both}” fits both “${names[0]}” and “${names[1]}”.` }]
    })
  })
  return [...new Map(sentences.reverse().map(({ pair, sentence }) => [pair, sentence])).values()].reverse()
}

export type PolicyChecks = {
  /** Sentences about what has to be put right before the policy can be signed off and put in force. */
  problems: string[]
  /** Odd, but nothing that stops it. */
  warnings: string[]
  budget: Budget
  run: ScenarioRun
  ready: boolean
}

function scenarioProblems({ missing, results }: ScenarioRun): string[] {
  const absent = missing.map((kind) => `The scenario “${SCENARIO_WORDS[kind]}” is missing.`)
  const failing = results
    .filter(({ passed }) => !passed)
    .map(({ kind, proposals }) => {
      if (proposals.length === 0) return `The scenario “${SCENARIO_WORDS[kind]}” proposes no handle yet.`
      const wrong = proposals.filter(({ asExpected }) => !asExpected).map(({ name }) => `@${name}`)
      return `The scenario “${SCENARIO_WORDS[kind]}” does not come out as its author says: ${wrong.join(', ')}.`
    })
  return [...absent, ...failing]
}

/** Everything that is looked at, at every edit: the classes, the length of the page, and the scenarios. */
export function checkPolicy(content: PolicyContent, scenarios: readonly Scenario[]): PolicyChecks {
  const budget = pageBudget(content)
  const run = runScenarios(content, scenarios)
  const length = `The policy takes ${Math.ceil(budget.used * 100)} % of one printed page. Shorten it.`
  const problems = [
    ...CLASS_KEYS.flatMap((key) => classProblems(content, key)),
    ...(budget.fits ? [] : [length]),
    ...scenarioProblems(run),
  ]
  return { problems, warnings: overlaps(content), budget, run, ready: problems.length === 0 }
}
