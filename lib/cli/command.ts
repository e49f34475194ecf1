/** One command of `npm run handrail --`. Options are `--name value`; a required one that is missing stops with a sentence. */
export type Output = { out: (line: string) => void; err: (line: string) => void }

export type Command = {
  summary: string
  /** Positional words after the command, in order. */
  words?: string[]
  required?: string[]
  optional?: string[]
  /** Options without a value. */
  flags?: string[]
  /** True when the database must exist and be migrated first. */
  needsDatabase: boolean
  run: (given: Given, output: Output) => Promise<number>
}

export type Given = {
  word: (name: string) => string
  option: (name: string) => string
  flag: (name: string) => boolean
  has: (name: string) => boolean
}

/** What the person typed cannot be used; the message says which part and what is expected. */
export class UsageError extends Error {
  override name = 'UsageError'
}

export function usageOf(name: string, command: Command): string {
  const words = (command.words ?? []).map((word) => word.toUpperCase())
  const required = (command.required ?? []).map((option) => `--${option} <${option}>`)
  const optional = (command.optional ?? []).map((option) => `[--${option} <${option}>]`)
  const flags = (command.flags ?? []).map((flag) => `[--${flag}]`)
  return ['npm run handrail --', name, ...words, ...required, ...optional, ...flags].join(' ')
}
