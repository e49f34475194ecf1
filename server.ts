import { EnvError, env } from './lib/server/env'

/**
 * The process people start: checks its settings, brings the database to this version, then serves. Everything that
 * reads settings is loaded afterwards, so that a bad one is a sentence and not a stack.
 */
try {
  env()
} catch (error) {
  if (!(error instanceof EnvError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
}

const { serve } = await import('./lib/server/serve')
await serve(env())
