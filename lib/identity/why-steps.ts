import type { WhyArg, WhyStep } from './model'
import type { WhyCode } from './why'

/** One step of a why-trace. Only codes with a sentence exist, so a trace can always be read. */
export function step(code: WhyCode, args: Readonly<Record<string, WhyArg>> = {}): WhyStep {
  return { code, args }
}
