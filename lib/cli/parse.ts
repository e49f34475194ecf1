import { parseArgs } from 'node:util'
import { type Command, type Given, UsageError, usageOf } from './command'

/** Reads the words and options of one command, or says in a sentence what is wrong with them. */
export function parseGiven(name: string, command: Command, args: string[]): Given {
  const { words = [], required = [], optional = [], flags = [] } = command
  const valued = [...required, ...optional].map((option) => [option, { type: 'string' as const }])
  const switches = flags.map((flag) => [flag, { type: 'boolean' as const }])
  let parsed: { values: Record<string, unknown>; positionals: string[] }
  try {
    parsed = parseArgs({
      args,
      allowPositionals: true,
      strict: true,
      options: Object.fromEntries([...valued, ...switches]),
    })
  } catch (error) {
    throw new UsageError(`${plain(error)} Usage: ${usageOf(name, command)}`)
  }
  const missing = required.filter((option) => !String(parsed.values[option] ?? '').trim())
  if (missing.length > 0) {
    throw new UsageError(
      `${name} needs ${missing.map((option) => `--${option}`).join(', ')}. Usage: ${usageOf(name, command)}`,
    )
  }
  if (parsed.positionals.length !== words.length) {
    const wanted = words.length === 0 ? 'takes no further words' : `needs ${words.join(', ')}`
    throw new UsageError(`${name} ${wanted}. Usage: ${usageOf(name, command)}`)
  }
  return {
    word: (word) => parsed.positionals[words.indexOf(word)] ?? '',
    option: (option) => String(parsed.values[option] ?? ''),
    flag: (flag) => parsed.values[flag] === true,
    has: (option) => parsed.values[option] !== undefined,
  }
}

function plain(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  const [sentence = message] = message.split('. To specify')
  return sentence.endsWith('.') ? sentence : `${sentence}.`
}
