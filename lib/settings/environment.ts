import { env } from '@/lib/server/env'
import { dialectOf } from '@/lib/server/sql'

/** What the environment decided at the start. Nothing secret: addresses with credentials in them are only "set". */
export type EnvironmentFacts = {
  demo: boolean
  database: 'sqlite' | 'postgresql'
  role: string
  dataDir: string
  publicUrl: string | null
  trustProxy: boolean
  mail: boolean
  /** The host of the identity provider; null when OIDC is off. */
  oidcHost: string | null
  graphUrl: string
  masterKey: 'environment' | 'data folder'
  /** `host:port` exempt from the address guard of server-side fetches. */
  fetchAllow: string[]
}

/** An address without the name and password that may stand in it. */
function plainAddress(address: string): string {
  const { origin, pathname } = new URL(address)
  return `${origin}${pathname === '/' ? '' : pathname}`
}

export function environmentFacts(): EnvironmentFacts {
  const value = env()
  return {
    demo: value.HANDRAIL_DEMO,
    database: dialectOf(value.databaseUrl),
    role: value.HANDRAIL_ROLE,
    dataDir: value.dataDir,
    publicUrl: value.NEXTAUTH_URL ? plainAddress(value.NEXTAUTH_URL) : null,
    trustProxy: value.HANDRAIL_TRUST_PROXY,
    mail: value.SMTP_URL !== undefined,
    oidcHost: value.OIDC_ISSUER ? new URL(value.OIDC_ISSUER).host : null,
    graphUrl: plainAddress(value.GRAPH_BASE_URL),
    masterKey: value.HANDRAIL_MASTER_KEY ? 'environment' : 'data folder',
    fetchAllow: value.fetchAllow,
  }
}
