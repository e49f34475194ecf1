import { closeDb } from '../server/db'
import { EnvError, env } from '../server/env'
import { MigrationError, migrate } from '../server/migrate'
import { type Command, type Output, UsageError, usageOf } from './command'
import { COMMANDS } from './commands'
import { parseGiven } from './parse'

function help(output: Output): number {
  output.out('Commands of npm run handrail -- <command>:')
  for (const [name, command] of Object.entries(COMMANDS)) {
    output.out(`  ${usageOf(name, command).replace('npm run handrail -- ', '')}`)
    output.out(`      ${command.summary}`)
  }
  return 0
}

function find(name: string): Command {
  if (Object.hasOwn(COMMANDS, name)) return COMMANDS[name] as Command
  throw new UsageError(`There is no command "${name}". npm run handrail -- help lists them.`)
}

/** Exit codes: 0 done, 1 refused or failed with a sentence, 2 the command line cannot be used. */
export async function runCommand(args: string[], output: Output): Promise<number> {
  const [name = 'help', ...rest] = args
  if (['help', '--help', '-h'].includes(name)) return help(output)
  try {
    const command = find(name)
    const given = parseGiven(name, command, rest)
    if (command.needsDatabase) await migrate(env().databaseUrl)
    return await command.run(given, output)
  } catch (error) {
    if (error instanceof UsageError) {
      output.err(error.message)
      return 2
    }
    if (error instanceof EnvError || error instanceof MigrationError) {
      output.err(error.message)
      return 1
    }
    output.err(`The command failed: ${error instanceof Error ? error.message : String(error)}`)
    return 1
  } finally {
    await closeDb()
  }
}
