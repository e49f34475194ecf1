import { changesBetween, type DedupRules, readRules } from '@/lib/duplicates/dedup-rules'
import { REASONS } from '@/lib/duplicates/pair-rules'

/** The rules as a form holds them: texts until they are numbers. */
export type RuleFields = Record<string, string>

export const FLAGS = ['mergeProvisional', 'onArrival', 'nightly'] as const
const flag = (on: boolean): string => (on ? 'on' : 'off')

export function fieldsOf({ matching, actions }: DedupRules): RuleFields {
  return {
    ...Object.fromEntries(REASONS.map((kind) => [kind, String(matching.weights[kind])])),
    crowd: String(matching.crowd),
    least: String(matching.least),
    ...Object.fromEntries(FLAGS.map((name) => [name, flag(actions[name])])),
  }
}

/** The form's texts as rules. Call it when `problemsOf` finds nothing. */
export function rulesOf(fields: RuleFields): DedupRules {
  const number = (name: string) => Number(fields[name])
  return readRules(
    {
      weights: Object.fromEntries(REASONS.map((kind) => [kind, number(kind)])),
      crowd: number('crowd'),
      least: number('least'),
    },
    Object.fromEntries(FLAGS.map((name) => [name, fields[name] === 'on'])),
  )
}

/** What cannot be used, by field, with what would be right. */
export function problemsOf(fields: RuleFields): Record<string, string> {
  const wrong = (name: string, low: number) => {
    const text = (fields[name] ?? '').trim()
    const value = Number(text)
    if (/^\d+$/.test(text) && value >= low && value <= 100) return []
    return [[name, `Write a whole number from ${low} to 100.`]]
  }
  return Object.fromEntries([...[...REASONS, 'least'].flatMap((name) => wrong(name, 0)), ...wrong('crowd', 2)])
}

/** What would change, in sentences; nothing while a field cannot be used. */
export function changesOf(fields: RuleFields, inForce: DedupRules): string[] {
  return Object.keys(problemsOf(fields)).length > 0 ? [] : changesBetween(inForce, rulesOf(fields))
}
