import type { RuleProblem } from './rules'

/** A rule nothing reaches is odd but harmless, and is only warned of; everything else would lose messages. */
export function isHarmless(problem: RuleProblem): boolean {
  return problem.code === 'unreachable'
}

/** The sentence for one thing that is wrong with a list of rules. */
export function problemWords(problem: RuleProblem): string {
  switch (problem.code) {
    case 'default-missing':
      return 'A default workflow is required: without one, a message that no rule takes would end up nowhere.'
    case 'default-unknown':
      return 'The default workflow does not exist any more. Choose another.'
    case 'workflow-unknown':
      return `Rule ${problem.ruleNumber} leads to a workflow that does not exist or is archived. Choose another.`
    case 'number-unknown':
      return `Rule ${problem.ruleNumber} names a number that does not exist any more.`
    case 'unreachable':
      return `Rule ${problem.ruleNumber} is never reached: rule ${problem.by} takes everything it would take. Move it up, or remove it.`
  }
}
