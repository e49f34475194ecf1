/** Roles of product.md section 2. What is not in this table is refused. */
export const ROLES = [
  'admin',
  'marketing',
  'operations',
  'crm_owner',
  'support_lead',
  'developer',
  'approver',
  'viewer',
] as const
export type Role = (typeof ROLES)[number]

const everyone: readonly Role[] = ROLES
const team: readonly Role[] = ROLES.filter((role) => role !== 'viewer')

/**
 * Who may do what. One table for screens, API and server; a permission is `<room>:<verb>`. An API token's scopes are
 * the same words, and `*` is all of them.
 */
export const PERMISSIONS = {
  'overview:read': everyone,
  'inputs:read': everyone,
  'inputs:write': team,
  'handles:read': everyone,
  'handles:write': ['admin', 'marketing'],
  /** Answers a blind poll, when asked. */
  'handles:answer': team,
  'policy:read': everyone,
  'policy:write': ['admin', 'marketing'],
  /** Asks for a handle, and decides where the policy names one of their roles. */
  'policy:request': team,
  'field-map:read': everyone,
  'field-map:write': ['admin', 'crm_owner'],
  'contacts:read': everyone,
  'contacts:write': ['admin', 'crm_owner'],
  'contacts:export': ['admin', 'crm_owner'],
  /** Takes everything about a person away for good. */
  'contacts:erase': ['admin', 'crm_owner'],
  'duplicates:read': everyone,
  'duplicates:write': ['admin', 'crm_owner'],
  'routing:read': everyone,
  'routing:write': ['admin', 'operations'],
  'deliveries:read': everyone,
  'deliveries:replay': ['admin', 'developer'],
  'deliveries:body': ['admin', 'developer'],
  'lab:read': everyone,
  'lab:write': ['admin', 'developer', 'operations'],
  'entry-points:read': everyone,
  'entry-points:write': ['admin', 'marketing', 'operations'],
  'entry-points:comment': team,
  /** Ticks entry points on the day of their wave; those who may not write the sheet tick their own. */
  'entry-points:move': team,
  'calendar:read': everyone,
  'calendar:write': ['admin', 'operations'],
  'macros:read': everyone,
  'macros:write': ['admin', 'support_lead'],
  'data-protection:read': team,
  'data-protection:write': ['admin', 'crm_owner'],
  /** Makes invented people and takes them into a system under test. */
  'data-protection:use': ['admin', 'crm_owner', 'developer', 'operations'],
  'signals:read': everyone,
  'signals:write': ['admin', 'operations', 'crm_owner', 'support_lead'],
  'approvals:read': everyone,
  'approvals:request': team,
  /** Votes where the approval policy of the kind names one of their roles. */
  'approvals:vote': team,
  /** Changes the approval policies, and takes back requests of others. */
  'approvals:write': ['admin'],
  /** Releases a wave past closed gates. */
  'approvals:decide': ['approver'],
  'audit:read': ['admin', 'approver', 'developer'],
  'audit:export': ['admin'],
  'members:read': team,
  'members:write': ['admin'],
  'settings:read': team,
  'settings:write': ['admin'],
  'connections:read': ['admin', 'developer'],
  'connections:write': ['admin', 'developer'],
  'tokens:read': ['admin', 'developer'],
  'tokens:write': ['admin', 'developer'],
  'metrics:read': ['admin', 'developer'],
  'identity:reveal': ['admin', 'crm_owner', 'support_lead'],
} as const satisfies Record<string, readonly Role[]>

export type Permission = keyof typeof PERMISSIONS

export function isRole(value: unknown): value is Role {
  return typeof value === 'string' && (ROLES as readonly string[]).includes(value)
}

export function isPermission(value: unknown): value is Permission {
  return typeof value === 'string' && Object.hasOwn(PERMISSIONS, value)
}

/** True when one of the roles is named for the permission. Unknown roles and permissions are refused. */
export function rolesAllow(roles: readonly string[], permission: string): boolean {
  if (!isPermission(permission)) return false
  const allowed: readonly string[] = PERMISSIONS[permission]
  return roles.some((role) => allowed.includes(role))
}

/** True when a token's scopes name the permission, or all of them. */
export function scopesAllow(scopes: readonly string[], permission: string): boolean {
  return isPermission(permission) && (scopes.includes('*') || scopes.includes(permission))
}

/** Nobody grants a role they do not hold, unless admin. */
export function mayGrant(held: readonly string[], wanted: readonly string[]): boolean {
  return wanted.every(isRole) && (held.includes('admin') || wanted.every((role) => held.includes(role)))
}
