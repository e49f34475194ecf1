import pino from 'pino'
import { env } from './env'

/** Logs carry ids, counts and codes; never numbers, names, secrets or message text. */
export const log = pino({ level: env().HANDRAIL_LOG, base: undefined, timestamp: pino.stdTimeFunctions.isoTime })
