/** The rows of the person rule as a caption under the identity strip: "rule 2: one contact holds this phone". */
const RULES: Record<number, string> = {
  1: 'the contact who holds this BSUID',
  2: 'one contact holds this phone',
  3: 'the contact who holds the parent BSUID',
  4: 'the BSUID outweighs the phone',
  5: 'this phone belongs to another BSUID',
  6: 'nothing decides between the contacts',
  7: 'nothing was known',
  8: 'the BSUID this one replaces',
  9: 'the missing link of a change',
  10: 'the message this status is about',
}

/** Undefined for what no rule about persons decided: an unknown number, a field that is not understood. */
export function ruleCaption(rule: number | null): string | undefined {
  const words = rule === null ? undefined : RULES[rule]
  return words && `rule ${rule}: ${words}`
}
