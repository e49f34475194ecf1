/** `npm run handrail -- <command>`: what an operator does from a shell. `npm run handrail -- help` lists the commands. */
import { runCommand } from '../lib/cli/run'

process.exitCode = await runCommand(process.argv.slice(2), {
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
})
