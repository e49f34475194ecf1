import type { Role } from '@/lib/server/permissions'

/** The people of Larkmoss Garden Centres, one sign-in per role. They exist in the demo workspace only. */
export type DemoPerson = { name: string; email: string; roles: Role[]; does: string }

export const DEMO_PASSWORD = 'larkmoss-demo'

export const DEMO_PEOPLE: readonly DemoPerson[] = [
  { name: 'Marta Ash', email: 'marta@larkmoss.example', roles: ['admin'], does: 'runs the workspace' },
  { name: 'Juno Fairweather', email: 'juno@larkmoss.example', roles: ['marketing'], does: 'moves the entry points' },
  { name: 'Tobias Reed', email: 'tobias@larkmoss.example', roles: ['operations'], does: 'plans and routes' },
  { name: 'Imani Croft', email: 'imani@larkmoss.example', roles: ['crm_owner'], does: 'owns the identity map' },
  { name: 'Rafael Moss', email: 'rafael@larkmoss.example', roles: ['support_lead'], does: 'leads the agents' },
  { name: 'Noor Haddad', email: 'noor@larkmoss.example', roles: ['developer'], does: 'connects the webhooks' },
  { name: 'Edith Lark', email: 'edith@larkmoss.example', roles: ['approver'], does: 'signs off' },
  { name: 'Sam Underhill', email: 'sam@larkmoss.example', roles: ['viewer'], does: 'reads, identifiers masked' },
]
