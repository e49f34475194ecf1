import path from 'node:path'
import { z } from 'zod'

/** The only place that reads the process environment. A bad value stops the start with a sentence that names it. */
const port = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a whole number from 0 to 65535')
  .transform(Number)
  .refine((value) => value <= 65_535, 'must be a whole number from 0 to 65535')

const httpUrl = z.string().refine((value) => {
  try {
    return ['http:', 'https:'].includes(new URL(value).protocol)
  } catch {
    return false
  }
}, 'must be a full address that starts with http:// or https://')

const flag = z.enum(['0', '1'], { message: 'must be 0 or 1' }).transform((value) => value === '1')

const schema = z.object({
  NODE_ENV: z.enum(['production', 'development', 'test']).catch('development'),
  PORT: port.default(3000),
  HOST: z.string().min(1).default('0.0.0.0'),
  HANDRAIL_DATA_DIR: z.string().min(1).default('data'),
  DATABASE_URL: z
    .string()
    .regex(/^(file:.+|postgres(ql)?:\/\/.+)$/, 'must start with file: (SQLite) or postgresql:// (Postgres)')
    .optional(),
  HANDRAIL_DEMO: flag.default(true),
  HANDRAIL_ADMIN_EMAIL: z.email('must be an e-mail address').optional(),
  HANDRAIL_ADMIN_PASSWORD: z.string().min(12, 'must have at least 12 characters').optional(),
  HANDRAIL_ROLE: z
    .enum(['all', 'web', 'receiver', 'worker'], { message: 'must be all, web, receiver or worker' })
    .default('all'),
  HANDRAIL_MASTER_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'must be 64 lower-case hexadecimal characters')
    .optional(),
  HANDRAIL_TRUST_PROXY: flag.default(false),
  NEXTAUTH_SECRET: z.string().min(16, 'must have at least 16 characters').optional(),
  NEXTAUTH_URL: httpUrl.optional(),
  GRAPH_BASE_URL: httpUrl.default('https://graph.facebook.com/v23.0'),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\/.+$/, 'must start with smtp:// or smtps://')
    .optional(),
  OIDC_ISSUER: httpUrl.optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  HANDRAIL_FETCH_ALLOW: z
    .string()
    .regex(/^([^\s,:]+:\d{1,5})(,[^\s,:]+:\d{1,5})*$/, 'must be a list of host:port, separated by commas')
    .optional(),
  HANDRAIL_METRICS_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
  HANDRAIL_METRICS_PORT: port.optional(),
  HANDRAIL_LOG: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
})

export type Env = z.output<typeof schema> & { databaseUrl: string; dataDir: string; fetchAllow: string[] }

/** A setting that cannot be used. The message is shown to the person who starts Handrail. */
export class EnvError extends Error {
  override name = 'EnvError'
}

/** An empty variable is an unset one: that is what people mean by `PORT= npm start`. */
function withoutEmpty(source: Record<string, string | undefined>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
}

export function readEnv(source: Record<string, string | undefined>): Env {
  const parsed = schema.safeParse(withoutEmpty(source))
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}.`)
    throw new EnvError(`Handrail cannot start: ${lines.join(' ')}`)
  }
  const value = parsed.data
  const oidc = [value.OIDC_ISSUER, value.OIDC_CLIENT_ID, value.OIDC_CLIENT_SECRET].filter(Boolean).length
  if (oidc > 0 && oidc < 3) {
    throw new EnvError(
      'Handrail cannot start: OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET must be set together, or not at all.',
    )
  }
  const dataDir = path.resolve(value.HANDRAIL_DATA_DIR)
  return {
    ...value,
    dataDir,
    databaseUrl: value.DATABASE_URL ?? `file:${path.join(dataDir, 'handrail.db')}`,
    fetchAllow: value.HANDRAIL_FETCH_ALLOW?.split(',') ?? [],
  }
}

let cached: Env | undefined

export function env(): Env {
  cached ??= readEnv(process.env)
  return cached
}
