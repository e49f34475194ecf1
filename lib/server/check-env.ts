import { EnvError, env } from './env'

/**
 * Imported first by every process: a setting that cannot be used ends the start with one sentence that names it, before
 * anything that reads settings is loaded.
 */
try {
  env()
} catch (error) {
  if (!(error instanceof EnvError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
}
